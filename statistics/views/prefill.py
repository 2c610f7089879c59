"""The buttons of a section about last year: take, and confirm."""

from django.contrib import messages
from django.http import HttpRequest

from common.russian import plural
from statistics.actions.entry import SaveResult
from statistics.actions.prefill import confirm_prefilled, take_from_last_year
from statistics.forms.entry import versions_seen
from statistics.models import Submission


def take(
    request: HttpRequest,
    submission: Submission,
    number: int,
    address: str,
    just_saved: SaveResult,
) -> SaveResult:
    """Take one cell, or all the blank ones of the section, from last year, and tell how many."""
    seen = versions_seen(request.POST)
    seen |= {one.address: one.version for one in just_saved.saved}
    only = [address] if address else []
    result = take_from_last_year(submission, number, seen, request.user, only)
    if result.is_clean:
        count = len(result.saved)
        values = plural(count, "значение", "значения", "значений")
        messages.success(
            request, f"из прошлого года взято: {count} {values}. Проверьте и подтвердите."
        )
    else:
        messages.error(request, "не всё взято из прошлого года: ячейки выделены в таблице.")
    return result


def confirm(request: HttpRequest, submission: Submission, number: int, address: str) -> None:
    """Confirm one figure of last year, or all of the section, and tell how many."""
    result = confirm_prefilled(submission, number, request.user, [address] if address else [])
    count = len(result.saved)
    messages.success(
        request, f"подтверждено: {count} {plural(count, 'значение', 'значения', 'значений')}."
    )
