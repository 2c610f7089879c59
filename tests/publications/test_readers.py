"""Readers: the record, downloads, letters, the feed, series."""

import datetime
import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from publications import actions
from publications.models import DownloadDay, Publication, Series, Subscription, Topic
from tests.factories import LibraryFactory, PublicationFactory
from tests.queries import assert_same_queries, count_queries

FEED = reverse("publications:feed")
LETTERS = reverse("publications:letters")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def series(db) -> Series:
    return Series.objects.create(name="Методист — библиотеке", issn="1234-5679")


@pytest.fixture
def downloadable(published) -> Publication:
    published.file.save("a.pdf", ContentFile(b"%PDF"), save=False)
    published.file_kind, published.file_size = "pdf", 4
    published.save()
    return published


def test_page_gives_the_record_to_be_copied(client, published, series):
    Publication.objects.filter(pk=published.pk).update(
        title="Первые шаги",
        compilers="Зимина, Анна Павловна",
        place="Синегорск",
        extent="48",
        series=series,
        series_number="7",
    )
    page = client.get(published.get_absolute_url()).content.decode()
    assert (
        "Первые шаги / составитель А. П. Зимина. – Синегорск, 2025. – 48 с. – (Методист — "
        "библиотеке, ISSN 1234-5679 ; вып. 7). – Текст : непосредственный.</p>"
    ) in page
    assert "не хватает" not in page


def test_issues_of_a_serial_and_parts_are_told_apart_by_their_names(client, published):
    published.part, published.numbering = "Часть 1", "2026, № 2"
    published.save()
    page = client.get(reverse("publications:publication-list")).content.decode()
    assert f"{published.title}. Часть 1. 2026, №\N{NO-BREAK SPACE}2" in page
    published.kind = "map"
    assert str(published) == f"{published.title}. Часть 1"


def test_department_is_told_what_the_record_lacks(client_of, methodist, published):
    published.medium, published.url = "e_text", "https://example.org/a"
    published.save()
    page = client_of(methodist).get(published.get_absolute_url()).content.decode()
    assert "не хватает: место издания, дата обращения" in page


def test_form_keeps_names_in_full_and_refuses_what_is_no_name(client_of, methodist, published):
    url = reverse("publications:publication-edit", args=[published.pk])
    form = {
        "version": 1,
        "title": "Издание",
        "kind": "guide",
        "audience": "rural",
        "medium": "text",
        "year": 2025,
        "authors": "А.П. Зимина\r\nБелов Пётр Ильич",
        "topic_names": "Лето, лето ,Краеведение",
    }
    client = client_of(methodist)
    page = client.post(url, {**form, "compilers": "методический отдел"}).content.decode()
    assert "«методический отдел» — не имя человека" in page
    client.post(url, form)
    published.refresh_from_db()
    assert published.authors == "Зимина, А. П.\nБелов, Пётр Ильич"
    assert [str(topic) for topic in published.topics.all()] == ["Краеведение", "Лето"]
    client.post(url, {**form, "version": 2})
    published.refresh_from_db()
    assert published.version == 2


def test_topics_of_readers_lead_to_the_list_of_the_same(client, published):
    actions.set_topics(published, ["Лето"])
    other = PublicationFactory(title="О другом")
    topic = Topic.objects.get()
    assert f"?topics={topic.pk}" in client.get(published.get_absolute_url()).content.decode()
    page = client.get(reverse("publications:publication-list"), {"topics": topic.pk})
    assert published.title in page.content.decode()
    assert other.title not in page.content.decode()


def test_download_counts_once_a_day_for_one_reader(client, downloadable):
    url = reverse("publications:download", args=[downloadable.pk])
    for agent in ("Firefox", "Firefox", "Chrome", "Googlebot/2.1"):
        client.get(url, headers={"User-Agent": agent})
    client.head(url, headers={"User-Agent": "Safari"})
    counted = DownloadDay.objects.get()
    assert (counted.publication, counted.count) == (downloadable, 2)


