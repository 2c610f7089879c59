from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = "Консультации"

    def ready(self) -> None:
        from consultations.passport import SOURCES  # noqa: PLC0415
        from consultations.personal_data import KEEPER  # noqa: PLC0415
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from staff.personal_data import registry  # noqa: PLC0415

        for source in SOURCES:
            register(source)
        registry.register(KEEPER)
