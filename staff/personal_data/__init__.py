"""Everything the portal holds of one person: to show it to her, and to make it impersonal.

An application that keeps people's data registers itself in its `AppConfig.ready`:

    from staff.personal_data.registry import Keeper, register

    register(Keeper("consultations", gather_tables, make_impersonal))

`gather(employee)` returns tables (common.tables.Table) of what is held; `erase(employee, mark)`
puts `mark` in place of the name where the row is surely hers, in histories too. Both are called
while the employee still has her name. Names in people's texts, which may be a namesake's, are
found in every application without its help: see `mentions`.
Rooms: registry; own (what the staff itself holds); erasing; mentions.
"""
