"""Questions of the demo region's libraries, in every state, and the archive of answers."""

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from common.workdays import after_workdays
from consultations.models import (
    AnsweringOrder,
    ArchiveEntry,
    Consultation,
    Message,
    Question,
    Template,
    Topic,
)
from libraries.models import Library

TEXTS = Path(__file__).with_name("questions.yaml")
TERM = 3
State, Kind = Question.State, Message.Kind


def make_questions(chance: random.Random) -> None:
    """Create the questions of the text file; every topic gets its methodist."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    methodists = list(User.objects.filter(role=Role.METHODIST).order_by("pk"))
    topics = {topic.name: topic for topic in Topic.objects.order_by("pk")}
    for number, topic in enumerate(topics.values()):
        topic.methodist = methodists[number % len(methodists)]
        topic.save()
    AnsweringOrder.objects.create(methodist=methodists[0], days=TERM)
    for told in texts["templates"]:
        Template.objects.create(**told | {"topic": topics[told["topic"]]})
    librarians = list(User.objects.filter(role=Role.LIBRARIAN, is_active=True).order_by("pk"))
    for number, told in enumerate(texts["questions"]):
        asker = librarians[number % len(librarians)]
        _make_question(told, topics[told["topic"]], asker, chance)


def _make_question(
    told: Mapping[str, Any], topic: Topic, asker: User, chance: random.Random
) -> None:
    asked_at = timezone.now() - dt.timedelta(days=told["ago"], hours=chance.randrange(5))
    own = Library.objects.filter(organisation=asker.organisation, closed_on=None)
    question = Question.objects.create(
        title=told["title"],
        text=told["text"],
        topic=topic,
        asked_by=asker,
        asked_at=asked_at,
        organisation=asker.organisation,
        library=own.order_by("code").first() if chance.random() < 0.5 else None,
        methodist=topic.methodist,
        state=told["state"],
        due_on=after_workdays(timezone.localdate(asked_at), TERM),
        rating=told.get("rating"),
    )
    if "answer" in told:
        _answer(question, told)


def _answer(question: Question, told: Mapping[str, Any]) -> None:
    at = question.asked_at + dt.timedelta(hours=20)
    question.answered_at = at
    question.consultation = Consultation.objects.create(
        date=timezone.localdate(at),
        methodist=question.methodist,
        organisation=question.organisation,
        library=question.library,
        form=Consultation.Form.ONLINE,
        topic=question.topic,
        question=f"{question.title}\n\n{question.text}",
        answer=told["answer"],
    )
    question.save()
    common = {"question": question, "at": at}
    Message.objects.create(
        author=question.methodist, kind=Kind.ANSWER, text=told["answer"], **common
    )
    if "more" in told:
        later = {"question": question, "at": at + dt.timedelta(days=1)}
        Message.objects.create(
            author=question.asked_by, kind=Kind.FOLLOW_UP, text=told["more"], **later
        )
    if told.get("archive"):
        ArchiveEntry.objects.create(
            source=question,
            topic=question.topic,
            title=question.title,
            question=question.text,
            answer=told["answer"],
            state=ArchiveEntry.State.PUBLISHED,
            published_on=timezone.localdate(at),
            published_by=question.methodist,
        )
