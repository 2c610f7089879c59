from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "Планы и мероприятия"

    def ready(self) -> None:
        from events.passport import SOURCE  # noqa: PLC0415
        from events.personal_data import KEEPER, keep_approved_texts  # noqa: PLC0415
        from events.visits.leftovers import read_leftovers  # noqa: PLC0415
        from events.visits.passport import SOURCE as VISITS  # noqa: PLC0415
        from libraries import leftovers  # noqa: PLC0415
        from libraries.passport import register  # noqa: PLC0415 (models are not there before)
        from staff.personal_data import registry  # noqa: PLC0415

        register(SOURCE)
        register(VISITS)
        leftovers.register("visits", read_leftovers)
        registry.register(KEEPER)
        keep_approved_texts()

        from common import planned, workdays  # noqa: PLC0415
        from events.actions.workdays import moved_days  # noqa: PLC0415
        from events.planned import figure_of_department  # noqa: PLC0415

        planned.register(figure_of_department)
        workdays.register(moved_days)

        from events.fulfilment.held import SOURCE as HELD  # noqa: PLC0415
        from events.gatherings.facts import SOURCE as EVENTS  # noqa: PLC0415
        from events.visits.facts import SOURCE as MADE_VISITS  # noqa: PLC0415

        for source in (HELD, EVENTS, MADE_VISITS):
            planned.register_source(source)

        self._tell_daily_work()

    def _tell_daily_work(self) -> None:
        from common.daily import every_day  # noqa: PLC0415
        from events.actions.approving import keep_missing_files  # noqa: PLC0415
        from events.actions.closing import keep_missing_reports  # noqa: PLC0415
        from events.actions.reminding import write_reminders_later  # noqa: PLC0415
        from events.actions.snapshots import keep_drafts, thin_drafts  # noqa: PLC0415
        from events.schedule.reminders import remind_later  # noqa: PLC0415

        for work in (
            keep_drafts,
            thin_drafts,
            keep_missing_files,
            keep_missing_reports,
            write_reminders_later,
            remind_later,
        ):
            every_day(work)
