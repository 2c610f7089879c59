"""Everything the portal holds of one person: to show it to her, and to make it impersonal.

An application that keeps people's data registers itself in its `AppConfig.ready`:

    from staff.personal_data.registry import Keeper, register

    register(Keeper("consultations", gather_tables, make_impersonal))

`gather(employee)` returns tables (common.tables.Table) of what is held; `erase(employee, mark)`
puts `mark` in place of the name wherever it stands, in histories too. Both are called while the
employee still has her name. Rooms: registry; own (what the staff itself holds); erasing.
"""
