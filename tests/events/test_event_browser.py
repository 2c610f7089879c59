"""One event from registration to the certificate, in a real browser."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Certificate, Event, Participation
from tests.browser import assert_accessible
from tests.factories import EmployeeFactory, EventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()


@pytest.fixture
def event(library) -> Event:
    later = TODAY + datetime.timedelta(days=5)
    for name in ("Абрамова", "Белова"):
        EmployeeFactory(library=library, last_name=name)
    return EventFactory(
        name="Семинар о чтении", starts_on=later, capacity=1, gives_certificate=True
    )


def test_from_registration_to_the_certificate(page_of, librarian, methodist, event):
    """The librarian's second person waits, moves up by herself, comes and has her certificate."""
    register_two_and_withdraw_one(page_of(librarian))
    assert list(event.participations.values_list("state", flat=True)) == ["withdrawn", "registered"]
    Event.objects.filter(pk=event.pk).update(starts_on=TODAY, ends_on=TODAY)
    mark_and_finish(page_of(methodist), event)
    assert Participation.objects.get(state="attended").employee.last_name == "Белова"
    verify(page_of(None, "phone"), Certificate.objects.get())


def register_two_and_withdraw_one(page):
    page.goto("/events/")
    page.get_by_role("link", name="Семинар о чтении").click()
    page.get_by_role("link", name="Записать участников").click()
    for name in ("Абрамова", "Белова"):
        page.get_by_label(name).check()
    page.get_by_label("Эти люди знают").check()
    assert_accessible(page)
    page.get_by_role("button", name="Записать выбранных").click()
    expect(page.get_by_text("Записано: 1 человек. В листе ожидания: 1 человек.")).to_be_visible()
    expect(page.get_by_text("1-й в очереди")).to_be_visible()
    assert_accessible(page)
    row = page.get_by_role("row", name="Абрамова")
    row.locator("summary").click()
    assert_accessible(page)
    row.get_by_role("button", name="Отменить запись").click()
    expect(page.get_by_text("1-й в очереди")).to_have_count(0)


def mark_and_finish(page, event):
    page.goto(event.get_absolute_url())
    page.get_by_role("link", name="Отметить, кто пришёл").click()
    page.get_by_role("button", name="Дать код участникам").click()
    page.get_by_role("link", name="Показать код на экране").click()
    expect(page.get_by_text("Наведите телефон на квадрат")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Кто пришёл").click()
    expect(page.get_by_label("Найти по фамилии")).to_be_focused()
    page.keyboard.type("бел")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Белова Мария Ивановна")).to_be_checked()
    assert_accessible(page)
    page.get_by_role("button", name="Мероприятие проведено").click()
    expect(page.get_by_text("Отмечено: 1 участник")).to_be_visible()
    page.get_by_role("button", name="Записать итог").click()
    expect(page.get_by_text("Записано: мероприятие проведено.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Сертификаты всех участников, PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")


def verify(page, paper):
    page.goto("/events/certificates/")
    page.get_by_label("Номер сертификата").fill(paper.number)
    page.get_by_label("Код").fill(paper.code)
    page.get_by_role("button", name="Проверить").click()
    expect(page.get_by_text("Сертификат подлинный.")).to_be_visible()
    assert_accessible(page)
    # However much stands before it, today is in sight.
    first = TODAY.replace(day=1)
    EventFactory.create_batch(12, name="Долгое название " * 8, starts_on=first, ends_on=first)
    for address in ("/calendar/", f"/calendar/week/?day={TODAY:%Y-%m-%d}"):
        page.goto(address)
        expect(page.locator("#today")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Семинар о чтении")).to_be_visible()
        assert_accessible(page)
