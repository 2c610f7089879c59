"""The ten kinds of records that the department writes, each through the portal's own form.

What is filled in comes out on the page of the publication as `patterns` says, letter for
letter, and nothing more is asked for; the saved form, sent again untouched, changes nothing.
"""

import html
import re

import pytest
from django.urls import reverse

from publications.models import Publication, Series
from tests.publications.patterns import PATTERNS

PRINTED = {"kind": "other", "audience": "all", "medium": "text"}
ON_THE_WEB = {**PRINTED, "medium": "e_text"}
FILLED = {
    "one author, another's role and a body": {
        **PRINTED,
        "title": "Труды по истории изобразительного искусства",
        "remainder": "художественная критика",
        "authors": "Каменский Павел Павлович",
        "wordings": "составитель, автор вступительной статьи и примечаний Н. С. Беляев",
        "body": "Библиотека Российской академии наук",
        "place": "Санкт-Петербург",
        "publisher": "БАН",
        "year": "2017",
        "extent": "215",
        "illustrations": "ил.",
        "dimensions": "22 см",
        "notes": "Библиография в подстрочных примечаниях\n150 экз.",
        "isbn": "978-5-336-00204-1",
    },
    "four authors have no heading and are all told": {
        **PRINTED,
        "title": "Управленческий учет и контроль строительных материалов и конструкций",
        "remainder": "монография",
        "authors": "Говдя В. В.\nДегальцева Ж. В.\nЧужинов С. В.\nШулепина С. А.",
        "wordings": "под общей редакцией В. В. Говдя",
        "body": "Министерство сельского хозяйства Российской Федерации, "
        "Кубанский государственный аграрный университет имени И. Т. Трубилина",
        "place": "Краснодар",
        "publisher": "КубГАУ",
        "year": "2017",
        "extent": "149",
        "illustrations": "ил.",
        "dimensions": "20 см",
    },
    "a compiled collection without an author: the body comes first": {
        **PRINTED,
        "kind": "collection",
        "title": "Сельская библиотека сегодня",
        "remainder": "сборник методических материалов",
        "body": "Синегорская областная библиотека, Научно-методический отдел",
        "compilers": "Зимина, Анна Павловна\nБелов, Пётр Ильич",
        "editors": "Орлова, Вера Сергеевна",
        "edition": "2-е изд., испр. и доп.",
        "place": "Синегорск",
        "year": "2025",
        "extent": "64",
    },
    "a brochure without an author, an issue of a series": {
        **PRINTED,
        "kind": "leaflet",
        "title": "Что делать?",
        "remainder": "памятка",
        "place": "Синегорск",
        "publisher": "СОУНБ",
        "year": "2026",
        "extent": "12",
        "series": "Методист — библиотеке",
        "series_number": "7",
    },
    "an issue of a serial": {
        **PRINTED,
        "kind": "bulletin",
        "title": "Вестник библиотек области",
        "remainder": "информационный бюллетень",
        "body": "Синегорская областная библиотека",
        "numbering": "2025, № 3 (45)",
        "place": "Синегорск",
        "publisher": "СОУНБ",
        "year": "2025",
        "extent": "40",
        "issn": "1234-5679",
    },
    "a serial with two of its issues": {
        **PRINTED,
        "kind": "bulletin",
        "title": "Вестник библиотек области",
        "remainder": "информационный бюллетень",
        "body": "Синегорская областная библиотека",
        "numbering": "2001, № 1 –",
        "place": "Синегорск",
        "publisher": "СОУНБ",
        "year": "2001",
        "is_ongoing": "on",
        "notes": "Выходит 2 раза в год",
        "issn": "1234-5679",
        "volume_list": "2025, № 1. - 40 с. - 100 экз.\n2025, № 2. – 44 с.",
    },
    "a site": {
        **ON_THE_WEB,
        "kind": "electronic",
        "title": "Правительство Российской Федерации",
        "remainder": "официальный сайт",
        "place": "Москва",
        "notes": "Обновляется в течение суток",
        "url": "http://government.ru",
        "accessed_on": "19.02.2018",
    },
    "an article in a serial with volume and issue": {
        **PRINTED,
        "kind": "article",
        "title": "Лингвистический поворот и философия языка Дж. Локка: интерпретации, "
        "комментарии, теоретические источники",
        "authors": "Скрипник, К. Д.",
        "year": "2017",
        "host_title": "Вестник Удмуртского университета. Серия: Философия. Психология. Педагогика",
        "host_issue": "Т. 27, вып. 2",
        "host_pages": "139-146",
    },
    "an article in a collection": {
        **PRINTED,
        "kind": "article",
        "title": "Развитие научно-методической работы в Книжной палате",
        "authors": "Калинина, Г. П.\nСмирнова, В. П.",
        "place": "Москва",
        "publisher": "РКП",
        "year": "2017",
        "host_title": "Российская книжная палата: славное прошлое и надежное будущее : материалы "
        "научно-методической конференции к 100-летию РКП",
        "host_responsibility": "Информационное телеграфное агентство России (ИТАР-ТАСС), филиал "
        "«Российская книжная палата» ; под общей редакцией К. М. Сухорукова",
        "host_pages": "61-78",
    },
    "a part of a multi-volume publication": {
        **PRINTED,
        "title": "Инженерные системы и сооружения",
        "remainder": "учебное пособие",
        "authors": "Жукова, Н. С.\nАзаров, В. Н.",
        "volumes": "в 3 частях",
        "part": "Часть 1",
        "part_title": "Отопление и вентиляция",
        "body": "Волгоградский государственный технический университет",
        "place": "Волгоград",
        "publisher": "ВолгГТУ",
        "year": "2017",
        "extent": "89, [3] с.",
        "illustrations": "ил.",
        "dimensions": "21 см",
        "notes": "Библиография: с. 89 (14 назв.)\n25 экз.",
        "isbn": "978-5-9948-2526-6",
    },
    "a whole multi-volume publication with its first volume": {
        **PRINTED,
        "title": "Сага о Форсайтах",
        "authors": "Голсуорси, Д.",
        "volumes": "[в 2 томах]",
        "wordings": "перевод с английского М. Лорие [и др.]",
        "place": "Москва",
        "publisher": "Время",
        "year": "2017",
        "series": "Сквозь время",
        "isbn": "978-5-00112-035-3",
        "volume_list": "Т. 1. – 894 с.",
    },
    "a map with its editor and compiler": {
        **PRINTED,
        "kind": "map",
        "medium": "map",
        "title": "Библиотеки области",
        "remainder": "справочная карта",
        "compilers": "Белов, П. И.",
        "editors": "Орлова, В. С.",
        "numbering": "1:500 000",
        "place": "Синегорск",
        "publisher": "СОУНБ",
        "year": "2024",
        "extent": "1 к.",
        "illustrations": "цв.",
        "dimensions": "98 × 71 см",
    },
}


@pytest.fixture
def series_of(db):
    """Keep a series as the department has it; the form names it by its key."""

    def make(name: str) -> Series:
        issn = PATTERNS["a brochure without an author, an issue of a series"][0].series_issn
        return Series.objects.create(name=name, issn=issn if "Методист" in name else "")

    return make


@pytest.mark.parametrize("pattern", FILLED)
def test_record_comes_out_of_the_form_letter_for_letter(pattern, client_of, methodist, series_of):
    client, filled = client_of(methodist), dict(FILLED[pattern])
    if "series" in filled:
        filled["series"] = series_of(filled["series"]).pk
    client.post(reverse("publications:publication-create"), filled)
    added = Publication.objects.get()
    page = client.get(added.get_absolute_url()).content.decode()
    shown = re.search(r'id="record">(.*?)</p>', page, re.DOTALL)
    assert html.unescape(shown[1]) == PATTERNS[pattern][1]
    missing = ["год издания"] if pattern == "a site" else []
    assert re.findall(r"не хватает: (.*?)\.", page) == missing
    edit = reverse("publications:publication-edit", args=[added.pk])
    form = client.get(edit).context["form"]
    kept = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
    assert client.post(edit, kept).status_code == 302
    added.refresh_from_db()
    assert added.version == 1
