"""Where a person made impersonal is found besides her card."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.actions import change_user
from accounts.models import User
from common.roles import Role
from common.text import normalise
from libraries.actions import change_contact, change_organisation, create_contact
from libraries.models import OrganisationContact
from staff.actions import hire
from staff.actions.courses import register_people
from staff.actions.erasure import erase_person
from staff.models import PersonalDataAccess
from staff.personal_data.mentions.finding import find_places, names_of
from staff.personal_data.registry import gather_all
from tests.factories import (
    CourseFactory,
    EmployeeFactory,
    PlannedTrainingFactory,
    TrainingFactory,
    UserFactory,
    VacancyFactory,
)
from tests.staff.texts import all_texts

pytestmark = pytest.mark.django_db


def test_erasure_reaches_the_registry_the_vacancy_and_the_words_of_searches(
    client_of, library, foreign_library, methodist, head
):
    """Where her employer names her it is she; elsewhere the head confirms it."""
    vacancy = VacancyFactory(library=library, opened_on=datetime.date(2020, 1, 1))
    person = {"last_name": "Соловьёва-Кракозябрина", "first_name": "Гертруда"}
    work = {
        "library": library,
        "post": "библиотекарь",
        "since": datetime.date(2020, 2, 1),
        "until": datetime.date(2024, 12, 31),
    }
    former = hire(person | {"patronymic": "Львовна"}, work, by=methodist, fills=vacancy)
    employer = library.organisation
    told = {"post": "методист", "phone": "8 900 1112233", "email": "gertruda@example.ru"}
    name = "Соловьева-Кракозябрина Г. Л."
    here = create_contact(employer, told | {"name": name}, methodist)
    there = create_contact(
        foreign_library.organisation, told | {"name": f"{name} (отпуск)"}, methodist
    )
    heir = create_contact(employer, told | {"name": name, "email": "g@example.ru"}, methodist)
    change_contact(
        heir.pk,
        told | {"name": "Осинина Мария", "email": "osinina@example.ru"},
        version=1,
        by=methodist,
    )
    directed = {"director_name": former.full_name, "is_director_public": True}
    change_organisation(employer.pk, directed, version=employer.version, by=methodist)
    former.employments.update(name_then=former.full_name)
    tables = {table.key: table for table in gather_all(former)}
    assert len(tables["registry"].rows) == 3, "two contacts and the director, versions told once"
    headings = [column.title for table in tables.values() for column in table.columns]
    assert [heading for heading in headings if heading.isascii()] == [], "told in Russian"
    for asked in ("Соловьевой", "кракозябр", "козябрин", "Гертруда Соловьева"):
        client_of(head).get(reverse("staff:employee-list"), {"q": asked})
    client_of(head).get(reverse("staff:employee-list"), {"q": "осинина"})
    [place] = [one for one in find_places(names_of(former)) if "отпуск" in str(one.excerpts)]
    erase_person(former.pk, former.full_name, "приказ № 5", head, {place.key})
    left = all_texts()
    for trace in ("соловьев", "кракозябр", "козябр", "гертруд", "gertruda", "g@example"):
        assert trace not in left, trace
    assert list(OrganisationContact.objects.values_list("name", "email")) == [
        ("Осинина Мария", "osinina@example.ru")
    ]
    assert not {here.pk, there.pk} & {one.pk for one in OrganisationContact.objects.all()}
    employer.refresh_from_db()
    assert (employer.director_name, employer.is_director_public) == ("", False)
    assert PersonalDataAccess.objects.filter(what__contains="осинина").exists()


def test_account_is_closed_and_loses_its_person_where_the_head_marks_it(
    client_of, library, methodist, head
):
    names = {"last_name": "Кракозябрина", "first_name": "Гертруда", "patronymic": "Львовна"}
    worked = {"since": datetime.date(2020, 2, 1), "until": datetime.date(2024, 12, 31)}
    former = hire(names, {"library": library, "post": "методист", **worked}, by=methodist)
    told = names | {"role": Role.LIBRARIAN, "organisation": library.organisation, "phone": "2-15"}
    own, namesake = (
        UserFactory(email=f"{word}@biblio.example", is_active=True, **told)
        for word in ("gertruda", "odnofamilica")
    )
    change_user(own, {"post": "методист"}, version=own.version, by=head)
    client, page = client_of(head), reverse("staff:erase", args=[former.pk])
    shown = client.get(page)
    assert all(one.email in shown.content.decode() for one in (own, namesake))
    seen = shown.context["form"].digest
    sent = {"seen": seen, "order": "приказ", "name": former.full_name, "accounts": [own.pk]}
    assert client.post(page, sent).status_code == 302
    own.refresh_from_db()
    namesake.refresh_from_db()
    assert own.full_name.startswith("Обезличено") and not own.is_active
    assert client_of(own).get("/").context["user"].is_anonymous
    kept = normalise(str([*User.objects.filter(pk=own.pk).values(), *own.history.values()]))
    assert not {word for word in ("кракозябр", "gertruda", "2-15") if word in kept}
    assert (namesake.last_name, namesake.is_active) == ("Кракозябрина", True)


def test_card_made_impersonal_takes_no_person_again(client_of, library, methodist, head):
    names = {"last_name": "Кракозябрина", "first_name": "Гертруда", "patronymic": "Львовна"}
    worked = {"since": datetime.date(2020, 2, 1), "until": datetime.date(2024, 12, 31)}
    former = hire(names, {"library": library, "post": "методист", **worked}, by=methodist)
    client, edit = client_of(head), reverse("staff:employee-edit", args=[former.pk])
    assert edit in client.get(former.get_absolute_url()).content.decode()
    assert client.get(edit).status_code == 200
    erase_person(former.pk, former.full_name, "приказ № 5", head)
    page = client.get(former.get_absolute_url()).content.decode()
    assert "Обезличено" in page
    for name, args in (
        ("staff:employee-edit", []),
        ("staff:employment-create", []),
        ("staff:detail-create", ["education"]),
    ):
        address = reverse(name, args=[former.pk, *args])
        assert address not in page
        assert client.get(address).status_code == 404


LINK = re.compile(r'(?:href|action)="(/staff/[^"#]*)"')


def test_no_page_of_a_person_made_impersonal_leads_nowhere_and_totals_stay(
    client_of, library, methodist, head
):
    """Every link that stands on her pages opens; what may not be done is not offered."""
    former = EmployeeFactory(library=library, last_name="Кракозябрина")
    course = CourseFactory(state="open")
    register_people(course.pk, [former], methodist)
    learnt = TrainingFactory(employee=former, hours=16)
    planned = PlannedTrainingFactory(organisation=library.organisation, employee=former)
    learnt.planned = planned
    learnt.save()
    former.employments.update(until=datetime.date(2024, 12, 31))
    client = client_of(head)
    trainings = reverse("staff:training-list")
    before = client.get(trainings).context["totals"]
    erase_person(former.pk, former.full_name, "приказ № 5", head)
    assert client.get(trainings).context["totals"] == before
    pages = [
        former.get_absolute_url(),
        reverse("staff:personal-data", args=[former.pk]),
        *(row.get_absolute_url() for row in (course, learnt, planned)),
    ]
    for person in (head, methodist):
        client = client_of(person)
        for page in pages:
            shown = client.get(page)
            assert shown.status_code == 200, page
            for address in set(LINK.findall(shown.text)):
                answer = client.get(address, follow=True).status_code
                assert answer in (200, 405), f"{page} leads to {address}"
            assert reverse("staff:training-edit", args=[learnt.pk]) not in shown.text
            assert "Отменить запись" not in shown.text
