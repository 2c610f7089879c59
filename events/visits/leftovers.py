"""What of the visits hangs on a library that closes."""

from collections.abc import Iterator

from events.models import Visit, VisitAdvice
from libraries.leftovers import Leftover
from libraries.models import Library


def read_leftovers(library: Library) -> Iterator[Leftover]:
    """Tell the visits still ahead and the advice that is not done; two queries."""
    for visit in library.visits.filter(state=Visit.State.PLANNED).select_related("library"):
        yield Leftover(f"Намечен {visit}", "отмените или перенесите его", visit.get_absolute_url())
    open_advice = VisitAdvice.objects.filter(visit__library=library, done_on=None)
    for advice in open_advice.order_by("due_on"):
        yield Leftover(
            f"Рекомендация после выезда: {advice}",
            "отметьте, чем кончилось",
            advice.get_absolute_url(),
        )
