"""The changes of the network in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from libraries.models import Library
from tests.browser import assert_accessible
from tests.factories import LibraryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_methodist_transfers_and_merges_and_a_stranger_sees_the_day_before(
    page_of, methodist, library, foreign_library
):
    second = LibraryFactory(name="Вторая библиотека", organisation=library.organisation)
    LibraryFactory(name="Третья библиотека", organisation=library.organisation)
    page = page_of(methodist)
    page.goto(library.get_absolute_url())
    page.get_by_text("Изменение сети", exact=True).click()
    page.get_by_role("link", name="Передать другому учреждению").click()
    page.get_by_label("Какому учреждению").select_option(label="МБУК «Лесная ЦБС»")
    page.get_by_label("С какого дня").fill("2024-03-01")
    page.get_by_label("Номер приказа").fill("15")
    assert_accessible(page)
    page.get_by_role("button", name="Передать другому учреждению").click()
    expect(page.get_by_role("heading", name="История библиотеки")).to_be_visible()
    expect(
        page.get_by_role("listitem").filter(has_text="передана другому учреждению")
    ).to_be_visible()

    page.goto(reverse("libraries:library-merge", args=[second.pk]))
    page.get_by_label("К какой библиотеке").select_option(value=str(foreign_library.pk))
    page.get_by_label("Третья библиотека").check()
    page.get_by_label("С какого дня").fill("2024-03-01")
    page.get_by_label("Номер приказа").fill("16")
    page.get_by_label("Дата документа").fill("2024-02-20")
    page.get_by_label("Название закрываемой").fill("Вторая библиотека")
    assert_accessible(page)
    page.get_by_role("button", name="Присоединить").click()
    expect(page.get_by_role("listitem").filter(has_text="присоединена к")).to_be_visible()
    assert Library.objects.filter(successor=foreign_library).count() == 2

    page.goto(reverse("libraries:network-list"))
    expect(page.get_by_role("cell", name="объединение")).to_be_visible()
    assert_accessible(page)
    stranger = page_of(None, "phone")
    stranger.goto(reverse("libraries:library-list"))
    stranger.get_by_text("Ещё условия").click()
    stranger.get_by_label("Как было на дату").fill("2024-02-29")
    stranger.get_by_role("button", name="Показать").click()
    expect(stranger.get_by_text("Реестр на 29 февраля 2024 г.")).to_be_visible()
    row = stranger.get_by_role("row").filter(has_text="Зелёная сельская библиотека")
    expect(row).to_contain_text("МБУК «Берёзовская ЦБС»")
    assert_accessible(stranger)
