"""Loading of the demo region."""

import random

from django.db import connection, transaction

from libraries.models import Organisation, Territory
from methodportal.demo.approvals import make_approvals
from methodportal.demo.campaigns import make_campaigns
from methodportal.demo.content import make_content
from methodportal.demo.correspondence import make_correspondence
from methodportal.demo.department import make_department_work
from methodportal.demo.gatherings import make_gatherings
from methodportal.demo.learning import make_learning
from methodportal.demo.marks import make_marks
from methodportal.demo.model_stories import make_model_stories
from methodportal.demo.network import make_network_changes
from methodportal.demo.no_data import tell_no_data
from methodportal.demo.passports import make_passports
from methodportal.demo.people import make_users
from methodportal.demo.plans import close_last_year, make_plans
from methodportal.demo.profiles import make_profiles
from methodportal.demo.quarters import make_quarters
from methodportal.demo.questions import make_questions
from methodportal.demo.registry import make_registry
from methodportal.demo.report_texts import make_report_texts
from methodportal.demo.school_reports import make_school_reports
from methodportal.demo.schools import make_schools
from methodportal.demo.specialists import make_specialists
from methodportal.demo.summaries import make_saved_choices, publish_summaries
from methodportal.demo.talk import make_talk
from methodportal.demo.visits import make_visits
from methodportal.demo.words import REGION
from methodportal.search.index import rebuild
from methodportal.search.signals import index_paused
from statistics.actions.editions import load_shipped_editions
from statistics.models import Campaign
from statistics.rollups import roll_up

SEED = "Синегорская область"


class DatabaseNotEmptyError(Exception):
    """The database holds a registry already: the demo region is only for an empty one."""


def is_loaded() -> bool:
    return Territory.objects.filter(name=REGION, kind=Territory.Kind.REGION).exists()


@transaction.atomic
def load_demo_region() -> None:
    """Create the whole demo region; raises `DatabaseNotEmptyError` beside other people's data."""
    if Organisation.objects.exists():
        raise DatabaseNotEmptyError
    with index_paused():
        _load()
    rebuild()


def _load() -> None:
    chance = random.Random(SEED)  # noqa: S311 - a repeatable region, not a secret
    load_shipped_editions()
    registry = make_registry(chance)
    make_users(registry)
    # A generator of its own, so that the figures stay as they are.
    lives = random.Random(f"{SEED}: кадры")  # noqa: S311 - no secret either
    specialists = make_specialists(registry, chance, lives)
    profiles = make_profiles(registry, specialists, chance)
    make_campaigns(profiles, chance)
    _tell_planner()
    tell_no_data()
    make_talk()
    make_report_texts()
    make_saved_choices()
    make_plans(registry)
    make_approvals(registry)
    make_marks(random.Random(f"{SEED}: отметки"))  # noqa: S311 - no secret either
    # A generator of its own, so that the figures above stay as they are.
    make_passports(registry, random.Random(f"{SEED}: паспорта"))  # noqa: S311 - no secret either
    make_department_work(registry, random.Random(f"{SEED}: отдел"))  # noqa: S311 - no secret either
    make_questions(random.Random(f"{SEED}: вопросы"))  # noqa: S311 - no secret either
    make_content(registry, random.Random(f"{SEED}: знания"))  # noqa: S311 - no secret either
    make_model_stories(registry, random.Random(f"{SEED}: модельные"))  # noqa: S311 - nor this
    make_schools(registry)
    make_school_reports()
    make_quarters(random.Random(f"{SEED}: кварталы"))  # noqa: S311 - no secret either
    make_correspondence()
    learning = random.Random(f"{SEED}: обучение")  # noqa: S311 - no secret either
    make_learning(registry, specialists, learning)
    gathered = random.Random(f"{SEED}: мероприятия")  # noqa: S311 - no secret either
    make_gatherings(registry, specialists, gathered)
    make_visits()
    close_last_year()
    make_network_changes(registry)
    _tell_planner()
    for campaign in Campaign.objects.all():
        roll_up(campaign)
    publish_summaries()


def _tell_planner() -> None:
    """Count the rows for PostgreSQL's planner.

    Its autovacuum does not see what this transaction has not given out yet: without the counts
    it takes full tables for empty ones, and one query goes on for many minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
