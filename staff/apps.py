from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Кадры"

    def ready(self) -> None:
        from common.personal_data import record_looks_with  # noqa: PLC0415
        from libraries import leftovers  # noqa: PLC0415 (models are not there before)
        from libraries.passport import register  # noqa: PLC0415
        from staff.actions import record_access  # noqa: PLC0415
        from staff.leftovers import read_leftovers  # noqa: PLC0415
        from staff.passport import SOURCE  # noqa: PLC0415
        from staff.personal_data import contacts, erasing, own, registry  # noqa: PLC0415

        register(SOURCE)
        leftovers.register("staff", read_leftovers)
        registry.register(registry.Keeper("staff", own.gather, erasing.erase))
        registry.register(registry.Keeper("registry", contacts.gather, contacts.erase))
        record_looks_with(record_access)
