"""Taking a saved import back out of its plan."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.deletion import ProtectedError
from django.utils import timezone

from accounts.models import User
from events.actions.base import PlanError, lock_plan, record
from events.actions.imports.drafts import lock_import
from events.actions.imports.structure import give_texts_back, remove_figures
from events.actions.imports.taking import give_changes_back
from events.imports.draft import Draft
from events.imports.prose import FIELDS
from events.models import ItemOrganiser, Plan, PlanChange, PlanImport, PlanItem
from libraries.models import Organisation


class EditedSinceError(PlanError):
    """Items of the import were edited after it; undoing would take the edits away too."""

    def __init__(self, items: Sequence[PlanItem]) -> None:
        self.items = list(items)
        names = ", ".join(f"«{item.name}»" for item in self.items[:5])
        super().__init__(f"После загрузки изменены пункты: {names}. Подтвердите отмену.")


def edited_since(plan_import: PlanImport) -> QuerySet[PlanItem]:
    """Return the standing items of the import that somebody has edited or moved since."""
    return plan_import.items.filter(removed_at=None, version__gt=1)


@transaction.atomic
def undo_import(
    plan_import: PlanImport, by: User | None, *, even_edited: bool = False
) -> PlanImport:
    """Take out all that the import brought, except what others have put to use since.

    Items are kept as removed rows; what people wrote in them is not lost. Planned figures, texts
    of the plan and new organisations that somebody has changed since stay.

    Raises:
        PlanClosedError: the plan is approved.
        ImportRefusedError: the import is not saved, or undone before.
        EditedSinceError: items were edited since, and `even_edited` does not say to go on.
    """
    plan = lock_plan(plan_import.plan_id)
    locked = lock_import(plan_import, PlanImport.State.SAVED)
    edited = list(edited_since(locked))
    if edited and not even_edited:
        raise EditedSinceError(edited)
    names = list(locked.items.filter(removed_at=None).values_list("name", flat=True))
    now = timezone.now()
    locked.items.filter(removed_at=None).update(
        removed_at=now, removed_by=by, version=F("version") + 1
    )
    draft = Draft.from_json(locked.rows)
    give_changes_back(plan, draft, by)
    remove_figures(plan, draft.figures, draft)
    _remove_empty_sections(locked)
    _remove_organisations(locked, draft.created)
    before, after = _give_heading_back(plan, draft)
    locked.state, locked.undone_by, locked.undone_at = PlanImport.State.UNDONE, by, now
    locked.unpaired = []
    locked.save(update_fields=["state", "undone_by", "undone_at", "unpaired"])
    told = {"source": locked.source, "items": len(names), "names": names, **before}
    record(plan, PlanChange.Action.IMPORT_UNDONE, by, before=told, after=after)
    return locked


def _remove_empty_sections(plan_import: PlanImport) -> None:
    """Remove the headings of the import under which nothing stands, from the inmost outwards."""
    standing = PlanItem.objects.filter(section=OuterRef("pk"), removed_at=None)
    while True:
        empty = plan_import.sections.filter(~Exists(standing), children=None, figures=None)
        if not empty.delete()[0]:
            return


def _remove_organisations(plan_import: PlanImport, created: list[int]) -> None:
    """Remove the organisations that came with the import, unless someone has use for them."""
    untouched = Organisation.objects.filter(pk__in=created, version=1)
    for organisation in untouched:
        own = ItemOrganiser.objects.filter(
            organisation=organisation, item__plan_import=plan_import, item__removed_at__isnull=False
        )
        try:
            with transaction.atomic():
                own.update(organisation=None)
                organisation.delete()
        except ProtectedError:
            continue


def _give_heading_back(plan: Plan, draft: Draft) -> tuple[dict[str, str], dict[str, str]]:
    """Give the plan its title and texts back; return what stood there and what stands now."""
    texts = {field: getattr(plan, field) for field in ("title", *FIELDS)}
    given = give_texts_back(plan, draft)
    if draft.title_before and plan.title == draft.title:
        plan.title = draft.title_before
        given.append("title")
    plan.save(update_fields=given)
    before = {field: texts[field] for field in given}
    return before, {field: getattr(plan, field) for field in given}
