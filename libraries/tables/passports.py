"""The table of passports."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from common.columns import LINK, DayColumn, state_badge
from libraries.models import Library, PassportDraft
from libraries.queries.passports import FRESH_FOR


def address_of_passport(record: Any) -> str:
    """What waits is opened side by side, the rest as everybody sees it."""
    name = "libraries:passport-review" if record.waits else "libraries:library"
    return reverse(name, args=[record.pk])


class PassportTable(tables.Table):
    name = tables.Column(
        "Библиотека",
        order_by=("name_key", "code"),
        attrs=LINK,
        linkify=address_of_passport,
    )
    organisation = tables.Column("Учреждение", order_by=("organisation__name_key", "name_key"))
    state = tables.Column("Паспорт", orderable=False, empty_values=())
    sent_at = DayColumn("Ждёт с", default="")
    confirmed_at = DayColumn("Подтверждён", default="никогда")
    asked_at = DayColumn("Просили обновить", default="")

    class Meta:
        model = Library
        fields = ()
        attrs = {"aria_label": "Паспорта библиотек"}
        empty_text = "Паспортов по таким условиям нет"

    def render_state(self, record: Any) -> SafeString:
        if record.waits:
            return state_badge("submitted", "ждёт подтверждения")
        if record.draft_state == PassportDraft.State.RETURNED:
            return state_badge("returned", "возвращён с замечанием")
        if record.confirmed_at is None:
            return state_badge("not_started", "не подтверждался")
        if record.confirmed_at < timezone.now() - FRESH_FOR:
            return state_badge("overdue", "старше года")
        return state_badge("accepted", "подтверждён")


def address_to_change(record: Any) -> str:
    return reverse("libraries:passport-edit", args=[record.pk])


class OwnPassportTable(PassportTable):
    """As a librarian sees it: each leads to what she may change."""

    name = tables.Column(
        "Библиотека", order_by=("name_key", "code"), attrs=LINK, linkify=address_to_change
    )
