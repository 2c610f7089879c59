from django.apps import AppConfig

from common.error_words import use_error_words


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "Общее"

    def ready(self) -> None:
        use_error_words()
