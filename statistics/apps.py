from django.apps import AppConfig

from common.daily import every_day


class StatisticsConfig(AppConfig):
    name = "statistics"
    verbose_name = "Отчётность"

    def ready(self) -> None:
        from libraries import leftovers  # noqa: PLC0415 (models are not there before)
        from libraries.passport import register  # noqa: PLC0415
        from statistics.actions.letters import write_letters_later  # noqa: PLC0415
        from statistics.leftovers import read_leftovers  # noqa: PLC0415
        from statistics.passport import SOURCE  # noqa: PLC0415

        register(SOURCE)
        leftovers.register("statistics", read_leftovers)
        every_day(write_letters_later)
