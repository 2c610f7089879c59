"""What each person has to do now: the content of the home pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Count

from accounts.models import User
from accounts.queries import users_for_list, with_status
from common.roles import Role
from consultations.queries.questions import answered_for, open_by_term, waiting_for
from consultations.rules import questions_of
from events.tasks import items_of_month, plans_of_years
from libraries.models import Library, Organisation
from libraries.queries import opened, public, tasks_of
from publications.news.rules import open_news
from publications.queries import list_newest
from publications.rules import open_publications
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


def for_librarian(user: User, today: dt.date) -> Content:
    """Her open campaigns and the reports to work on, the most urgent one as the next step."""
    reports = list(reports_to_fill(user)[:SHOWN])
    return {
        "campaigns": standing_of_open_campaigns(user, today),
        "reports": reports,
        "next_report": reports[0] if reports else None,
        "has_remarks": any(report.open_remarks for report in reports),
        "organisation": user.organisation,
        "tasks": tasks_of(user),
        "answers": list(answered_for(user, questions_of(user))[:SHOWN]),
    }


def for_methodist(user: User, today: dt.date) -> Content:
    """What the department has to do, and the questions that are hers or nobody's yet."""
    questions = waiting_for(user, questions_of(user))[:SHOWN]
    return {**_of_department(user, today), "questions": list(questions)}


def _of_department(user: User, today: dt.date) -> Content:
    """Reports to check, organisations that are behind, what the plan says for this month."""
    campaigns = standing_of_open_campaigns(user, today)
    waiting = list(reports_to_check(user)[:SHOWN])
    return {
        "campaigns": campaigns,
        "waiting": waiting,
        "waiting_count": sum(standing.counts.get("submitted", 0) for standing in campaigns),
        "tasks": tasks_of(user),
        "next_check": waiting[0] if waiting else None,
        "behind": list(organisations_behind(user, campaigns[0].campaign)[:SHOWN])
        if campaigns
        else [],
        "items": list(items_of_month(user, today)[:SHOWN]),
        "today": today,
    }


def for_head(user: User, today: dt.date) -> Content:
    """All of the methodist's, plus what is late, plans to approve and people who have not come."""
    questions = list(open_by_term(questions_of(user)))
    return {
        **_of_department(user, today),
        "questions": [one for one in questions if one.methodist_id in (None, user.pk)][:SHOWN],
        "late_questions": [one for one in questions if one.due_on < today][:SHOWN],
        "plans": list(plans_of_years(user, today.year, today.year + 1)),
        "invited": list(with_status(users_for_list(), "invited")[:FEW]),
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
