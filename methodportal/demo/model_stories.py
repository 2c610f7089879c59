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
    Competition,
    Library,
    ModelApplication,
    ModelMonitoring,
    ModelStatusLoss,
    MonitoringAdvice,
    MonitoringAnswer,
    Outline,
)
from libraries.queries import active_outline
from methodportal.demo.model_papers import add_papers
from methodportal.demo.registry import NATIONAL_PROJECT, PRESENT_YEAR, Registry

TEXTS = Path(__file__).with_name("model_stories.yaml")
TODAY = dt.date(PRESENT_YEAR, 11, 20)
NEXT_PROGRAMME = "национальный проект «Семья»"
# The libraries of the present competition: organisation, and where its application stands.
PRESENT = (
    (4, "returned"), (4, "draft"), (2, "submitted"), (9, "submitted"), (14, "submitted"),
    (20, "admitted"), (23, "admitted"), (17, "draft"),
)  # fmt: skip
# Libraries that lost the status: organisation, model since, lost on, order.
LOST = ((6, 2018, (2024, 5, 20), "приказ от 20.05.2024 № 118"),
        (11, 2017, (2025, 9, 1), "приказ от 29.08.2025 № 203"))  # fmt: skip
HEADINGS = ("situation", "concept", "space", "collection", "people", "events", "results")
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
    _make_lost(registry, texts, chance)


def _make_story(library: Library, number: int, texts: Texts, chance: random.Random) -> None:
    year, is_national = library.model_year, library.model_programme == NATIONAL_PROJECT
    competition, _ = Competition.objects.get_or_create(
        programme=library.model_programme,
        year=year,
        level=Competition.Level.FEDERAL if is_national else Competition.Level.REGIONAL,
        defaults={
            "opens_on": dt.date(year - 1, 9, 10),
            "closes_on": dt.date(year - 1, 11, 5),
            "outline": active_outline(Outline.Purpose.APPLICATION),
        },
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
    add_papers(application, application.submitted_at)


def _new(
    competition: Competition, library: Library, state: str, texts: Texts, chance: random.Random
) -> ModelApplication:
    place = library.locality
    told = {
        name: chance.choice(texts[name]).format(place=place) for name in ("situation", "concept")
    }
    words = {**texts, **told}
    headings = competition.outline.items.all()
    return ModelApplication(
        competition=competition,
        library=library,
        organisation=library.organisation,
        state=state,
        texts={str(each.pk): words[n] for each, n in zip(headings, HEADINGS, strict=True)},
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


def _make_visits(
    library: Library,
    number: int,
    texts: Texts,
    chance: random.Random,
    until: int = PRESENT_YEAR,
) -> None:
    """Record a visit a year in the last three; every sixth library has not been visited lately."""
    first = max(library.model_year + 1, PRESENT_YEAR - 2)
    last = PRESENT_YEAR - 1 if number % 6 == 5 else until
    before = chance.randrange(1_800, 6_000)
    users = before // 9
    for year in range(first, last + 1):
        # A visit of the last year that is overdue now was made in its first half.
        month = 4 if number % 6 == 5 else 3 + (number + year) % 8
        visit = ModelMonitoring.objects.create(
            library=library,
            outline=active_outline(Outline.Purpose.MONITORING),
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
            criterion=item,
            value=("partly", "no")[weak[item.title]] if item.title in weak else "yes",
            comment=texts["comments"][item.title] if item.title in weak else "",
        )
        for item in visit.outline.items.all()
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
        outline=active_outline(Outline.Purpose.APPLICATION),
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
            application.texts[str(competition.outline.items.last().pk)] = ""
        else:
            application.submitted_at = moment(dt.date(PRESENT_YEAR, 11, 2 + number * 2))
        application.remarks = texts["remarks"] if state == "returned" else ""
        application.save()
        if application.submitted_at:
            add_papers(application, application.submitted_at)


def _make_lost(registry: Registry, texts: Texts, chance: random.Random) -> None:
    """Two libraries were model ones and are no more; their stories stay."""
    head = User.objects.get(role=Role.HEAD)
    programme = next(
        each.model_programme
        for each in registry.libraries
        if each.model_year and each.model_programme != NATIONAL_PROJECT
    )
    for number, (place, year, day, order) in enumerate(LOST):
        library = next(
            each
            for each in registry.libraries
            if each.organisation == registry.organisations[place]
            and each.kind == Library.Kind.RURAL
            and not each.model_year
        )
        library.model_year, library.model_programme = year, programme
        _make_story(library, 40 + number, texts, chance)
        _make_visits(library, number, texts, chance, until=day[0] - 1)
        ModelStatusLoss.objects.create(
            library=library,
            lost_on=dt.date(*day),
            reason=texts["losses"][number],
            order=order,
            former_year=year,
            former_programme=programme,
            recorded_by=head,
        )


def _workday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(_workday(day), dt.time(8, 30), tzinfo=dt.UTC)
