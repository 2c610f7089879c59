from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Планы и мероприятия"

    def ready(self) -> None:
        from events.passport import SOURCE  # noqa: PLC0415
        from events.personal_data import KEEPER  # noqa: PLC0415
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from staff.personal_data import registry  # noqa: PLC0415

        register(SOURCE)
        registry.register(KEEPER)

        from common import planned  # noqa: PLC0415
        from events.planned import figure_of_department  # noqa: PLC0415

        planned.register(figure_of_department)

        from events.fulfilment.held import SOURCE as HELD  # noqa: PLC0415

        planned.register_source(HELD)
