"""Making next year's plan from this year's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from common.search import rows_changed
from events.actions.base import PlanClosedError, PlanError, hold_plan, record
from events.actions.places import STEP
from events.actions.texts import read_wording
from events.copying.preview import ComingItem, chosen_items, coming_items
from events.copying.words import with_years_moved
from events.models import (
    ItemOrganiser,
    ItemPeriod,
    ItemResponsible,
    Plan,
    PlanChange,
    PlanItem,
    PlannedFigure,
    PlanSection,
)
from events.order import sections_in_order

OWN_WORDS = (
    "event_form",
    "place",
    "audience",
    "programme",
    "note",
)
HEADING = ("department", "approver_post", "approver_name", "signer_post", "signer_name")
PROSE = ("title", "goal", "tasks", "priorities")


@dataclass(frozen=True)
class Choice:
    """What comes over: from which sections, without which rows, and how.

    `moves_days` puts rows whose days are off on the working days nearest to them.
    """

    year: int
    sections: frozenset[int]
    without: frozenset[int] = frozenset()
    only_yearly: bool = False
    with_figures: bool = True
    moves_days: bool = False


@transaction.atomic
def copy_plan(source: Plan, choice: Choice, by: User) -> Plan:
    """Make the plan of another year, a draft, of chosen rows; or add them to the draft there is.

    The wordings of time are kept, with the years in them moved, and read for the new year. A row
    remembers the one it comes from, and is not copied twice.

    Raises:
        ValidationError: the year is the plan's own or not a year.
        PlanError: nothing is left to copy.
        PlanClosedError: that year's plan is on approval or approved.
    """
    source = Plan.objects.select_related("organisation").get(pk=source.pk)
    if choice.year == source.year:
        raise ValidationError({"year": "Это год самого плана. Назовите другой."})
    target = _target(source, choice.year, by)
    coming = coming_items(source, choice.year, target)
    chosen = chosen_items(coming, choice.sections, only_yearly=choice.only_yearly)
    chosen = [one for one in chosen if one.item.pk not in choice.without]
    if not chosen:
        raise PlanError("Переносить нечего: все пункты сняты или уже перенесены.")
    sections = _copy_sections(source, target, {one.item.section_id for one in chosen})
    _copy_items(chosen, target, sections, moves_days=choice.moves_days)
    if choice.with_figures and not target.figures.exists():
        _copy_figures(source, target)
    after = {"source": str(source), "items": len(chosen)}
    record(target, PlanChange.Action.COPIED, by, after=after)
    return target


def _target(source: Plan, year: int, by: User) -> Plan:
    """Return the draft of that year, locked; a new one when there is none."""
    known = Plan.objects.filter(organisation=source.organisation, kind=source.kind, year=year)
    if (pk := known.values_list("pk", flat=True).first()) is not None:
        target = hold_plan(pk)
        if not target.is_editable:
            raise PlanClosedError(target)
        return target
    words = {name: getattr(source, name) for name in HEADING}
    words |= {name: with_years_moved(getattr(source, name), source.year, year) for name in PROSE}
    target = Plan(
        organisation=source.organisation, kind=source.kind, year=year, copied_from=source, **words
    )
    target.full_clean()
    target.save()
    record(target, PlanChange.Action.ADDED, by, after=words)
    return target


def _copy_sections(
    source: Plan, target: Plan, wanted: Collection[int | None]
) -> dict[int | None, PlanSection | None]:
    """Return, by the key of the old section, the new one; sections of the same title are met."""
    made: dict[int | None, PlanSection | None] = {None: None}
    order = sections_in_order(source)
    needed = _with_outer(order, wanted)
    known = {(one.title, one.parent_id): one for one in target.sections.all()}
    position = target.sections.aggregate(last=Max("position"))["last"] or 0
    for section in order:
        if section.pk not in needed:
            continue
        title = with_years_moved(section.title, source.year, target.year)
        parent = made.get(section.parent_id)
        found = known.get((title, parent.pk if parent else None))
        if found is None:
            position += 1
            found = target.sections.create(
                title=title, kind=section.kind, parent=parent, position=position
            )
        made[section.pk] = found
    return made


def _with_outer(order: Sequence[PlanSection], wanted: Collection[int | None]) -> set[int]:
    """Return the wanted sections with all those around them."""
    parents = {section.pk: section.parent_id for section in order}
    needed: set[int] = set()
    for inner in wanted:
        outer = inner
        while outer is not None:
            needed.add(outer)
            outer = parents.get(outer)
    return needed


def _copy_items(
    chosen: Sequence[ComingItem],
    target: Plan,
    sections: dict[int | None, PlanSection | None],
    *,
    moves_days: bool,
) -> None:
    last = target.items.aggregate(last=Max("position"))["last"] or 0
    items = [
        _item(one, target, sections[one.item.section_id], last + number * STEP)
        for number, one in enumerate(chosen, start=1)
    ]
    key = PlanItem._meta.get_field("name_key")
    for item in items:
        key.pre_save(item, add=True)
    PlanItem.objects.bulk_create(items, batch_size=200)
    pairs = list(zip(chosen, items, strict=True))
    _copy_lists(pairs, moves_days)
    rows_changed.send(sender=PlanItem, pks=[item.pk for item in items])


def _copy_lists(pairs: Sequence[tuple[ComingItem, PlanItem]], moves_days: bool) -> None:
    ItemPeriod.objects.bulk_create(
        [row for one, item in pairs for row in _periods(one, item, moves_days)], batch_size=200
    )
    ItemOrganiser.objects.bulk_create(
        [
            ItemOrganiser(
                item=item,
                organisation_id=row.organisation_id,
                wording=row.wording,
                position=row.position,
            )
            for one, item in pairs
            for row in one.item.organisers.all()
        ],
        batch_size=200,
    )
    ItemResponsible.objects.bulk_create(
        [
            ItemResponsible(
                item=item, user_id=row.user_id, wording=row.wording, position=row.position
            )
            for one, item in pairs
            for row in one.item.responsibles.all()
        ],
        batch_size=200,
    )


def _item(one: ComingItem, target: Plan, section: PlanSection | None, position: int) -> PlanItem:
    source = one.item
    words = {name: getattr(source, name) for name in OWN_WORDS}
    return PlanItem(
        plan=target,
        section=section,
        owner_id=source.owner_id,
        origin=source,
        position=position,
        name=one.name,
        **words,
    )


def _periods(one: ComingItem, item: PlanItem, moves_days: bool) -> list[ItemPeriod]:
    made = []
    for position, coming in enumerate(one.periods):
        moved = moves_days and coming.moved
        row = read_wording(coming.moved, item.plan.year) if moved else coming.period
        row.item, row.position = item, position
        made.append(row)
    return made


def _copy_figures(source: Plan, target: Plan) -> None:
    """Copy planned figures with their parts; those of sections become the plan's own."""
    made: dict[int, PlannedFigure] = {}
    figures = sorted(
        source.figures.all(), key=lambda one: (one.parent_id is not None, one.position)
    )
    for figure in figures:
        made[figure.pk] = target.figures.create(
            parent=made.get(figure.parent_id or 0),
            name=with_years_moved(figure.name, source.year, target.year),
            number=figure.number,
            position=figure.position,
        )
