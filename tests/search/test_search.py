"""What each person finds, in what order, and what she is hinted at."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from common.search import sources
from consultations.models import Consultation
from events.models import Plan, PlanItem
from libraries.models import Library
from methodportal.search.index import rebuild
from methodportal.search.models import SearchEntry, SearchWord
from methodportal.search.queries import entries_of, search
from methodportal.search.query import parse
from publications.models import Publication
from staff.actions import transfer
from staff.models import Employment, PersonalDataAccess
from tests.factories import (
    ConsultationFactory,
    EmployeeFactory,
    LibraryFactory,
    PlanFactory,
    PlanItemFactory,
    PublicationFactory,
    TopicFactory,
    UserFactory,
)
from tests.queries import assert_same_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
URL = "/search/"
TODAY = dt.date(2026, 6, 1)


def found(user, words):
    """Return the titles that the person finds, the best first."""
    return [entry.title for entry in entries_of(search(user, parse(words), TODAY).hits)]


def page_of_words(client, words, **more):
    return client.get(URL, query_params={"q": words, **more}).content.decode()


@pytest.mark.parametrize("words", ["зеленые библиотеки", "ЗЕЛЁНОЙ", "зел", "библиотеках зелёных"])
def test_library_is_found_in_any_form_of_the_words(words, library, client):
    assert "Зелёная</mark>" in page_of_words(client, words)


def test_all_words_are_asked_for_and_some_only_when_there_is_no_other_way(methodist):
    for title in ("Летние чтения на селе", "Летние практики", "Зимние чтения"):
        PublicationFactory(title=title)
    assert found(methodist, "летнее чтение") == ["Летние чтения на селе"]
    ranking = search(methodist, parse("летнее чтение космоса"), TODAY)
    assert not ranking.whole
    assert entries_of(ranking.hits)[0].title == "Летние чтения на селе"
    assert len(ranking.hits) == 3


def test_full_answers_of_one_kind_do_not_hide_the_nearest_of_another(methodist, library):
    PublicationFactory(title="Чтения в библиотеке")
    library.name = "Зелёная библиотека летних чтений"
    library.save()
    ranking = search(methodist, parse("зелёная чтения"), TODAY)
    titles = [entry.title for entry in entries_of(ranking.hits)]
    assert titles == ["Зелёная библиотека летних чтений", "Чтения в библиотеке"]
    assert ranking.whole == 1


def test_person_of_two_jobs_is_found_once(methodist, library):
    employee = EmployeeFactory(library=library, last_name="Осинина")
    Employment.objects.create(employee=employee, library=library, post="лектор", rate=1)
    assert len(search(methodist, parse("Осинина"), TODAY).hits) == 1


def test_person_who_was_transferred_is_found_where_she_works_now(methodist, library):
    employee = EmployeeFactory(library=library, last_name="Осинина", post="лектор")
    work, day = employee.employments.get(), dt.date(2024, 3, 1)
    told = {"library": library, "post": "методист", "post_group": "head", "rate": 1, "since": day}
    transfer(work.pk, told, version=work.version, by=methodist)
    (shown,) = entries_of(search(methodist, parse("Осинина"), TODAY).hits)
    assert shown.text.startswith("методист · ")
    (former,) = entries_of(search(methodist, parse("Осинина лектор"), TODAY).hits)
    assert former.text.endswith("по 29.02.2024")


def test_title_goes_before_text_and_the_fresher_before_the_older(methodist):
    old, new = dt.date(2015, 1, 1), dt.date(2026, 5, 1)
    PublicationFactory(title="Краеведение в селе", published_on=old)
    PublicationFactory(title="Память места", annotation="О краеведении.", published_on=new)
    PublicationFactory(title="Краеведение и дети", published_on=new)
    assert found(methodist, "краеведение") == [
        "Краеведение и дети",
        "Краеведение в селе",
        "Память места",
    ]


def test_publication_is_found_by_the_words_of_its_file(client):
    publication = PublicationFactory(title="Сборник")
    publication.file_text = "О пользе библио-\nбусов в сельской местности"
    publication.save()
    assert "<mark>библиобусов</mark>" in page_of_words(client, "библиобусы")


def test_rare_word_weighs_more_than_a_common_one(methodist):
    for number in range(4):
        PublicationFactory(title=f"Методика {number}")
    PublicationFactory(title="Буктрейлер")
    assert found(methodist, "методика буктрейлер")[0] == "Буктрейлер"


def test_phrase_in_quotes_asks_for_words_side_by_side(methodist):
    PublicationFactory(title="План работы отдела")
    PublicationFactory(title="Работа по плану")
    assert found(methodist, "«планы работ»") == ["План работы отдела"]
    assert len(found(methodist, "планы работ")) == 2


def test_index_keeps_in_step_with_changes_and_removal(methodist):
    publication = PublicationFactory(title="Наставничество")
    publication.title = "Комплектование"
    publication.save()
    assert found(methodist, "наставничество") == []
    assert found(methodist, "комплектования") == ["Комплектование"]
    publication.delete()
    assert found(methodist, "комплектование") == []
    assert not SearchWord.objects.filter(stem="комплектован").exists()


def test_refused_change_leaves_the_index_as_it_was(methodist):
    publication = PublicationFactory(title="Наставничество")
    with pytest.raises(RuntimeError), transaction.atomic():
        publication.title = "Комплектование"
        publication.save()
        raise RuntimeError
    assert found(methodist, "наставники наставничества") == ["Наставничество"]


def test_saving_without_a_change_writes_nothing(library):
    before = SearchEntry.objects.get(kind="library").pk
    library.save()
    assert SearchEntry.objects.get(kind="library").pk == before


def test_library_is_found_by_the_new_name_of_its_organisation(library, methodist):
    library.organisation.name = "МБУК «Брусничная ЦБС»"
    library.organisation.save()
    assert library.name in found(methodist, "брусничная")


def test_rebuilt_index_is_the_same_and_can_be_rebuilt_again(library, methodist):
    EmployeeFactory(library=library)
    ConsultationFactory(library=library, methodist=methodist)
    PlanItemFactory()

    def told():
        rows = SearchWord.objects.values_list("entry__kind", "entry__title", "stem", "weight")
        return sorted(rows)

    kept = told()
    for _again in range(2):
        assert sum(rebuild().values()) == SearchEntry.objects.count() > 0
        assert told() == kept


def test_every_source_is_followed_and_asks_its_own_rule(methodist):
    assert {"library", "plan-item", "consultation", "publication", "employee"} <= {
        source.key for source in sources()
    }
    for source in sources():
        assert source.visible_to(methodist).model is source.rows().model


# Who finds what: the same rules as those of the pages.


@pytest.fixture
def secrets(library, methodist):
    """One row of each kind that not everybody may see, all with one strange word."""
    EmployeeFactory(library=library, last_name="Кракозябрина")
    ConsultationFactory(library=library, methodist=methodist, question="О кракозябре")
    ConsultationFactory(
        library=library, methodist=methodist, question="Кракозябра!", is_removed=True
    )
    PublicationFactory(title="Кракозябра", state=Publication.State.IN_WORK, published_on=None)
    plan = PlanFactory(organisation=library.organisation, title="План кракозябры")
    PlanItemFactory(plan=plan, name="Семинар о кракозябрах")


@pytest.mark.parametrize(
    ("person", "kinds"),
    [
        (None, set()),
        ("neighbour", set()),
        ("admin", set()),
        ("librarian", {"consultation", "employee"}),
        ("methodist", {"consultation", "employee", "publication", "plan", "plan-item"}),
        ("head", {"consultation", "employee", "publication", "plan", "plan-item"}),
    ],
)
def test_nobody_finds_counts_or_is_hinted_at_what_she_may_not_see(
    person, kinds, secrets, client_of, request
):
    user = request.getfixturevalue(person) if person else None
    client = client_of(user)
    kinds_found = set()
    for words in ("кракозябра", "Кракозябрину"):
        response = client.get(URL, query_params={"q": words})
        shown = {result.entry.kind for result in response.context["results"]}
        assert {group.key for group in response.context["groups"]} == shown
        assert "Кракозябра!" not in response.content.decode()
        kinds_found |= shown
    assert kinds_found == kinds
    hints = client.get(URL, query_params={"q": "кракозябла"}).context["hints"]
    assert bool(hints) == bool(kinds)


def test_removed_row_of_a_plan_is_not_found(methodist):
    plan = PlanFactory(state=Plan.State.APPROVED)
    item = PlanItemFactory(plan=plan, name="Семинар кураторов")
    assert found(methodist, "семинары") == ["Семинар кураторов"]
    PlanItem.objects.update(removed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert found(methodist, "семинары") == []
    assert item.pk


def test_names_shown_by_the_search_are_put_on_record(library, librarian, client_of):
    EmployeeFactory(library=library, last_name="Черёмухина")
    client = client_of(librarian)
    page_of_words(client, "зелёная", kind="library")
    assert not PersonalDataAccess.objects.exists()
    page_of_words(client, "Черемухина")
    access = PersonalDataAccess.objects.get()
    assert access.user == librarian
    assert "Черемухина" in access.what


# The page.


def test_results_are_counted_by_kind_and_narrowed_to_one(library, client):
    PublicationFactory(title="Зелёная книга")
    response = client.get(URL, query_params={"q": "зелёная"})
    assert [(group.title, group.number) for group in response.context["groups"]] == [
        ("Библиотеки", 1),
        ("Издания", 1),
    ]
    narrowed = client.get(URL, query_params={"q": "зелёная", "kind": "publication"})
    assert [result.entry.title for result in narrowed.context["results"]] == ["Зелёная книга"]


def test_text_of_others_is_shown_as_text(client):
    PublicationFactory(title="<script>alert(1)</script> пособие", annotation="<b>пособие</b>")
    page = page_of_words(client, "пособия")
    assert "<script>alert" not in page and "<b>" not in page
    assert "&lt;b&gt;<mark>пособие</mark>" in page


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("библеотека", "библиотека"), (",b,kbjntrf", "библиотека"), ("лесноя", "лесная")],
)
def test_nothing_found_hints_at_words_that_would_be(typed, hint, foreign_library, client):
    response = client.get(URL, query_params={"q": typed})
    assert not response.context["results"]
    assert hint in response.context["hints"]
    assert "Ничего не найдено" in response.content.decode()


def test_phrase_not_found_is_offered_without_quotes(client):
    PublicationFactory(title="Работа по плану")
    assert client.get(URL, {"q": "«план работы»"}).context["hints"] == ["план работы"]


def test_results_come_by_pages(client):
    library = LibraryFactory(name="Озёрная библиотека 0")
    for number in range(1, 25):
        LibraryFactory(
            name=f"Озёрная библиотека {number}",
            organisation=library.organisation,
            territory=library.territory,
        )
    first = client.get(URL, {"q": "озёрная", "kind": "library"})
    second = client.get(URL, {"q": "озёрная", "kind": "library", "page": 2})
    titles = [r.entry.title for page in (first, second) for r in page.context["results"]]
    assert len(set(titles)) == len(titles) == 25


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "\x00"}, {"q": "зе", "page": "нет"}])
def test_odd_questions_are_answered_calmly(query, library, client):
    assert client.get(URL, query_params=query).status_code == 200


def test_queries_do_not_grow_with_the_results(client_of, methodist, library):
    topic, user = TopicFactory(), UserFactory()

    def one_more():
        ConsultationFactory(
            library=library, topic=topic, methodist=user, question="Списание ветхих изданий"
        )
        EmployeeFactory(library=library, post="специалист по списанию")

    client = client_of(methodist)
    assert_same_queries(client, URL, one_more, at_most=15, query={"q": "списание"})
    assert Consultation.objects.count() == 3


def test_search_stands_on_every_page(client, db):
    page = client.get(reverse("libraries:library-list")).content.decode()
    assert f'action="{URL}"' in page
    assert Library.objects.count() == 0
