from django.apps import AppConfig


class LibrariesConfig(AppConfig):
    name = "libraries"
    verbose_name = "Библиотеки"

    def ready(self) -> None:
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from libraries.passport.registry import SOURCES  # noqa: PLC0415

        for source in SOURCES:
            register(source)
