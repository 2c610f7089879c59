"""The index keeps in step with the rows, in the transaction that changes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from common.search import SearchSource, rows_changed, sources
from methodportal.search.index import forget_row, index_rows


class _Switch:
    is_on = True


@contextmanager
def index_paused() -> Iterator[None]:
    """Let rows be written in bulk past the index of this process; rebuild it afterwards."""
    before, _Switch.is_on = _Switch.is_on, False
    try:
        yield
    finally:
        _Switch.is_on = before


def follow_sources() -> None:
    """Listen to the models of all sources, and to those whose changes change their texts."""
    for source in sources():
        model = source.rows().model
        post_save.connect(_saved, sender=model, dispatch_uid="search")
        post_delete.connect(_deleted, sender=model, dispatch_uid="search")
        rows_changed.connect(_changed, sender=model, dispatch_uid="search")
        for followed in source.follows:
            post_save.connect(_followed, sender=followed, dispatch_uid="search: followed")


def _of_model(sender: type[Model]) -> list[SearchSource]:
    return [source for source in sources() if source.rows().model is sender]


def _changed(sender: type[Model], pks: Sequence[Any], **kwargs: Any) -> None:
    if _Switch.is_on:
        for source in _of_model(sender):
            index_rows(source, pks)


def _saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _changed(sender, [instance.pk])


def _deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    for source in _of_model(sender):
        forget_row(source, instance.pk)


def _followed(
    sender: type[Model], instance: Model, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A new row is named by nobody yet."""
    if raw or created or not _Switch.is_on:
        return
    for source in sources():
        if lookup := source.follows.get(sender):
            rows = source.rows().filter(**{lookup: instance})
            index_rows(source, rows.values_list("pk", flat=True))
