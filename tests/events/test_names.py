"""Organisations, people and forms of events in the cells of plans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.names import NameBook, PersonBook, find_event_form, split_people
from tests.factories import OrganisationFactory

SCIENCE = "ГБУК «Приозёрская областная научная библиотека»"
CHILDREN = "ГБУК «Приозёрская областная детская библиотека им. В.П. Берёзкиной»"


@pytest.fixture
def book() -> NameBook:
    return NameBook(
        [
            (1, SCIENCE, "ПОНБ", "Областная научная библиотека\nНаучная библиотека"),
            (2, CHILDREN, "ПОДБ", ""),
        ]
    )


def split(book: NameBook, text: str) -> list[tuple[str, int | None]]:
    return [
        (mention.wording, mention.organisation.pk if mention.organisation else None)
        for mention in book.split(text)
    ]


def test_three_organisers_in_one_line_without_separators_are_told_apart(book):
    text = f"Проектный офис ПРО Министерство культуры и туризма ПО {SCIENCE}"
    assert split(book, text) == [
        ("Проектный офис ПРО", None),
        ("Министерство культуры и туризма ПО", None),
        (SCIENCE, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{SCIENCE}\n{CHILDREN}",
        f"{SCIENCE}; {CHILDREN}",
        f"{SCIENCE}, {CHILDREN}",
        f"{SCIENCE} {CHILDREN}",
        f"{SCIENCE} и {CHILDREN}",
    ],
)
def test_any_separator_or_none_parts_two_names(book, text):
    assert split(book, text) == [(SCIENCE, 1), (CHILDREN, 2)]


@pytest.mark.parametrize(
    "wording",
    [
        'ГБУК "Приозерская  областная научная библиотека"',
        "гбук «приозёрская областная научная библиотека»",
        "ГБУК «Приозёрская областная\nнаучная библиотека»",
        "ПОНБ",
        "Научная библиотека",
    ],
)
def test_quotes_case_spaces_and_aliases_do_not_hide_a_known_name(book, wording):
    assert [pk for _, pk in split(book, wording)] == [1]


def test_short_names_in_a_row_are_told_apart(book):
    assert split(book, "ПОНБ ПОДБ") == [("ПОНБ", 1), ("ПОДБ", 2)]


def test_a_known_short_name_inside_another_name_is_not_taken_for_it(book):
    assert split(book, "Проектный офис ПОНБ") == [("Проектный офис ПОНБ", None)]


def test_a_typo_is_new_and_offers_what_it_resembles(book):
    (mention,) = book.split("ГБУК «Приозёрская областная научая библиотека»")
    assert mention.organisation is None
    assert mention.similar[0].pk == 1


def test_a_name_that_two_organisations_bear_is_not_guessed():
    book = NameBook([(1, "ЦБС А", "ЦБС", ""), (2, "ЦБС Б", "ЦБС", "")])
    (mention,) = book.split("ЦБС")
    assert mention.organisation is None
    assert {known.pk for known in mention.similar} == {1, 2}


@pytest.mark.parametrize(
    "name",
    [
        "Управление культуры, спорта и молодёжи города",
        "МБУК «ЦБС» Берёзовского района",
        "Областное ГБУК «Центр чтения»",
    ],
)
def test_commas_and_districts_inside_a_name_do_not_cut_it(book, name):
    assert split(book, name) == [(name, None)]


def test_the_registry_is_loaded_with_short_names_in_one_query(db, django_assert_num_queries):
    known = OrganisationFactory(name="МБУК «Лесная ЦБС»", short_name="Лесная ЦБС")
    with django_assert_num_queries(1):
        book = NameBook.load()
        assert split(book, "Лесная ЦБС") == [("Лесная ЦБС", known.pk)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Левина А.Л.", ["Левина А.Л."]),
        ("Левина А. Л., Трофимова В.В.", ["Левина А. Л.", "Трофимова В.В."]),
        ("Левина А.Л. Трофимова В.В.", ["Левина А.Л.", "Трофимова В.В."]),
        ("А.Л. Левина", ["А.Л. Левина"]),
        ("Все методисты", ["Все методисты"]),
        (".\n\nЛевина А.Л.\nВсе методисты", ["Левина А.Л.", "Все методисты"]),
        (
            "Левина А.Л./Озёрова Е. Ю. + Туманова В.В.",
            ["Левина А.Л.", "Озёрова Е. Ю.", "Туманова В.В."],
        ),
        ("методист Левина А. Л. и Озёрова Е.Ю.", ["методист Левина А. Л.", "Озёрова Е.Ю."]),
        ("", []),
    ],
)
def test_people_of_one_cell_are_told_apart(text, found):
    assert split_people(text) == found


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Вебинар для специалистов «Чтение»", "Вебинар"),
        ("Ведение портала. Семинар для всех", ""),
        ("Областной on-line конкурс проектов", "Областной on-line конкурс"),
        ("Круглый стол для библиотекарей", "Круглый стол"),
        ("Областной семинар специалистов", "Областной семинар"),
        ("Семинар-практикум «Программа»", "Семинар-практикум"),
        ("Цикл вебинаров «Книга»", "Цикл вебинаров"),
        ("Областной детский театрально-поэтический конкурс «Парус»",
         "Областной детский театрально-поэтический конкурс"),
        ("Совет директоров библиотек", "Совет директоров"),
        ("Приём заявок на конкурс", ""),
        ("Приём заявок на смотр. Консультации", ""),
        ("«Чтение». Правила работы. Семинар для руководителей", "Семинар"),
        ("«Село читает». Круглый стол. /Лесная библиотека/", "Круглый стол"),
        ("«Помним». Советы к циклу мероприятий", ""),
        ("«Чтение» в семинарах", ""),
        ("Организация семинаров", ""),
    ],
)  # fmt: skip
def test_the_form_of_an_event_is_seen_at_the_start_of_its_name(name, form):
    assert find_event_form(name) == form


PIECES = (SCIENCE, "ПОНБ", "Министерство", "культуры", "«", "»", ",", ";", "\n", "и", "ГБУК", "")


@given(st.lists(st.sampled_from(PIECES), max_size=8))
def test_no_mixture_of_names_loses_a_word_or_breaks_the_reader(pieces):
    text = " ".join(pieces)
    mentions = NameBook([(1, SCIENCE, "ПОНБ", "")]).split(text)
    told = " ".join(mention.wording for mention in mentions)
    for word in ("Министерство", "культуры", "ПОНБ"):
        assert (word in text) == (word in told)


def test_lines_written_by_a_person_are_recognised_as_in_an_import(book):
    lines = [f"{SCIENCE}, ПОДБ", "Дом учителя, отдел досуга", "ПОНП", "понб"]
    assert [
        (mention.wording, mention.organisation.pk if mention.organisation else None)
        for mention in book.read_lines(lines)
    ] == [
        (SCIENCE, 1),
        ("ПОДБ", 2),
        ("Дом учителя, отдел досуга", None),
        ("ПОНП", None),
        ("понб", 1),
    ]


USERS = [(1, "Левина", "Анна", "Львовна"), (2, "Озёрова", "Елена", "Юрьевна")]


def people(*wordings: str):
    return {mention.wording: mention for mention in PersonBook(USERS).read(wordings)}


@pytest.mark.parametrize(
    "wording",
    [
        "Левина А.Л.",
        "Левина А. Л.",
        "Левина А.\u00a0Л.",
        "А.Л. Левина",
        "А. Л. Левина",
        "ЛЕВИНА А.Л.",
        "методист Левина А.Л.",
        "Левина Анна Львовна",
        "Левина А.Л",
        "Левина АЛ",
    ],
)
def test_a_user_is_recognised_however_her_initials_stand(wording):
    assert people(wording)[wording].user.pk == 1


@pytest.mark.parametrize("wording", ["Левина О.А.", "Лёвина А.П.", "Левина А.", "Лвина А.Л."])
def test_a_name_with_a_typo_is_asked_about_and_not_guessed(wording):
    mention = people(wording)[wording]
    assert mention.user is None
    assert mention.is_doubtful
    assert [person.pk for person in mention.similar] == [1]


def test_a_rare_writing_is_compared_with_those_the_file_has_more_often():
    told = people(*["Власова О.А."] * 3, "Власова А.О.", "Все методисты", "Туманова В.В.")
    assert [each.wording for each in told["Власова А.О."].writings] == ["Власова О.А."]
    assert not told["Власова О.А."].is_doubtful
    assert not told["Все методисты"].is_doubtful
    assert not told["Туманова В.В."].is_doubtful


def test_a_person_is_counted_once_however_her_initials_stand():
    told = people("Власова О.А.", "Власова О. А.", "Власова ОА", "Власова А.О.", "Власова А.О.")
    assert [tuple(each) for each in told["Власова А.О."].writings] == [("Власова О.А.", 3)]
    assert not any(told[name].is_doubtful for name in ("Власова О. А.", "Власова ОА"))


def test_of_two_names_as_frequent_the_later_is_asked_about():
    told = people("Власова О.А.", "Власова А.О.", "Отдел МБ")
    assert not told["Власова О.А."].is_doubtful
    assert [each.wording for each in told["Власова А.О."].writings] == ["Власова О.А."]
    assert not told["Отдел МБ"].is_doubtful


def test_two_users_of_one_name_are_both_offered():
    book = PersonBook([(1, "Левина", "Анна", "Львовна"), (2, "Левина", "Алла", "Леонидовна")])
    (mention,) = book.read(["Левина А.Л."])
    assert mention.user is None
    assert [person.pk for person in mention.similar] == [1, 2]
