"""What documents about people share: each time a file is handed over, it is recorded."""

from collections.abc import Mapping
from typing import Any

from reports.documents.base import Document
from staff.actions import record_access


class PersonalDocument(Document):
    """A document that names people."""

    @classmethod
    def record_given(cls, values: Mapping[str, str], title: str, by: Any) -> None:
        """Record that `by` was given the file made of `values`."""
        record_access(by, f"Выгрузка: {title}")
