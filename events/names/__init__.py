"""Names in the cells of plans: organisations told apart, people, forms of events."""

from events.names.book import Mention, NameBook, alike
from events.names.forms import find_event_form
from events.names.people import person_key, split_people
from events.names.person_book import PersonBook, PersonMention

__all__ = [
    "Mention",
    "NameBook",
    "PersonBook",
    "PersonMention",
    "alike",
    "find_event_form",
    "person_key",
    "split_people",
]
