from django.apps import AppConfig


class MethodportalConfig(AppConfig):
    name = "methodportal"
    verbose_name = "Портал"
