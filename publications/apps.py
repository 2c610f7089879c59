from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "publications"
    verbose_name = "Издания"

    def ready(self) -> None:
        from common.planned import register_source  # noqa: PLC0415
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from publications.facts import SOURCE as FACTS  # noqa: PLC0415
        from publications.passport import SOURCE  # noqa: PLC0415
        from publications.personal_data import keep_authorship  # noqa: PLC0415

        register(SOURCE)
        keep_authorship()
        register_source(FACTS)
