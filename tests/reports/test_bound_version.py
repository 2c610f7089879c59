"""Whether the bound summary is the same is told without reading it, and told right."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from libraries.actions.registry import change_library
from libraries.models import Library, NetworkChange, NetworkPart, Organisation, Population
from publications.models import DepartmentPage
from reports.documents import Document, open_document
from statistics.actions import review
from statistics.actions.campaigns import close_campaign
from statistics.actions.indicators import change_indicator
from statistics.models import Campaign, Indicator, Submission
from statistics.rollups import roll_up
from tests.factories import LibraryFactory, PlanFactory
from tests.statistics.reported import report
from tests.statistics.test_entry import type_in

pytestmark = pytest.mark.django_db
FIGURES = {"4.12.2": 1000, "4.12.3": 1000, "4.12.7": 9000, "5.17.3": 20000, "2.04.3": 30000}


class Region:
    """Two municipalities over two years, a library that is late, and those who act on them."""

    def __init__(self, campaign, library, foreign_library, head, librarian) -> None:
        self.campaign, self.library, self.far = campaign, library, foreign_library
        self.head, self.librarian = head, librarian
        self.before = Campaign.objects.get(year=2024)
        self.last = report(self.before, library, FIGURES)
        self.now = report(campaign, library, FIGURES)
        self.there = report(campaign, foreign_library, FIGURES)
        Submission.objects.filter(pk=self.now.pk).update(is_model=True)
        self.late = LibraryFactory(name="Опоздавшая", organisation=library.organisation)
        self.draft = report(campaign, self.late, {"4.12.2": 5}, state=Submission.State.RETURNED)
        for place in (library.territory, foreign_library.territory):
            Population.objects.create(territory=place, year=2026, number=5000)

    def retype(self, submission: Submission) -> None:
        """Open an accepted report again, put a figure right, send and accept it."""
        review.reopen(submission, self.head, "Ошиблись в цифре.")
        type_in(submission, self.librarian, {"4.12.7": "9001"})
        Submission.objects.filter(pk=submission.pk).update(state=Submission.State.SUBMITTED)
        review.accept(Submission.objects.get(pk=submission.pk), self.head)

    def rename(self, library: Library, **values: str) -> None:
        library.refresh_from_db()
        change_library(library.pk, values, version=library.version, by=self.head)

    def reformulate(self) -> None:
        row = Indicator.objects.get(code="reading")
        values = {"title": "Чтение", "formula": row.formula, "form": row.form}
        change_indicator(row.pk, values, row.version, self.head)

    def close_library(self, library: Library) -> None:
        change = NetworkChange.objects.create(kind=NetworkChange.Kind.CLOSED, date="2025-03-01")
        NetworkPart.objects.create(
            change=change, library=library, role="subject", name="Закрытая библиотека"
        )

    def remake_sums(self) -> None:
        self.now.values.filter(cell__address="5.17.3").update(number=7)
        roll_up(self.campaign)


@pytest.fixture
def place(campaign, library, foreign_library, head: User, librarian: User) -> Region:
    made = Region(campaign, library, foreign_library, head, librarian)
    for year in (made.before, campaign):
        roll_up(year)
    return made


def book(**values: str) -> Document:
    return open_document("bound-summary", {"campaign": "6-nk/2025", **values})


def printed(document: Document) -> str:
    """All that the book says, read in full."""
    words = [picture.in_words for one in document.chapters for picture in one.pictures]
    sheets = document.sheets().as_json()
    told = [document.content.as_json(), sheets, words, document.also_printed()]
    return json.dumps([told, document.letterhead.plain], default=str)


SHOWN = {
    "a figure": lambda at: at.retype(at.now),
    "a figure of last year": lambda at: at.retype(at.last),
    "sums made anew": lambda at: at.remake_sums(),
    "a report accepted less": lambda at: review.reopen(at.now, at.head, "Проверим."),
    "a late library named anew": lambda at: at.rename(at.late, name="Исправленная"),
    "a model library named anew": lambda at: at.rename(at.library, name="Новая"),
    "an organisation named anew": lambda at: Organisation.objects.filter(
        pk=at.library.organisation_id
    ).update(name="МБУК «Новая ЦБС»", short_name="Новая ЦБС"),
    "inhabitants": lambda at: Population.objects.update(number=4000),
    "an indicator": lambda at: at.reformulate(),
    "a library closed": lambda at: at.close_library(at.far),
    "a library asked more": lambda at: report(
        at.campaign, LibraryFactory(organisation=at.library.organisation), {}, state="not_started"
    ),
    "a library asked more in the year before": lambda at: report(
        at.before, at.late, {}, state="not_started"
    ),
    "the director": lambda at: _named_director(at.library.organisation),
}


def _named_director(organisation: Organisation) -> None:
    organisation.director_name = "В. П. Островская"
    organisation.save()
    DepartmentPage.objects.create(organisation=organisation)


@pytest.mark.parametrize("change", SHOWN.values(), ids=SHOWN)
def test_whatever_is_shown_changes_the_version(place: Region, change: Callable[[Region], None]):
    before = book()
    version, words = before.data_version(), printed(before)
    change(place)
    after = book()
    assert printed(after) != words
    assert after.data_version() != version


UNSEEN = {
    "nothing": lambda at: None,
    "a plan": lambda at: PlanFactory(),
    "a figure of a draft": lambda at: type_in(at.draft, at.librarian, {"4.12.2": "6"}),
    "a telephone": lambda at: at.rename(at.library, phone="+7 900 000-00-00"),
    "a campaign not looked at": lambda at: Campaign.objects.filter(year=2024).update(
        review_due_on=timezone.localdate()
    ),
    "inhabitants of old": lambda at: Population.objects.create(
        territory=at.library.territory, year=2001, number=1
    ),
}


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_is_not_shown_leaves_the_version(place: Region, change: Callable[[Region], None]):
    before = book()
    version, words = before.data_version(), printed(before)
    change(place)
    assert book().data_version() == version
    assert printed(book()) == words


def test_another_municipality_leaves_the_book_of_this_one(place: Region):
    oktmo = place.library.territory.oktmo
    version = book(territory=oktmo).data_version()
    place.retype(place.there)
    assert book(territory=oktmo).data_version() == version
    place.retype(place.now)
    assert book(territory=oktmo).data_version() != version


def test_a_closed_campaign_is_told_on_the_title_page(place: Region):
    version = book().data_version()
    Submission.objects.filter(campaign=place.campaign).update(state="accepted")
    close_campaign(place.campaign, place.head)
    assert book().data_version() != version


def test_the_request_takes_few_queries_whatever_the_number_of_libraries(place: Region):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            document = book()
            assert document.data_version()
            assert document.heading == "Свод по области за 2025 год. Форма № 6-НК"
        return len(captured)

    queries()
    few = queries()
    for _ in range(3):
        library = LibraryFactory(organisation=place.library.organisation)
        report(place.campaign, library, {"4.12.2": 1})
    assert queries() == few <= 12
