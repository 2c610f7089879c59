from datetime import date
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils import timezone

from common.daily import every_day


class LibrariesConfig(AppConfig):
    name = "libraries"
    verbose_name = "Библиотеки"

    def ready(self) -> None:
        from libraries.actions import apply_due  # noqa: PLC0415 (models are not there before)
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from libraries.passport.registry import SOURCES  # noqa: PLC0415

        for source in SOURCES:
            register(source)
        every_day(apply_due)
        every_day(_forget_imports)
        post_migrate.connect(_bring_outlines, sender=self)


def _forget_imports(today: date) -> None:
    from common.imports.actions import forget_stale  # noqa: PLC0415 (the same)

    forget_stale(timezone.now())


def _bring_outlines(sender: AppConfig, **told: Any) -> None:
    from libraries.outlines import load_shipped  # noqa: PLC0415 (the same)

    # When all tables are emptied, nothing is told of the models: they are those of today.
    load_shipped(told.get("apps", apps), told["using"])
