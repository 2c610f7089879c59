"""Bringing a draft into force: from then on collections are opened by it."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from statistics.actions.drafts import hold_draft, record_step
from statistics.actions.editions import load_edition
from statistics.actions.indicators import change_indicator
from statistics.models import Edition, EditionDraft
from statistics.models.indicators import written_cells
from statistics.queries.drafts import Carried, carried_indicators, finished_definition
from statistics.queries.drafts import followed_edition as edition_followed


@transaction.atomic
def publish_draft(
    pk: int,
    version: int,
    by: User,
    *,
    carried: Collection[str] = (),
    ends_former: bool = False,
) -> Edition:
    """Store the draft as an edition, which no one changes any more, and return it.

    `carried` are codes of indicators that go on in the cells where theirs stand now; with
    `ends_former` the edition that it continues holds till the year before. Raises EditionError
    with every fault of the definition, ValidationError for a code that an edition has, and as
    `change_draft`.
    """
    draft = hold_draft(pk, version)
    _refuse_taken_code(draft)
    followed = edition_followed(draft)
    indicators = carried_indicators(draft, followed)
    edition = load_edition(finished_definition(draft))
    for one in indicators:
        if one.row.code in carried and one.now:
            _carry_over(one, edition, by)
    if ends_former and followed:
        end_edition(followed, before=edition.year_from)
    draft.published, draft.published_by, draft.published_at = edition, by, timezone.now()
    draft.save()
    record_step(draft, f"Введено в действие: {edition.title}", by)
    return edition


def end_edition(edition: Edition, before: int) -> None:
    """Let an edition hold no longer than till the year `before` another; its content stays."""
    if edition.year_to is None or edition.year_to >= before:
        edition.year_to = max(before - 1, edition.year_from)
        edition.save(update_fields=["year_to"])


def _refuse_taken_code(draft: EditionDraft) -> None:
    code = draft.definition["edition"]
    if Edition.objects.filter(form__code=draft.form_code, code=code).exists():
        raise ValidationError(
            f"Редакция с кодом «{code}» у этой формы уже есть: дайте новой другой код "
            "на странице «Сведения о форме»."
        )


def _carry_over(one: Carried, edition: Edition, by: User) -> None:
    addresses = {**one.row.addresses, edition.code: one.now}
    values = {"cells": written_cells(addresses), "formula": "", "form": one.row.form}
    reason = f"Продолжен в редакции «{edition.title}»"[:100]
    change_indicator(one.row.pk, values, one.row.version, by, reason)
