from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "statistics"
    verbose_name = "Отчётность"

    def ready(self) -> None:
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from statistics.passport import SOURCE  # noqa: PLC0415

        register(SOURCE)
