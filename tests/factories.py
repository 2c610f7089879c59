"""Makers of test objects that are valid by themselves."""

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from common.roles import Role
from consultations.models import Consultation, Question, Topic
from events.models import Event, Plan, PlanItem
from libraries.models import Library, Organisation, Territory
from publications.models import News, Practice, Publication, Regulation, Theme
from staff.models import (
    Course,
    Education,
    Employee,
    Employment,
    PlannedTraining,
    Training,
    TrainingKind,
    Vacancy,
)


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    name = factory.Sequence(lambda n: f"Район {n}")
    kind = Territory.Kind.MUNICIPAL_DISTRICT
    oktmo = factory.Sequence(lambda n: f"{66600000 + n}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"МБУК «ЦБС {n}»")
    kind = Organisation.Kind.LIBRARY_SYSTEM
    territory = factory.SubFactory(TerritoryFactory)


class LibraryFactory(DjangoModelFactory):
    class Meta:
        model = Library

    code = factory.Sequence(lambda n: f"{n:04d}")
    name = factory.Sequence(lambda n: f"Библиотека {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    territory = factory.SelfAttribute("organisation.territory")
    kind = Library.Kind.RURAL
    settlement = Library.Settlement.RURAL
    locality = "с. Зелёное"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"user{n}@example.ru")
    last_name = "Соколова"
    first_name = "Анна"
    patronymic = "Петровна"
    role = Role.METHODIST


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = Plan

    organisation = factory.SubFactory(OrganisationFactory)
    year = 2026
    title = "План работы научно-методического отдела"


class PlanItemFactory(DjangoModelFactory):
    class Meta:
        model = PlanItem

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Семинар {n}")
    position = factory.Sequence(lambda n: (n + 1) * 10)


class EventFactory(DjangoModelFactory):
    """An event of today that may be registered for."""

    class Meta:
        model = Event

    name = factory.Sequence(lambda n: f"Мероприятие {n}")
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.SelfAttribute("starts_on")
    state = Event.State.OPEN


class EmployeeFactory(DjangoModelFactory):
    """A person at work: say `library`, `post`, `rate`, `since`, `until`, `kind`; her schooling by
    `education` (a level or None) and `is_library`."""

    class Meta:
        model = Employee

    last_name = factory.Sequence(lambda n: f"Иванова{n}")
    first_name = "Мария"
    patronymic = "Ивановна"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Employee:
        told = {name: kwargs.pop(name) for name in WORK_WORDS if name in kwargs}
        level = kwargs.pop("education", Education.Level.HIGHER)
        is_library = kwargs.pop("is_library", False)
        person = super()._create(model_class, *args, **kwargs)
        EmploymentFactory(employee=person, **told)
        if level:
            Education.objects.create(employee=person, level=level, is_library=is_library)
        person.refresh_from_db()
        return person


WORK_WORDS = ("library", "post", "post_group", "rate", "kind", "since", "until", "is_substitute")


class PersonFactory(DjangoModelFactory):
    """A person who works nowhere yet."""

    class Meta:
        model = Employee

    last_name = factory.Sequence(lambda n: f"Петрова{n}")
    first_name = "Анна"
    patronymic = "Ивановна"


class EmploymentFactory(DjangoModelFactory):
    class Meta:
        model = Employment

    employee = factory.SubFactory(PersonFactory)
    library = factory.SubFactory(LibraryFactory)
    post = "библиотекарь"


class VacancyFactory(DjangoModelFactory):
    class Meta:
        model = Vacancy

    library = factory.SubFactory(LibraryFactory)
    post = "библиограф"
    opened_on = datetime.date(2026, 3, 1)


class CourseFactory(DjangoModelFactory):
    """A course that goes on and may be registered for."""

    class Meta:
        model = Course

    name = factory.Sequence(lambda n: f"Курс {n}")
    kind = TrainingKind.UPGRADE
    organiser = "Областная научная библиотека"
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyFunction(timezone.localdate)
    hours = 36
    state = Course.State.OPEN


class TrainingFactory(DjangoModelFactory):
    class Meta:
        model = Training

    employee = factory.SubFactory(EmployeeFactory)
    title = factory.Sequence(lambda n: f"Обучение {n}")
    kind = TrainingKind.UPGRADE
    ends_on = datetime.date(2025, 4, 11)
    hours = 36


class PlannedTrainingFactory(DjangoModelFactory):
    class Meta:
        model = PlannedTraining

    year = 2026
    organisation = factory.SubFactory(OrganisationFactory)
    kind = TrainingKind.UPGRADE
    theme = factory.Sequence(lambda n: f"Тема обучения {n}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Тема {n}")


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = Consultation

    methodist = factory.SubFactory(UserFactory)
    library = factory.SubFactory(LibraryFactory)
    organisation = factory.SelfAttribute("library.organisation")
    form = Consultation.Form.TELEPHONE
    topic = factory.SubFactory(TopicFactory)
    question = "Как учитывать удалённых пользователей?"


class QuestionFactory(DjangoModelFactory):
    """A new question; say `state` for others."""

    class Meta:
        model = Question

    title = factory.Sequence(lambda n: f"Как заполнить строку {n}?")
    text = "Не сходится с прошлым годом."
    topic = factory.SubFactory(TopicFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    asked_by = factory.SubFactory(
        UserFactory, role=Role.LIBRARIAN, organisation=factory.SelfAttribute("..organisation")
    )
    due_on = datetime.date(2026, 3, 5)


class PublicationFactory(DjangoModelFactory):
    """A published one; say `state` for others."""

    class Meta:
        model = Publication

    title = factory.Sequence(lambda n: f"Методические рекомендации {n}")
    kind = Publication.Kind.GUIDE
    year = 2025
    state = Publication.State.PUBLISHED
    published_on = datetime.date(2025, 6, 1)


class PracticeFactory(DjangoModelFactory):
    """A proposed one; say `state` and `published_on` for others."""

    class Meta:
        model = Practice

    title = factory.Sequence(lambda n: f"Практика {n}")
    theme = Theme.READING
    library = factory.SubFactory(LibraryFactory)
    summary = "Книги выдаются во дворах."
    description = "Составить маршрут, договориться, выйти."
    proposed_by = factory.SubFactory(UserFactory)


class RegulationFactory(DjangoModelFactory):
    class Meta:
        model = Regulation

    kind = Regulation.Kind.ORDER
    title = factory.Sequence(lambda n: f"О порядке {n}")
    issuer = "Минкультуры России"
    number = factory.Sequence(str)
    date = datetime.date(2020, 1, 10)
    theme = Theme.FUND
    in_force_since = datetime.date(2020, 2, 1)


class NewsFactory(DjangoModelFactory):
    """Open since 1 March 2026; say `published_on` for others."""

    class Meta:
        model = News

    title = factory.Sequence(lambda n: f"Новость {n}")
    lead = "Коротко о главном."
    text = "Подробности."
    published_on = datetime.date(2026, 3, 1)
