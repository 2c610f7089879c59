"""What the department publishes, and how readers use it."""

from publications.models.publications import Publication
from publications.models.readers import DownloadDay, Subscription
from publications.models.series import Series
from publications.models.topics import Topic

__all__ = ["DownloadDay", "Publication", "Series", "Subscription", "Topic"]
