"""Reading drafts of editions: what they follow, what they would be as a file, what they move."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from statistics.designer.origins import finished, origins
from statistics.layout import layout_of
from statistics.models import Campaign, Edition, EditionDraft, Form, Indicator
from statistics.queries.last_year import places_through

Origins = Mapping[str, str | None]


@dataclass(frozen=True)
class Carried:
    """An indicator with its cell in the followed edition and in the draft; None when it is gone."""

    row: Indicator
    before: str
    now: str | None


def forms_with_editions() -> QuerySet[Form]:
    """Return the forms with their editions, each with who published it; two queries."""
    editions = (
        Edition.objects.defer("definition")
        .select_related("draft__published_by")
        .defer("draft__definition", "draft__start_was")
        .order_by("-year_from", "-pk")
    )
    return Form.objects.prefetch_related(Prefetch("editions", editions)).order_by("title")


def open_drafts() -> QuerySet[EditionDraft]:
    return EditionDraft.objects.filter(published=None).select_related("created_by")


def form_codes_taken(like: str = "") -> set[str]:
    """Return the codes, beginning with `like`, of the forms and of those that are being begun."""
    forms = Form.objects.filter(code__startswith=like).values_list("code", flat=True)
    begun = open_drafts().filter(definition__form__startswith=like)
    return {*forms, *begun.values_list("definition__form", flat=True)}


def followed_edition(draft: EditionDraft) -> Edition | None:
    """Return the edition that the draft continues, if it is there."""
    editions = Edition.objects.filter(form__code=draft.form_code, code=draft.follows)
    return editions.first() if draft.follows else None


def editions_before(draft: EditionDraft) -> dict[str, str]:
    """Return the editions that the draft may continue: titles by code, the latest first."""
    editions = Edition.objects.filter(form__code=draft.form_code).order_by("-year_from", "-pk")
    return dict(editions.values_list("code", "title"))


def finished_definition(draft: EditionDraft) -> dict[str, Any]:
    """Return what the file of the draft says, with `was` of its cells."""
    followed = followed_edition(draft)
    if followed is None:
        return finished(draft.definition, draft.start_was, ())
    return finished(draft.definition, _start_places(draft, followed), layout_of(followed).cells)


def places_in(draft: EditionDraft, edition: Edition) -> Origins:
    """Return where the draft's cells stand in an edition of the same form, None for new ones."""
    return origins(draft.definition, _start_places(draft, edition), layout_of(edition).cells)


def _start_places(draft: EditionDraft, edition: Edition) -> Origins:
    """Return where cells of the draft as it was begun stood in an edition of the same form.

    Those left out stood at the same address. It may be another edition than the draft was begun
    to continue: one further back is reached through that one.
    """
    begun = draft.steps.order_by("version").values_list("definition__follows", flat=True).first()
    if begun == edition.code:
        return draft.start_was
    first = Edition.objects.filter(form__code=draft.form_code, code=begun or "").first()
    through = places_through(first).get(edition.code) if first else None
    if first is None or through is None:
        return {}
    addresses = {at: at for at in layout_of(first).cells} | draft.start_was
    return {at: through.get(before) if before else None for at, before in addresses.items()}


def carried_indicators(draft: EditionDraft, edition: Edition | None) -> list[Carried]:
    """Return the form's indicators whose cells the followed edition has."""
    if edition is None:
        return []
    now = {before: address for address, before in places_in(draft, edition).items() if before}
    return [
        Carried(row, row.addresses[edition.code], now.get(row.addresses[edition.code]))
        for row in Indicator.objects.filter(form=draft.form_code).exclude(cells="")
        if edition.code in row.addresses and draft.definition["edition"] not in row.addresses
    ]


def campaigns_to_try(draft: EditionDraft) -> QuerySet[Campaign]:
    """Return the collections on whose reports the draft's checks can be tried."""
    campaigns = Campaign.objects.filter(form__code=draft.form_code)
    if draft.follows:
        campaigns = campaigns.filter(edition__code=draft.follows)
    return campaigns.select_related("form", "edition").order_by("-year", "-period", "-number")


def next_edition_code(edition: Edition) -> str:
    """Return a code that the form has not yet: the year from which the new edition may hold."""
    taken = set(edition.form.editions.values_list("code", flat=True))
    return next(code for code in _codes(year_after(edition)) if code not in taken)


def year_after(edition: Edition) -> int:
    """Return the year from which the edition after this one may hold."""
    last = edition.campaigns.order_by("-year").values_list("year", flat=True).first()
    return max(edition.year_from, edition.year_to or 0, last or 0) + 1


def _codes(year: int) -> Iterator[str]:
    yield str(year)
    number = 2
    while True:
        yield f"{year}-{number}"
        number += 1
