"""What the department publishes."""

from publications.models.publications import Publication, stored_name

__all__ = ["Publication", "stored_name"]
