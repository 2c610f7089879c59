from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Документы"

    def ready(self) -> None:
        from reports.personal_data import KEEPER  # noqa: PLC0415 (models are not there before)
        from staff.personal_data.registry import register  # noqa: PLC0415

        register(KEEPER)

        from common import kept_documents  # noqa: PLC0415 (documents read models)
        from reports.documents import approved_plan, closed_plan  # noqa: PLC0415

        for name, kind in {"plan": approved_plan, "plan-closing": closed_plan}.items():
            kept = kept_documents.KeptDocument(kind.surroundings, kind.render_kept)
            kept_documents.register(name, kept)