@pytest.mark.parametrize(("proxies", "counted"), [(0, 1), (1, 2)])
def test_download_counts_by_the_address_that_our_proxy_tells(
    client, downloadable, settings, proxies, counted
):
    """What the client itself puts before it, or without a proxy, changes nothing."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    url = reverse("publications:download", args=[downloadable.pk])
    for forwarded in ("10.0.0.1, 10.0.0.9", "10.0.0.2, 10.0.0.9", "10.0.0.2, 10.0.0.8"):
        client.get(url, headers={"X-Forwarded-For": forwarded})
    assert DownloadDay.objects.get().count == counted


def test_downloads_are_shown_to_the_department_and_its_own_are_not_counted(
    client, client_of, methodist, downloadable
):
    url = reverse("publications:download", args=[downloadable.pk])
    client_of(methodist).get(url)
    assert not DownloadDay.objects.exists()
    client.get(url)
    DownloadDay.objects.create(publication=downloadable, day=datetime.date(2020, 1, 1), count=20)
    page = client_of(methodist).get(downloadable.get_absolute_url()).content.decode()
    assert "21 раз, в этом году — 1" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Скачали" not in client.get(downloadable.get_absolute_url()).content.decode()


def publish(client, publication: Publication) -> None:
    publication.refresh_from_db()
    url = reverse("publications:publication-publish", args=[publication.pk])
    client.post(url, {"version": publication.version, "published_on": "2026-02-03"})


def test_subscriber_gets_one_letter_about_a_new_publication(
    client_of, methodist, librarian, draft, mailoutbox, django_capture_on_commit_callbacks
):
    client_of(librarian).post(LETTERS, {"letters": "on"})
    own = client_of(methodist)
    with django_capture_on_commit_callbacks(execute=True):
        publish(own, draft)
    (letter,) = mailoutbox
    assert letter.to == [librarian.email]
    assert letter.subject == f"Новое издание: {draft}"
    assert f"{settings.SITE_URL}{draft.get_absolute_url()}" in letter.body
    assert "Текст : непосредственный." in letter.body
    draft.refresh_from_db()
    actions.withdraw(draft.pk, version=draft.version, by=methodist)
    with django_capture_on_commit_callbacks(execute=True):
        publish(own, draft)
    assert len(mailoutbox) == 1


def test_link_of_the_letter_ends_the_letters_without_signing_in(
    client, client_of, methodist, librarian, draft, mailoutbox, django_capture_on_commit_callbacks
):
    actions.subscribe(librarian)
    with django_capture_on_commit_callbacks(execute=True):
        publish(client_of(methodist), draft)
    link = re.search(rf"{settings.SITE_URL}(\S+/off/\S+)", mailoutbox[0].body)[1]
    assert "Больше не присылать" in client.get(link).content.decode()
    assert Subscription.objects.exists()
    assert "Готово" in client.post(link).content.decode()
    assert not Subscription.objects.exists()


def test_made_up_key_ends_nobodys_letters(client, librarian):
    actions.subscribe(librarian)
    url = reverse("publications:unsubscribe", args=[f"{librarian.pk}:made-up"])
    assert client.post(url).status_code == 404
    assert Subscription.objects.exists()


def test_letters_are_switched_off_on_their_page(client_of, librarian):
    client = client_of(librarian)
    client.post(LETTERS, {"letters": "on"})
    assert f"приходит письмо на {librarian.email}" in client.get(LETTERS).content.decode()
    client.post(LETTERS, {"letters": "off"})
    assert "Присылать письма" in client.get(LETTERS).content.decode()


def test_feed_tells_the_newest_and_no_drafts(client, published, draft):
    newer = PublicationFactory(published_on=datetime.date(2025, 9, 1))
    response = client.get(FEED)
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)
    assert feed.findtext(f"{ATOM}author/{ATOM}name"), "Atom asks each feed for an author"
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [newer.title, published.title]
    assert feed.find(f".//{ATOM}entry/{ATOM}link").get("href").endswith(newer.get_absolute_url())
    assert count_queries(client, FEED) <= 2


def test_series_shows_its_issues_as_the_person_may_see_them(client, client_of, methodist, series):
    PublicationFactory(title="Выпуск первый", series=series, series_number="1")
    PublicationFactory(title="Выпуск второй", series=series, state="in_work", published_on=None)
    page = client.get(series.get_absolute_url()).content.decode()
    assert "Выпуск первый" in page
    assert "Выпуск второй" not in page
    assert "Выпуск второй" in client_of(methodist).get(series.get_absolute_url()).content.decode()


def test_series_without_a_published_issue_is_the_departments(client, client_of, methodist, series):
    assert client.get(series.get_absolute_url()).status_code == 404
    page = client.get(reverse("publications:series-list")).content.decode()
    assert series.name not in page
    page = client_of(methodist).get(reverse("publications:series-list")).content.decode()
    assert series.name in page


def test_department_keeps_series_and_names_each_once(client_of, methodist):
    client = client_of(methodist)
    form = {"name": "Опыт", "issn": "1234-5679", "about": ""}
    client.post(reverse("publications:series-create"), form)
    kept = Series.objects.get()
    url = reverse("publications:series-edit", args=[kept.pk])
    client.post(url, {**form, "version": 1, "name": "Новый опыт"})
    kept.refresh_from_db()
    assert (kept.name, kept.version) == ("Новый опыт", 2)
    page = client.post(reverse("publications:series-create"), {**form, "name": "НОВЫЙ ОПЫТ"})
    assert "Такая серия уже есть" in page.content.decode()
    bad = client.post(url, {**form, "version": 2, "issn": "1234-5678"})
    assert "контрольная" in bad.content.decode()


def test_pages_take_the_same_few_queries_for_any_number(client, client_of, methodist, series):
    def issue() -> None:
        PublicationFactory(series=series)

    assert_same_queries(client, series.get_absolute_url(), issue, at_most=4)
    assert_same_queries(client, reverse("publications:series-list"), issue, at_most=4)
    removed = reverse("publications:removed")

    def removed_one() -> None:
        PublicationFactory(removed_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))

    assert_same_queries(client_of(methodist), removed, removed_one, at_most=6)


def test_page_takes_the_same_queries_for_many_libraries_and_topics(
    client_of, methodist, published, library
):
    client = client_of(methodist)

    def more() -> None:
        published.libraries.add(LibraryFactory())
        published.topics.add(Topic.objects.create(name=f"Тема {Topic.objects.count()}"))

    assert_same_queries(client, published.get_absolute_url(), more, at_most=15)


def test_removed_publication_is_gone_for_all_and_comes_back(
    client, client_of, methodist, published
):
    own = client_of(methodist)
    page = published.get_absolute_url()
    own.post(reverse("publications:publication-remove", args=[published.pk]), {"version": 1})
    assert client.get(page).status_code == own.get(page).status_code == 404
    assert published.title not in client.get(FEED).content.decode()
    removed = own.get(reverse("publications:removed")).content.decode()
    assert published.title in removed
    own.post(reverse("publications:publication-restore", args=[published.pk]), {"version": 2})
    assert client.get(page).status_code == 200


def test_publication_tells_of_libraries_in_their_passports_until_taken_away(
    client, client_of, methodist, published, library
):
    own = client_of(methodist)
    add = reverse("publications:library-add", args=[published.pk])
    assert "не найдено" in own.post(add, {"library": "Нет такой"}).content.decode()
    own.post(add, {"library": library.name})
    assert library.name in client.get(published.get_absolute_url()).content.decode()
    assert published.title in client.get(library.get_absolute_url()).content.decode()
    assert published.history.first().history_user == methodist
    own.post(reverse("publications:library-remove", args=[published.pk, library.pk]))
    assert not published.libraries.exists()


def test_removed_publication_is_in_no_passport(client, methodist, published, library):
    actions.add_library(published, library, by=methodist)
    actions.remove(published.pk, version=1, by=methodist)
    assert published.title not in client.get(library.get_absolute_url()).content.decode()


def test_mail_program_leaves_the_letters_in_one_click(
    client_of, methodist, librarian, draft, mailoutbox, django_capture_on_commit_callbacks
):
    actions.subscribe(librarian)
    with django_capture_on_commit_callbacks(execute=True):
        day = datetime.date(2026, 2, 3)
        actions.publish(draft.pk, published_on=day, version=1, by=methodist)
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()


def test_department_sees_downloads_in_its_list_and_sorts_by_them(
    client, client_of, methodist, published
):
    more = PublicationFactory(title="Читаемое")
    for publication, counts in ((published, (2, 3)), (more, (40,))):
        for day, count in enumerate(counts, 1):
            DownloadDay.objects.create(
                publication=publication, day=datetime.date(2026, 1, day), count=count
            )
    url = reverse("publications:publication-list")
    table = client_of(methodist).get(url, {"sort": "-downloads"}).context["table"]
    assert [row.get_cell("downloads") for row in table.rows] == [40, 5]
    assert "downloads" not in client.get(url).context["table"].columns.names()


def test_topics_that_another_gave_meanwhile_stay(client_of, methodist, published):
    actions.set_topics(published, ["Лето", "Чтение"])
    page = client_of(methodist).get(reverse("publications:publication-edit", args=[published.pk]))
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    actions.set_topics(published, ["Лето", "Чтение", "Село"])
    client_of(methodist).post(page.wsgi_request.path, {**sent, "topic_names": "Лето, Семья"})
    names = published.topics.values_list("name", flat=True)
    assert sorted(names) == ["Лето", "Село", "Семья"]
    assert published.history.first().history_change_reason == "Темы: Лето, Семья, Село"
    assert published.history.first().history_user == methodist


def test_feed_is_the_same_by_every_name_of_the_portal(client, published, settings):
    settings.SITE_URL = "https://portal.example"
    one, other = (client.get(FEED, headers={"host": host}) for host in ("testserver", "localhost"))
    assert one.content == other.content
    feed = ET.fromstring(one.content)
    told = [feed.findtext(f".//{ATOM}entry/{ATOM}id"), feed.findtext(f"{ATOM}id")]
    assert told == [
        f"https://portal.example{published.get_absolute_url()}",
        f"https://portal.example{reverse('publications:publication-list')}",
    ]


def test_feed_stands_any_annotation_and_gives_no_markup_of_it(client, published):
    published.title = "Первые\x0bшаги"
    published.annotation = "Из Word\x0bи <img src=x onerror=alert(1)>\n\nДва"
    published.save()
    entry = ET.fromstring(client.get(FEED).content).find(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary").text
    assert "<p>Два</p>" in summary
    assert "&lt;img src=x" in summary and "<img" not in summary


def test_letter_about_a_title_of_two_lines_is_sent(
    methodist, librarian, draft, mailoutbox, django_capture_on_commit_callbacks
):
    Publication.objects.filter(pk=draft.pk).update(title="Опыт\nBcc: чужой@example.org")
    actions.subscribe(librarian)
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish(draft.pk, published_on=datetime.date(2026, 2, 3), version=1, by=methodist)
    assert mailoutbox[0].subject == "Новое издание: Опыт Bcc: чужой@example.org"
