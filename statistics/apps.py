from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_save


class StatisticsConfig(AppConfig):
    name = "statistics"
    verbose_name = "Отчётность"

    def ready(self) -> None:
        from libraries.models import Territory  # noqa: PLC0415
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from statistics.passport import SOURCE  # noqa: PLC0415
        from statistics.rollups.invalidation import forget_moved  # noqa: PLC0415

        register(SOURCE)
        pre_save.connect(forget_moved, sender=Territory)
        post_migrate.connect(_bring_indicators, sender=self)


def _bring_indicators(sender: AppConfig, **told: Any) -> None:
    from statistics.actions.indicators import load_shipped_indicators  # noqa: PLC0415 (the same)
    from statistics.models import Indicator  # noqa: PLC0415 (the same)

    # Migrated back to a time before indicators there is nowhere to put them.
    with connections[told["using"]].cursor() as cursor:
        tables = connections[told["using"]].introspection.table_names(cursor)
    if Indicator._meta.db_table in tables:
        load_shipped_indicators()
