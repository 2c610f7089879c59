"""What a plan was: its approved editions with their files, and any two texts side by side."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.files.kinds import PDF
from common.files.serving import serve_file
from events.approving import rules as approving
from events.approving.queries import editions_of, open_amendment
from events.approving.versions import Version, chosen, latest_key, versions_of
from events.contents import Contents, compare, read_contents
from events.models import PlanEdition
from events.queries import Group, by_months, by_sections
from events.views.guards import visible_plan


@require_safe
def plan_editions(request: HttpRequest, pk: int) -> HttpResponse:
    """The approved editions of a plan, and the amendment that is on its way."""
    plan = visible_plan(request.user, pk)
    may_amend = approving.can_amend(request.user, plan)
    context = {
        "plan": plan,
        "editions": editions_of(plan),
        "amendment": open_amendment(plan) if approving.can_see_drafts(request.user) else None,
        "can_amend": may_amend,
        "can_compare": len(versions_of(plan, request.user)) > 1,
    }
    return render(request, "events/editions.html", context)


def _edition(request: HttpRequest, pk: int, number: int) -> PlanEdition:
    plan = visible_plan(request.user, pk)
    edition = get_object_or_404(
        plan.editions.select_related("amendment", "snapshot"), number=number
    )
    edition.plan = plan
    return edition


@require_safe
def plan_edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An approved text as it was, whatever was renamed since."""
    edition = _edition(request, pk, number)
    contents = read_contents(edition.snapshot.contents)
    context = {
        "plan": edition.plan,
        "edition": edition,
        "contents": contents,
        "groups": _groups(contents),
    }
    return render(request, "events/edition.html", context)


def _groups(contents: Contents) -> Sequence[Group]:
    if contents.plan.is_ordered_by_time:
        return by_months(contents.rows, contents.plan.year)
    return [group for group in by_sections(contents.rows, contents.sections) if group.items]


@require_safe
def edition_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The PDF that was made when the edition was approved."""
    edition = _edition(request, pk, number)
    title = f"{edition.plan.title}, редакция {edition.number}"
    return serve_file(request, edition.file, PDF.key, title, inline=True)


@require_safe
def plan_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two texts of a plan side by side; by default the latest and the one before it."""
    plan = visible_plan(request.user, pk)
    versions = versions_of(plan, request.user)
    new = chosen(versions, request.GET.get("new", ""), latest_key(plan, versions))
    old = chosen(versions, request.GET.get("old", ""), _before(versions, new))
    if new is None:
        raise Http404
    context = {
        "plan": plan,
        "versions": versions,
        "old": old,
        "new": new,
        "comparison": compare(old.read(), new.read()) if old else None,
    }
    return render(request, "events/compare.html", context)


def _before(versions: list[Version], new: Version | None) -> str:
    """Return the name of the text next before the newer one."""
    keys = [version.key for version in versions]
    place = keys.index(new.key) + 1 if new else 0
    return keys[place] if place < len(keys) else ""
