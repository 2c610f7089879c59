"""What each person has to do now: the content of the home pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Count

from accounts.models import User
from accounts.queries import users_for_list, with_status
from accounts.queries import waiting_of as waiting_people
from common.roles import Role
from common.waiting import Pile, piles_of
from consultations.queries.questions import answered_for, open_by_term, waiting_for
from consultations.rules import questions_of
from events.fulfilment.tasks import waiting_of as waiting_marks
from events.gatherings.waiting import waiting_of as waiting_events
from events.schedule.entries import entries_of_person
from events.schedule.grid import week_bounds
from events.tasks import items_of_month, plans_of_years
from events.visits.waiting import waiting_of as waiting_visits
from events.waiting import waiting_of as waiting_plans
from libraries.models import Library, Organisation
from libraries.queries import opened, public, waiting_of
from publications.news.rules import open_news
from publications.practices.queries import waiting_of as waiting_practices
from publications.queries import list_newest
from publications.rules import open_publications
from reports.queries import latest_documents_of
from staff.queries.tasks import waiting_of as waiting_learning
from statistics.queries.cancelled import lately_cancelled
from statistics.queries.closed import closed_campaigns, just_closed
from statistics.queries.my_reports import coming_campaigns
from statistics.queries.offline import waiting_of as waiting_forms
from statistics.queries.tasks import (
    organisations_behind,
    reports_to_check,
    reports_to_fill,
    standing_of_open_campaigns,
)

SHOWN = 10
FEW = 5
NEWEST = 3
Content = dict[str, Any]


def for_guest(today: dt.date) -> Content:
    """What is open to everybody: the registry in numbers, the newest news and publications."""
    libraries = opened(public(Library.objects.all()), today)
    return {
        "today": today,
        "news": list(open_news(today).prefetch_related("pictures")[:NEWEST]),
        "publications": list_newest(open_publications(), NEWEST),
        "library_count": libraries.count(),
        "organisation_count": Organisation.objects.filter(is_active=True, libraries__in=libraries)
        .distinct()
        .count(),
    }


def _piles(user: User) -> list[Pile]:
    """What of the registry, the practices, the learning and the forms waits for the person."""
    kinds = [
        waiting_plans,
        waiting_of,
        waiting_practices,
        waiting_learning,
        waiting_events,
        waiting_visits,
        waiting_forms,
        waiting_marks,
        waiting_people,
    ]
    return piles_of([each for of in kinds for each in of(user)])


def _week(user: User, today: dt.date) -> Content:
    """What is on the person from Monday to Sunday; what lasts longer is told elsewhere."""
    entries = entries_of_person(user, *week_bounds(today))
    return {"week": [entry for entry in entries if not entry.is_long]}


def for_librarian(user: User, today: dt.date) -> Content:
    """Her campaigns of now and to come, the reports to work on, the most urgent first."""
    reports = list(reports_to_fill(user)[:SHOWN])
    return {
        "campaigns": standing_of_open_campaigns(user, today),
        "coming": coming_campaigns(user),
        "just_closed": just_closed(closed_campaigns(user), today),
        "just_cancelled": lately_cancelled(user, today),
        "reports": reports,
        "next_report": reports[0] if reports else None,
        "has_remarks": any(report.open_remarks for report in reports),
        "organisation": user.organisation,
        "piles": _piles(user),
        "answers": list(answered_for(user, questions_of(user))[:SHOWN]),
        **_week(user, today),
    }


def for_methodist(user: User, today: dt.date) -> Content:
    """What the department has to do, her questions or nobody's, what the plan says this month."""
    questions = waiting_for(user, questions_of(user))[:SHOWN]
    return {
        **_of_department(user, today),
        "questions": list(questions),
        "items": items_of_month(user, today, SHOWN),
    }


def _of_department(user: User, today: dt.date) -> Content:
    """Reports to check, organisations that are behind, what is on the person this week."""
    campaigns = standing_of_open_campaigns(user, today)
    waiting = list(reports_to_check(user)[:SHOWN])
    return {
        "campaigns": campaigns,
        "waiting": waiting,
        "waiting_count": sum(standing.counts.get("submitted", 0) for standing in campaigns),
        "piles": _piles(user),
        "next_check": waiting[0] if waiting else None,
        "behind": list(organisations_behind(user, campaigns[0].campaign)[:SHOWN])
        if campaigns
        else [],
        "today": today,
        **_week(user, today),
    }


def for_head(user: User, today: dt.date) -> Content:
    """All of the department's work, what is late, plans, and her last documents."""
    questions = list(open_by_term(questions_of(user)))
    return {
        **_of_department(user, today),
        "questions": [one for one in questions if one.methodist_id in (None, user.pk)][:SHOWN],
        "late_questions": [one for one in questions if one.due_on < today][:SHOWN],
        "plans": list(plans_of_years(user, today.year, today.year + 1)),
        "documents": list(latest_documents_of(user)[:FEW]),
    }


def for_admin(user: User, today: dt.date) -> Content:
    """People by role, and those who were invited but have not come."""
    roles = dict(
        User.objects.filter(is_active=True).values_list("role").annotate(Count("pk")).order_by()
    )
    return {
        "roles": [(role.label, role.value, roles.get(role.value, 0)) for role in Role],
        "invited": list(with_status(users_for_list(), "invited")[:FEW]),
        "campaigns": standing_of_open_campaigns(user, today),
    }


PAGES: dict[str, tuple[str, Callable[[User, dt.date], Content]]] = {
    Role.LIBRARIAN: ("home/librarian.html", for_librarian),
    Role.METHODIST: ("home/methodist.html", for_methodist),
    Role.HEAD: ("home/head.html", for_head),
    Role.ADMIN: ("home/admin.html", for_admin),
}
