"""The places of one event while it is held: how many are left, and for whom."""

from collections import Counter

from events.gatherings.queries import PLACED, free_places
from events.models import Event


class Places:
    """Gives places out until there are none, and to no organisation more than it may have.

    The caller holds the lock of the event: what is counted here once stays true.
    """

    def __init__(self, event: Event) -> None:
        self._left = free_places(event)
        self._most = event.per_organisation
        self._taken: Counter[int] = Counter()
        if self._most is not None:
            rows = event.participations.filter(state__in=PLACED).order_by()
            self._taken.update(rows.values_list("organisation", flat=True))

    @property
    def are_gone(self) -> bool:
        return self._left == 0

    def take(self, organisation_id: int) -> bool:
        """Take a place for one of the organisation; return whether there was one for her."""
        if self.are_gone:
            return False
        if self._most is not None and self._taken[organisation_id] >= self._most:
            return False
        if self._left is not None:
            self._left -= 1
        self._taken[organisation_id] += 1
        return True
