"""The entry screen of a section: its page, and what answers each autosave."""

from statistics.views.section.autosave import save
from statistics.views.section.page import section

__all__ = ["save", "section"]
