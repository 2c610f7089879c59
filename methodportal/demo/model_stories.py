"""Stories of the demo's model libraries, and a competition that is going on."""

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from accounts.models import User
from common.roles import Role
from libraries.models import (
    CRITERIA,
    Competition,
    Library,
    ModelApplication,
    ModelMonitoring,
    MonitoringAdvice,
    MonitoringAnswer,
)
from methodportal.demo.registry import NATIONAL_PROJECT, PRESENT_YEAR, Registry

TEXTS = Path(__file__).with_name("model_stories.yaml")
TODAY = dt.date(PRESENT_YEAR, 11, 20)
NEXT_PROGRAMME = "национальный проект «Семья»"
# The libraries of the present competition: organisation, and where its application stands.
PRESENT = (
    (4, "returned"), (4, "draft"), (2, "submitted"), (9, "submitted"), (14, "submitted"),
    (20, "admitted"), (23, "admitted"), (17, "draft"),
)  # fmt: skip
Texts = Mapping[str, Any]


def make_model_stories(registry: Registry, chance: random.Random) -> None:
    """Give each model library its application, money and visits; open the next competition."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    models = sorted(
        (each for each in registry.libraries if each.model_year), key=lambda each: each.code
    )
    for number, library in enumerate(models):
        _make_story(library, number, texts, chance)
        _make_visits(library, number, texts, chance)
    _make_present(registry, texts, chance)


def _make_story(library: Library, number: int, texts: Texts, chance: random.Random) -> None:
    year, is_national = library.model_year, library.model_programme == NATIONAL_PROJECT
    competition, _ = Competition.objects.get_or_create(
        programme=library.model_programme,
        year=year,
        level=Competition.Level.FEDERAL if is_national else Competition.Level.REGIONAL,
        defaults={"opens_on": dt.date(year - 1, 9, 10), "closes_on": dt.date(year - 1, 11, 5)},
    )
    result_on = _workday(dt.date(year - 1, 12, 10 + number % 10))
    application = _new(competition, library, "opened", texts, chance)
    application.submitted_at = moment(dt.date(year - 1, 10, 5 + number % 20))
    application.result_on = result_on
    application.result_order = f"приказ от {result_on:%d.%m.%Y} № {210 + number * 7}"
    application.works_from = dt.date(year, 3, 1 + number % 20)
    application.works_to = dt.date(year, 8, 10 + number % 15)
    application.opened_on = _workday(dt.date(year, 9 + number % 3, 4 + number % 20))
    for source in ("federal", "regional", "municipal"):
        asked = getattr(application, f"requested_{source}")
        setattr(application, f"contract_{source}", asked)
        saved = Decimal(chance.randrange(0, 900_000)) / 100
        setattr(application, f"spent_{source}", asked - saved if asked else asked)
    application.save()


def _new(
    competition: Competition, library: Library, state: str, texts: Texts, chance: random.Random
) -> ModelApplication:
    told = {name: texts[name] for name in ("space", "collection", "people", "events", "results")}
    place = library.locality
    return ModelApplication(
        competition=competition,
        library=library,
        organisation=library.organisation,
        state=state,
        situation=chance.choice(texts["situation"]).format(place=place),
        concept=chance.choice(texts["concept"]).format(place=place),
        **told,
        **_money(library, competition.level == Competition.Level.FEDERAL, chance),
    )


def _money(library: Library, is_federal: bool, chance: random.Random) -> dict[str, Decimal]:
    """Return what is asked: a rural library half as much as one of a town."""
    is_rural = library.kind == Library.Kind.RURAL
    whole = Decimal(5_000_000 if is_rural else 10_000_000)
    if not is_federal:
        regional = Decimal(chance.randrange(60, 150) * 10_000)
        return {"requested_regional": regional, "requested_municipal": regional / 5}
    municipal = Decimal(chance.randrange(25_000_000, 90_000_000)) / 100
    return {
        "requested_federal": whole,
        "requested_regional": whole / 20,
        "requested_municipal": municipal,
    }


def _make_visits(library: Library, number: int, texts: Texts, chance: random.Random) -> None:
    """Record a visit a year in the last three; every sixth library has not been visited lately."""
    first = max(library.model_year + 1, PRESENT_YEAR - 2)
    last = PRESENT_YEAR - 1 if number % 6 == 5 else PRESENT_YEAR
    before = chance.randrange(1_800, 6_000)
    users = before // 9
    for year in range(first, last + 1):
        # A visit of the last year that is overdue now was made in its first half.
        month = 4 if number % 6 == 5 else 3 + (number + year) % 8
        visit = ModelMonitoring.objects.create(
            library=library,
            visited_on=_workday(dt.date(year, month, 5 + number % 20)),
            visitors=texts["visitors"][(number + year) % len(texts["visitors"])],
            visits_before=before,
            visits_now=round(before * (1.3 + 0.1 * (year - first)) + number),
            users_before=users,
            users_now=round(users * (1.15 + 0.05 * (year - first))),
            summary=texts["summaries"][(number + year) % len(texts["summaries"])],
        )
        _answer(visit, number + year, texts)


def _answer(visit: ModelMonitoring, number: int, texts: Texts) -> None:
    weak = {list(texts["comments"])[(number + step) % 4]: step for step in range(number % 3)}
    MonitoringAnswer.objects.bulk_create(
        MonitoringAnswer(
            monitoring=visit,
            criterion=name,
            value=("partly", "no")[weak[name]] if name in weak else "yes",
            comment=texts["comments"][name] if name in weak else "",
        )
        for name in CRITERIA
    )
    for at in range(len(weak)):
        due = visit.visited_on + dt.timedelta(days=60 + 30 * at)
        is_done = due < TODAY and number % 5 != 0
        MonitoringAdvice.objects.create(
            monitoring=visit,
            text=texts["advice"][(number + at) % len(texts["advice"])],
            due_on=due,
            done_on=due - dt.timedelta(days=5) if is_done else None,
            outcome=texts["outcome"] if is_done else "",
        )


def _make_present(registry: Registry, texts: Texts, chance: random.Random) -> None:
    """Open the competition of the next-but-one programme, with applications in several states."""
    competition = Competition.objects.create(
        programme=NEXT_PROGRAMME,
        year=PRESENT_YEAR + 1,
        level=Competition.Level.FEDERAL,
        opens_on=dt.date(PRESENT_YEAR, 10, 12),
        closes_on=dt.date(PRESENT_YEAR, 12, 18),
        conditions=texts["conditions"],
    )
    taken: set[int] = set()
    librarians = {each.organisation_id: each for each in User.objects.filter(role=Role.LIBRARIAN)}
    for number, (place, state) in enumerate(PRESENT):
        organisation = registry.organisations[place]
        library = next(
            each
            for each in registry.libraries
            if each.organisation == organisation
            and each.kind == Library.Kind.RURAL
            and not each.model_year
            and each.pk not in taken
        )
        taken.add(library.pk)
        application = _new(competition, library, state, texts, chance)
        application.created_by = librarians[organisation.pk]
        if state == "draft":
            application.results = ""
        else:
            application.submitted_at = moment(dt.date(PRESENT_YEAR, 11, 2 + number * 2))
        application.remarks = texts["remarks"] if state == "returned" else ""
        application.save()


def _workday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(_workday(day), dt.time(8, 30), tzinfo=dt.UTC)
