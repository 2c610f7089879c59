"""Names in the cells of plans: organisations told apart, people, forms of events."""

from events.names.book import Mention, NameBook
from events.names.forms import find_event_form
from events.names.people import split_people

__all__ = ["Mention", "NameBook", "find_event_form", "split_people"]
