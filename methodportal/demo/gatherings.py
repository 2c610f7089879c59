"""Events of the demo region with their participants, certificates and feedback."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from common.workdays import production_calendar
from events.gatherings.actions.feedback import USUAL
from events.gatherings.places import Places
from events.models import (
    Certificate,
    Event,
    FeedbackAnswer,
    FeedbackForm,
    FeedbackQuestion,
    Participation,
    PlanItem,
)
from libraries.models import Library, Organisation
from methodportal.demo.registry import PRESENT_YEAR, Registry
from methodportal.demo.specialists import LibraryStaff
from staff.models import DocumentKind, Employee, Training

TEXTS = Path(__file__).with_name("gatherings.yaml")
State, Place = Event.State, Participation.State


@dataclass(frozen=True)
class Cast:
    """Who acts: people with their libraries, those who register and those who hold."""

    people: list[tuple[Employee, Library, str]]
    librarians: Mapping[int, User]
    department: Mapping[str, User]
    science: Organisation


def make_gatherings(
    registry: Registry, specialists: Mapping[int, LibraryStaff], chance: random.Random
) -> None:
    """Create events held, ahead, in preparation and called off."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    cast = _cast(registry, specialists)
    for words in told["held"]:
        event = _event(words, State.HELD, cast)
        _register(event, words, cast, chance)
        _follow_up(event)
        _hear(event, words, chance)
    for group, state in (("ahead", State.OPEN), ("draft", State.DRAFT), ("cancelled", None)):
        for words in told[group]:
            event = _event(words, state or State.CANCELLED, cast)
            _register(event, words, cast, chance)


def _cast(registry: Registry, specialists: Mapping[int, LibraryStaff]) -> Cast:
    people = [
        (one.employee, library, one.work.post)
        for library in registry.libraries
        for one in specialists[library.pk].specialists
    ]
    librarians = User.objects.filter(role=Role.LIBRARIAN)
    department = User.objects.filter(role__in=(Role.METHODIST, Role.HEAD))
    return Cast(
        people,
        {each.organisation_id: each for each in librarians},
        {str(each).replace("\N{NO-BREAK SPACE}", " "): each for each in department},
        registry.organisers["science"],
    )


def _event(words: Mapping[str, Any], state: str, cast: Cast) -> Event:
    item = item_named(words.get("item", ""))
    first, last = _days(words, item)
    until = first - dt.timedelta(days=3)
    event = Event.objects.create(
        **_named(words, item),
        **_about(words),
        plan_item=item,
        starts_on=first,
        ends_on=last,
        registration_until=until if state == State.OPEN and not words.get("free") else None,
        state=state,
        reason=words.get("reason") or words.get("moved", ""),
        moved_from=_first_day(item) if "moved" in words else None,
        created_by=cast.department["Полякова Е. А."],
        created_at=_moment(first - dt.timedelta(days=45)),
    )
    _name_people(event, words, item, cast)
    FeedbackQuestion.objects.bulk_create(
        FeedbackQuestion(event=event, kind=kind, text=text, position=place)
        for place, (kind, text) in enumerate(USUAL)
    )
    return event


def item_named(part: str) -> PlanItem | None:
    """Return the row of this year's plan whose name holds `part`."""
    if not part:
        return None
    rows = PlanItem.objects.filter(plan__year=PRESENT_YEAR, name__contains=part)
    return rows.order_by("pk")[0]


def _days(words: Mapping[str, Any], item: PlanItem | None) -> tuple[dt.date, dt.date]:
    if "ahead" in words or item is None:
        day = ahead(words["ahead"])
        return day, day
    return item.periods.get().stretches[0]


def ahead(days: int) -> dt.date:
    """Return the working day so many days from today, or the next one; before today, the last."""
    day = timezone.localdate() + dt.timedelta(days=days)
    while not production_calendar().is_workday(day):
        day += dt.timedelta(days=1 if days >= 0 else -1)
    return day


def _first_day(item: PlanItem | None) -> dt.date | None:
    return item.periods.get().start if item else None


def _named(words: Mapping[str, Any], item: PlanItem | None) -> dict[str, Any]:
    if item is None:
        return {"name": words["name"], "event_form": words["form"], "place": words.get("place", "")}
    return {"name": item.name, "event_form": item.event_form, "place": item.place}


