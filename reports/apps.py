from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Документы"

    def ready(self) -> None:
        from reports.personal_data import KEEPER  # noqa: PLC0415 (models are not there before)
        from staff.personal_data.registry import register  # noqa: PLC0415

        register(KEEPER)

        from common import kept_documents  # noqa: PLC0415 (documents read models)
        from reports.documents.approved_plan import render_kept, surroundings  # noqa: PLC0415

        kept_documents.register("plan", kept_documents.KeptDocument(surroundings, render_kept))
