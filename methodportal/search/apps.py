from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules, import_string


class SearchConfig(AppConfig):
    name = "methodportal.search"
    verbose_name = "Поиск"

    def ready(self) -> None:
        autodiscover_modules("search")
        # Models are ready only now, and the signals need them.
        import_string("methodportal.search.signals.follow_sources")()