def _about(words: Mapping[str, Any]) -> dict[str, Any]:
    access = Event.Access.REGION
    if words.get("invited"):
        access = Event.Access.INVITED
    if words.get("free"):
        access = Event.Access.FREE
    hours = [dt.time.fromisoformat(hour) for hour in words.get("hours_of_day", ())] or [None, None]
    return {
        "about": words.get("about", ""),
        "audience": words.get("audience", ""),
        "programme": words.get("programme", ""),
        "link": words.get("link", ""),
        "capacity": words.get("capacity"),
        "per_organisation": words.get("per_organisation"),
        "access": access,
        "from_time": hours[0],
        "until_time": hours[1],
        "training_kind": words.get("kind", ""),
        "hours": words.get("hours"),
        "gives_certificate": bool(words.get("kind")),
        "guests": words.get("guests", 0),
    }


def _name_people(event: Event, words: Mapping[str, Any], item: PlanItem | None, cast: Cast) -> None:
    event.organisers.set([cast.science])
    event.organiser_names = str(cast.science)
    people = [cast.department[name] for name in words.get("people", ())]
    if item is not None:
        people = [each.user for each in item.responsibles.select_related("user") if each.user]
    event.responsibles.set(people)
    event.responsible_names = "\n".join(map(str, people))
    if event.access == Event.Access.INVITED:
        invited = [user.organisation for user in cast.librarians.values()]
        event.invited.set(invited)
        event.invited_names = "\n".join(map(str, invited))
    event.save()


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def _register(event: Event, words: Mapping[str, Any], cast: Cast, chance: random.Random) -> None:
    """Register people of many organisations in turn; of a held event say who came."""
    chosen = chance.sample(cast.people, words.get("registered", 0))
    came = words.get("came_of_ten", 10)
    places = Places(event)
    begun = _moment(min(event.starts_on, timezone.localdate()) - dt.timedelta(days=20))
    Participation.objects.bulk_create(
        Participation(
            event=event,
            employee=employee,
            organisation=library.organisation,
            library=library,
            post=post,
            state=_state(event, turn, came, has_place=places.take(library.organisation_id)),
            turn=turn,
            registered_by=cast.librarians[library.organisation_id],
            registered_at=begun + dt.timedelta(minutes=37 * turn),
        )
        for turn, (employee, library, post) in enumerate(chosen, start=1)
    )


def _state(event: Event, turn: int, came_of_ten: int, *, has_place: bool) -> str:
    if not has_place:
        return Place.WAITING
    if event.state != State.HELD:
        return Place.REGISTERED
    return Place.ATTENDED if turn % 10 < came_of_ten else Place.ABSENT


def _follow_up(event: Event) -> None:
    """Give certificates and write on cards what those who came have learnt."""
    if not event.training_kind:
        return
    came = event.participations.filter(state=Place.ATTENDED).select_related("employee")
    papers = [
        Certificate(
            participation=row,
            number=f"{event.ends_on:%Y}-{event.pk:04d}-{place:03d}",
            name=row.employee.full_name,
            issued_on=event.ends_on,
        )
        for place, row in enumerate(came.order_by("employee__name_key", "pk"), start=1)
    ]
    Certificate.objects.bulk_create(papers)
    Training.objects.bulk_create(_learnt(event, paper) for paper in papers)


def _learnt(event: Event, paper: Certificate) -> Training:
    return Training(
        employee=paper.participation.employee,
        title=event.name,
        kind=event.training_kind,
        organiser=event.organiser_names,
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        hours=event.hours,
        document_kind=DocumentKind.ATTENDANCE,
        document_number=paper.number,
        document_on=paper.issued_on,
        source=Training.Source.EVENT,
        source_key=f"event:{event.pk}",
    )


def _hear(event: Event, words: Mapping[str, Any], chance: random.Random) -> None:
    """Write down what the participants said: two marks each, and some words."""
    useful, orderly, taken, asked = event.questions.all()
    texts = words["words"]
    forms = FeedbackForm.objects.bulk_create(FeedbackForm(event=event) for _ in words["said"])
    FeedbackForm.objects.filter(event=event).update(sent_on=event.ends_on + dt.timedelta(days=1))

    def answers() -> Iterator[FeedbackAnswer]:
        for form, marks in zip(forms, words["said"], strict=True):
            for question, mark in zip((useful, orderly), marks, strict=True):
                yield FeedbackAnswer(form=form, question=question, mark=mark)
        half = (len(texts) + 1) // 2
        for form, text in zip(chance.sample(forms, len(texts)), texts, strict=True):
            question = taken if text in texts[:half] else asked
            yield FeedbackAnswer(form=form, question=question, text=text)

    FeedbackAnswer.objects.bulk_create(answers())
