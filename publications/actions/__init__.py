"""Changes of the publications: each in one transaction, with its author in the history."""

from publications.actions.files import attach_file, choose_cover, remove_file
from publications.actions.publishing import (
    add_library,
    add_publication,
    change_publication,
    publish,
    remove,
    remove_library,
    restore,
    set_topics,
    start_work,
    withdraw,
)
from publications.actions.readers import count_download, subscribe, unsubscribe
from publications.actions.series import add_series, change_series

__all__ = [
    "add_library",
    "add_publication",
    "add_series",
    "attach_file",
    "change_publication",
    "change_series",
    "choose_cover",
    "count_download",
    "publish",
    "remove",
    "remove_file",
    "remove_library",
    "restore",
    "set_topics",
    "start_work",
    "subscribe",
    "unsubscribe",
    "withdraw",
]
