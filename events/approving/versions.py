"""The texts of a plan that can be laid side by side, by the names pages ask for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from common.russian import short_day
from events.actions.amended.outcome import read_amended, with_own_numbers
from events.approving.queries import open_amendment
from events.approving.rules import can_see_approval, can_see_drafts
from events.contents import Contents, read_contents
from events.contents.reading import present_contents
from events.models import Amendment, Plan, PlanSnapshot

Reason = PlanSnapshot.Reason
NOW = "now"


@dataclass(frozen=True)
class Version:
    """One text: its key in an address, how people call it, and how it is read."""

    key: str
    title: str
    read: Callable[[], Contents]
    is_edition: bool = False


def versions_of(plan: Plan, user: Any) -> list[Version]:
    """Return the texts of a plan that `user` may read, the latest first.

    Approved editions are for everybody who sees the plan; what was sent to be read, for the
    readers too; drafts of each day, and amendments on their way, for the department.
    """
    reasons = [Reason.APPROVED]
    if can_see_approval(user, plan):
        reasons.append(Reason.SENT)
    drafts = can_see_drafts(user)
    if drafts:
        reasons.append(Reason.DAY)
    kept = plan.snapshots.filter(reason__in=reasons).defer("contents")
    kept = kept.select_related("edition__amendment").prefetch_related("approvals__amendment")
    return [
        *(_coming(plan) if drafts else []),
        Version(NOW, _present_title(plan), lambda: present_contents(plan)),
        *(_kept(snapshot) for snapshot in kept),
        *(_last_year(plan) if drafts else []),
    ]


def _present_title(plan: Plan) -> str:
    return "Действующий текст" if plan.is_public else "Текст сейчас"


def _coming(plan: Plan) -> list[Version]:
    amendment = open_amendment(plan)
    if amendment is None:
        return []
    title = f"{amendment.title}: каким станет план"
    return [Version(f"amendment-{amendment.pk}", title, lambda: read_amended(amendment))]


def _last_year(plan: Plan) -> list[Version]:
    source = plan.copied_from
    if source is None:
        return []
    title = f"План на {source.year} год, по которому составлен этот"
    return [Version("source", title, lambda: present_contents(source))]


def _kept(snapshot: PlanSnapshot) -> Version:
    return Version(
        key=f"kept-{snapshot.pk}",
        title=_title(snapshot),
        read=lambda: read_contents(_laid_beside(snapshot)),
        is_edition=snapshot.reason == Reason.APPROVED,
    )


def _laid_beside(snapshot: PlanSnapshot) -> dict[str, Any]:
    """Return what was kept; of an amendment that is approved by now, as its edition numbers it."""
    for approval in snapshot.approvals.all():
        if approval.amendment and approval.amendment.state == Amendment.State.APPROVED:
            return with_own_numbers(snapshot.contents, approval.amendment)
    return snapshot.contents


def _title(snapshot: PlanSnapshot) -> str:
    day = short_day(snapshot.day)
    if snapshot.reason == Reason.DAY:
        return f"Черновик на {day}"
    if snapshot.reason == Reason.APPROVED:
        edition = snapshot.edition
        named = edition.amendment.title.lower() if edition.amendment else ""
        words = f"Редакция {edition.number} от {short_day(edition.approved_on)}"
        return f"{words}, {named}" if named else words
    return _sent(snapshot)


def _sent(snapshot: PlanSnapshot) -> str:
    """Return what was read in a round: «Круг 2, на согласовании с 28.11.2026 18:05»."""
    moment = timezone.localtime(snapshot.taken_at)
    words = f"на согласовании с {short_day(moment.date())} {moment:%H:%M}"
    told = next(iter(snapshot.approvals.all()), None)
    if told is None:
        return words.capitalize()
    what = f"{told.amendment.title}, круг" if told.amendment else "Круг"
    return f"{what} {told.round}, {words}"


def latest_key(plan: Plan, versions: list[Version]) -> str:
    """Return the name of the newest text of a plan: of a public one, its latest edition."""
    kept = next((one.key for one in versions if one.is_edition), NOW)
    return kept if plan.is_public else NOW


def chosen(versions: list[Version], key: str, default: str) -> Version | None:
    """Return the text of this name, or the default one; None when there is neither."""
    by_key = {version.key: version for version in versions}
    return by_key.get(key) or by_key.get(default)
