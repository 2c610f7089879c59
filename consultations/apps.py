from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = "Консультации"

    def ready(self) -> None:
        from common.planned import register_source  # noqa: PLC0415
        from consultations.facts import SOURCE as FACTS  # noqa: PLC0415
        from consultations.leftovers import read_leftovers  # noqa: PLC0415
        from consultations.passport import SOURCES  # noqa: PLC0415
        from consultations.personal_data import KEEPER  # noqa: PLC0415
        from libraries import leftovers  # noqa: PLC0415 (models are not there before)
        from libraries.passport import register  # noqa: PLC0415
        from staff.personal_data import registry  # noqa: PLC0415

        for source in SOURCES:
            register(source)
        leftovers.register("consultations", read_leftovers)
        registry.register(KEEPER)
        register_source(FACTS)
