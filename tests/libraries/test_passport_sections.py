"""What every app tells in the passport of a library, and to whom."""

import datetime

import pytest
from django.utils import timezone

from consultations.models import Consultation
from events.models import ItemOrganiser, ItemPeriod, Plan
from libraries.passport import Audience, Series, audience_of, sections_of
from publications.models import Publication
from tests.factories import (
    ConsultationFactory,
    EmployeeFactory,
    OrganisationFactory,
    PlanFactory,
    PlanItemFactory,
    PublicationFactory,
    UserFactory,
    VacancyFactory,
)
from tests.statistics.reported import make_campaign, report

PUBLIC, INSIDE = Audience.PUBLIC, Audience.INSIDE


def _keys(library, audience):
    return [section.key for section in sections_of(library, audience)]


def _content(library, key, audience=PUBLIC):
    return next(one.content for one in sections_of(library, audience) if one.key == key)


def _notes(library):
    return " ".join(note for one in sections_of(library, INSIDE) for note in one.content.notes)


@pytest.fixture
def told(library, methodist):
    """A library of which every app knows something."""
    report(make_campaign(2025), library, {"4.12.2": 480, "4.12.7": 3000})
    EmployeeFactory(library=library, last_name="Тайная", is_library=True)
    ConsultationFactory(library=library, methodist=methodist, question="Тайный вопрос")
    ConsultationFactory(library=library, methodist=methodist, form=Consultation.Form.VISIT)
    publication = PublicationFactory(title="Сто лет библиотеке")
    publication.libraries.add(library)
    plan = PlanFactory(state=Plan.State.APPROVED, year=timezone.localdate().year)
    item = PlanItemFactory(plan=plan, name="День открытых дверей")
    ItemOrganiser.objects.create(
        item=item, organisation=library.organisation, wording="ЦБС", position=1
    )
    ItemPeriod.objects.create(item=item, wording="27 мая")
    return library


def test_everyone_reads_figures_events_and_publications(told):
    keys = ["staff", "figures", "events", "publications"]
    assert [key for key in _keys(told, PUBLIC) if key in [*keys, "consultations"]] == keys


def test_consultations_and_visits_are_for_those_inside(told):
    assert not {"consultations", "visits"} & set(_keys(told, PUBLIC))
    assert {"consultations", "visits"} <= set(_keys(told, INSIDE))


def test_the_public_page_names_no_person_and_no_question(client, told):
    page = client.get(told.get_absolute_url()).content.decode()
    assert "Сто лет библиотеке" in page
    assert "День открытых дверей" in page
    assert "Тайн" not in page
    assert "С библиотечным образованием" not in page


def test_an_empty_library_has_no_empty_headings(library):
    empty = {"staff", "figures", "events", "consultations", "visits", "publications"}
    assert not empty & set(_keys(library, INSIDE))


def test_staff_counts_those_who_work_now(library):
    EmployeeFactory(library=library, rate="0.5")
    VacancyFactory(library=library, rate="0.75")
    EmployeeFactory(library=library, rate="1", is_library=True)
    EmployeeFactory(library=library, until=datetime.date(2020, 1, 1))
    facts = {fact.label: fact.value for fact in _content(library, "staff", INSIDE).facts}
    assert facts["Работают"] == "2 человека"
    assert facts["Занято ставок"] == "1,5"
    assert facts["Вакантно ставок"] == "0,75"
    assert facts["С библиотечным образованием"] == "1 (50,0 %)"


def test_vacancies_are_told_where_nobody_works(library):
    VacancyFactory(library=library, rate="0.75")
    facts = {fact.label: fact.value for fact in _content(library, "staff", INSIDE).facts}
    assert (facts["Занято ставок"], facts["Вакантно ставок"]) == ("0", "0,75")


def test_closed_library_has_no_staff_holds_nothing_and_lacks_nothing(told):
    assert {"staff", "events"} <= set(_keys(told, INSIDE))
    assert "В паспорте не хватает" in _notes(told)
    told.closed_on = datetime.date(2024, 3, 1)
    assert not {"staff", "events"} & set(_keys(told, INSIDE))
    assert "В паспорте не хватает" not in _notes(told)


def test_only_accepted_figures_of_the_last_five_years_are_shown(library):
    for year in range(2019, 2026):
        report(make_campaign(year), library, {"4.12.7": year})
    report(make_campaign(2026), library, {"4.12.7": 9}, state="submitted")
    content = _content(library, "figures")
    table = content.tables[0]
    assert [column.title for column in table.columns[1:]] == [str(y) for y in range(2021, 2026)]
    visits = next(row for row in table.rows if row.anchor == "visits")
    assert list(visits.values[1:]) == [2021, 2022, 2023, 2024, 2025]
    users = next(row for row in table.rows if row.anchor == "users")
    assert set(users.values[1:]) == {None}


def test_a_picture_starts_at_nought_and_tells_itself_in_words():
    series = Series("Посещения", ((2023, 1500), (2024, None), (2025, 3000)))
    assert [bar.height for bar in series.bars] == [20, 0, 40]
    assert [bar.number for bar in series.bars] == ["1\u202f500", "—", "3\u202f000"]
    assert series.in_words == "Посещения: 2023 — 1\u202f500, 2024 — нет данных, 2025 — 3\u202f000"
    assert [bar.height for bar in Series("Фонд", ((2025, 0),)).bars] == [0]


def test_the_number_of_consultations_is_of_all_and_five_are_shown(library, methodist):
    for day in range(1, 8):
        ConsultationFactory(library=library, methodist=methodist, date=datetime.date(2026, 3, day))
    ConsultationFactory(library=library, methodist=methodist, is_removed=True)
    content = _content(library, "consultations", INSIDE)
    assert content.facts[0].value == "7 консультаций"
    assert [entry.day.day for entry in content.entries] == [7, 6, 5, 4, 3]


def test_unpublished_works_stay_unseen(library):
    PublicationFactory(state=Publication.State.IN_WORK, published_on=None).libraries.add(library)
    assert "publications" not in _keys(library, INSIDE)


def test_inside_are_the_department_and_the_organisation_above(
    library, librarian, neighbour, methodist, admin
):
    above = OrganisationFactory()
    library.organisation.parent = above
    library.organisation.save()
    of_association = UserFactory(role="librarian", organisation=above)
    readers = (librarian, of_association, methodist, neighbour, admin)
    assert [audience_of(one, library) for one in readers] == [
        INSIDE,
        INSIDE,
        INSIDE,
        PUBLIC,
        PUBLIC,
    ]
