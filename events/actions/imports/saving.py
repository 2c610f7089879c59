"""Writing an import into its plan."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from common.search import rows_changed
from events.actions.base import lock_plan, record
from events.actions.imports.drafts import ImportRefusedError, lock_import
from events.actions.imports.structure import create_figures, create_sections, take_texts
from events.actions.imports.taking import new_in, put_beside, take_changes
from events.actions.places import STEP
from events.imports.draft import USER, Draft
from events.imports.draft_item import DraftItem
from events.imports.items import build_items
from events.imports.matching import Matching, match_with
from events.imports.unpaired import is_unpaired
from events.item_fields import snapshot
from events.models import (
    ItemOrganiser,
    ItemPeriod,
    ItemResponsible,
    Plan,
    PlanChange,
    PlanImport,
    PlanItem,
    PlanSection,
)
from events.names import NameBook, PersonBook
from events.periods import PeriodReading
from events.periods.kept import period_of
from events.queries import full_rows
from libraries.models import Organisation

_KINDS_BY_WORD = (
    ("министерств", Organisation.Kind.AUTHORITY),
    ("департамент", Organisation.Kind.AUTHORITY),
    ("управлени", Organisation.Kind.AUTHORITY),
    ("комитет", Organisation.Kind.AUTHORITY),
    ("администраци", Organisation.Kind.AUTHORITY),
    ("областная", Organisation.Kind.REGIONAL_LIBRARY),
    ("цбс", Organisation.Kind.LIBRARY_SYSTEM),
    ("централизованная библиотечная", Organisation.Kind.LIBRARY_SYSTEM),
)


@transaction.atomic
def save_import(
    plan_import: PlanImport, by: User | None, *, takes_title: bool = False
) -> PlanImport:
    """Write all that the import holds, and the confirmed new organisations.

    That is items with their sections, planned figures, and the prose of the plan. With
    `takes_title` the plan gets the title that the file gives. Which items have lines that nobody
    has paired is kept with the import. Of a file of the portal's own, what the plan has already
    is left alone, and what it has otherwise is taken where a person has said so.

    Raises:
        PlanClosedError: the plan is approved.
        ImportRefusedError: it was saved before, holds nothing to write, some items need repair, or
            it is not said what becomes of what the plan has otherwise.
    """
    plan = lock_plan(plan_import.plan_id)
    locked = lock_import(plan_import, PlanImport.State.PREVIEW)
    draft = Draft.from_json(locked.rows)
    draft.created = _create_organisations(build_items(draft, plan.year, NameBook.load()))
    # Names that were just added to the registry are recognised like the others.
    items = build_items(draft, plan.year, NameBook.load())
    matching = match_with(plan, draft, items)
    new = new_in(draft, items, matching)
    _refuse_faulty(new.checked)
    sections = create_sections(locked, draft, new.headings)
    rows = _write_items(locked, draft, new.items, sections)
    draft.figures = [figure.pk for figure in create_figures(plan, new.figures, sections)]
    before, after = _write_heading(plan, draft, matching, takes_title=takes_title)
    if matching is not None:
        put_beside(plan, draft, matching, rows)
        after["changed"] = take_changes(plan, draft, matching, sections, by)
    locked.rows, locked.state = draft.to_json(), PlanImport.State.SAVED
    locked.save(update_fields=["rows", "state", "unpaired"])
    _record_items(plan, locked, by)
    told = {"source": locked.source, "items": len(rows), **after}
    record(plan, PlanChange.Action.IMPORTED, by, before=before, after=told)
    return locked


def _refuse_faulty(items: Sequence[DraftItem]) -> None:
    if not items:
        raise ImportRefusedError("В таблице нет ни одного пункта плана: сохранять нечего.")
    faulty = [item for item in items if item.errors]
    if faulty:
        lines = "; ".join(f"строка {item.index + 1}: {item.errors[0]}" for item in faulty[:5])
        raise ImportRefusedError(f"Не сохранено. Исправьте строки ({len(faulty)}): {lines}")


def _create_organisations(items: Sequence[DraftItem]) -> list[int]:
    created = []
    names = {each.wording for item in items for each in item.organisers if each.is_new}
    for name in sorted(names):
        organisation = Organisation(name=name, kind=_kind_of(name))
        organisation.full_clean()
        organisation.save()
        created.append(organisation.pk)
    return created


def _kind_of(name: str) -> Organisation.Kind:
    words = name.casefold()
    return next((kind for word, kind in _KINDS_BY_WORD if word in words), Organisation.Kind.OTHER)


def _write_items(
    plan_import: PlanImport,
    draft: Draft,
    items: Sequence[DraftItem],
    sections: dict[int | None, PlanSection],
) -> dict[int, PlanItem]:
    """Write new rows with all that hangs on them; return them by the numbers of the file's rows."""
    rows = _create_items(plan_import, items, sections)
    pairs = list(zip(items, rows, strict=True))
    plan_import.unpaired = [row.pk for item, row in pairs if is_unpaired(draft, item)]
    _write_details(pairs, _users(draft, items))
    rows_changed.send(sender=PlanItem, pks=[row.pk for row in rows])
    return {item.index: row for item, row in pairs}


