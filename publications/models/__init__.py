"""What the department publishes, and how readers use it."""

from publications.models.department import DepartmentPage, DepartmentPerson
from publications.models.news import News, NewsPicture
from publications.models.practices import Practice, PracticePhoto
from publications.models.publications import Publication
from publications.models.readers import DownloadDay, Subscription
from publications.models.regulations import Regulation, RegulationFile
from publications.models.series import Series
from publications.models.themes import Theme
from publications.models.topics import Topic

__all__ = [
    "DepartmentPage",
    "DepartmentPerson",
    "DownloadDay",
    "News",
    "NewsPicture",
    "Practice",
    "PracticePhoto",
    "Publication",
    "Regulation",
    "RegulationFile",
    "Series",
    "Subscription",
    "Theme",
    "Topic",
]