def _create_items(
    plan_import: PlanImport, items: Sequence[DraftItem], sections: dict[int | None, PlanSection]
) -> list[PlanItem]:
    standing = PlanItem.objects.filter(plan_id=plan_import.plan_id)
    last = standing.aggregate(last=Max("position"))["last"] or 0
    return PlanItem.objects.bulk_create(
        PlanItem(
            plan_id=plan_import.plan_id,
            plan_import=plan_import,
            section=sections.get(item.section_index),
            position=last + number * STEP,
            event_form=item.event_form,
            name=item.name,
            place=item.texts.get("place", ""),
            audience=item.texts.get("audience", ""),
            programme=item.texts.get("programme", ""),
            note=item.texts.get("note", ""),
        )
        for number, item in enumerate(items, start=1)
    )


def _write_heading(
    plan: Plan, draft: Draft, matching: Matching | None, *, takes_title: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Write the title and the prose of the plan; return what stood there and what stands now."""
    draft.texts_before = take_texts(plan, draft, matching)
    before = dict(draft.texts_before)
    if takes_title and draft.title:
        before["title"], plan.title = plan.title, draft.title
        draft.title_before = before["title"]
    plan.save(update_fields=list(before))
    return before, {field: getattr(plan, field) for field in before}


def _users(draft: Draft, items: Sequence[DraftItem]) -> dict[str, int]:
    """Return the keys of the users behind the names: as chosen, or as recognised."""
    book = PersonBook.load()
    names = {name for item in items for name in item.responsibles}
    found = {name: person.pk for name in names if (person := book.find(name))}
    chosen = {
        name: int(choice.removeprefix(USER))
        for name, choice in draft.people.items()
        if choice.startswith(USER)
    }
    known = set(User.objects.filter(pk__in=chosen.values()).values_list("pk", flat=True))
    return found | {name: pk for name, pk in chosen.items() if pk in known}


def _write_details(pairs: Sequence[tuple[DraftItem, PlanItem]], users: dict[str, int]) -> None:
    """Write what hangs on the items: periods, organisers, responsible people."""
    ItemPeriod.objects.bulk_create(
        _period(reading, row, position)
        for item, row in pairs
        for position, reading in enumerate(item.readings)
    )
    ItemOrganiser.objects.bulk_create(
        ItemOrganiser(
            item=row,
            organisation_id=organiser.organisation.pk if organiser.organisation else None,
            wording=organiser.wording,
            position=position,
        )
        for item, row in pairs
        for position, organiser in enumerate(item.organisers)
    )
    ItemResponsible.objects.bulk_create(
        ItemResponsible(item=row, user_id=users.get(name), wording=name, position=position)
        for item, row in pairs
        for position, name in enumerate(item.responsibles)
    )


def _period(reading: PeriodReading, row: PlanItem, position: int) -> ItemPeriod:
    period = period_of(reading)
    period.item, period.position = row, position
    return period


def _record_items(plan: Plan, plan_import: PlanImport, by: User | None) -> None:
    """Write each item of the import into the history."""
    now = timezone.now()
    PlanChange.objects.bulk_create(
        PlanChange(
            plan=plan,
            item=item,
            action=PlanChange.Action.IMPORTED,
            after=snapshot(item),
            made_by=by,
            made_at=now,
        )
        for item in full_rows(plan_import.items.order_by("pk"))
    )
