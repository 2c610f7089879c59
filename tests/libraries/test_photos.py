"""Photographs of a passport: confirmed before they are public, gone as soon as removed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from libraries.actions import photos as actions
from libraries.actions.passports import confirm_photos
from libraries.models import LibraryPhoto
from tests.libraries.passports import a_photo, a_picture


@pytest.fixture
def waiting(library, librarian) -> LibraryPhoto:
    return actions.add_photo(library, a_photo(), "Читальный зал", by=librarian)


def test_a_librarians_photograph_waits_and_a_methodists_does_not(library, waiting, methodist):
    assert not waiting.is_confirmed
    assert actions.add_photo(library, a_photo(), "Вход", by=methodist).is_confirmed


def test_everybody_sees_it_once_it_is_confirmed(client, client_of, library, waiting, methodist):
    url = reverse("libraries:photo-small", args=[waiting.pk])
    assert client.get(url).status_code == 404
    assert "Читальный зал" not in client.get(library.get_absolute_url()).content.decode()
    client_of(methodist).post(
        reverse("libraries:passport-confirm", args=[library.pk]), {"photo": [waiting.pk]}
    )
    assert client.get(url)["Content-Type"] == "image/jpeg"
    assert 'alt="Читальный зал"' in client.get(library.get_absolute_url()).content.decode()


def test_only_the_photographs_that_were_seen_are_confirmed(library, waiting, librarian, methodist):
    later = actions.add_photo(library, a_photo(), "Позже", by=librarian)
    assert confirm_photos(library, [waiting.pk], by=methodist) == 1
    later.refresh_from_db()
    assert not later.is_confirmed


def test_another_librarys_photographs_are_not_confirmed(foreign_library, waiting, methodist):
    assert confirm_photos(foreign_library, [waiting.pk], by=methodist) == 0


def test_a_removed_one_is_gone_at_once_and_stays_on_record(client_of, library, methodist):
    photo = actions.add_photo(library, a_photo(), "Вход", by=methodist)
    client = client_of(methodist)
    client.post(reverse("libraries:photo-remove", args=[photo.pk]))
    assert client.get(reverse("libraries:photo", args=[photo.pk])).status_code == 404
    assert LibraryPhoto.objects.get(pk=photo.pk).removed_by == methodist


def test_the_order_is_changed_step_by_step(library, methodist):
    photos = [actions.add_photo(library, a_photo(), name, by=methodist) for name in "абв"]
    actions.move_photo(photos[2], up=True)
    assert [photo.alt for photo in library.photos.all()] == ["а", "в", "б"]
    actions.move_photo(photos[0], up=True)
    assert [photo.alt for photo in library.photos.all()] == ["а", "в", "б"]


def test_there_is_room_for_twelve(library, methodist):
    LibraryPhoto.objects.bulk_create(
        LibraryPhoto(library=library, alt="зал", file_size=1, width=1, height=1)
        for _ in range(actions.MOST_PHOTOS)
    )
    with pytest.raises(ValidationError, match="не больше 12"):
        actions.add_photo(library, a_photo(), "тринадцатая", by=methodist)


def test_the_page_takes_pictures_with_words_only(client_of, library, librarian):
    url = reverse("libraries:photos", args=[library.pk])
    client = client_of(librarian)
    page = client.post(url, {"file": SimpleUploadedFile("зал.jpg", a_picture())})
    assert page.status_code == 200
    html = SimpleUploadedFile("зал.jpg", b"<html><script>alert(1)</script>")
    assert client.post(url, {"file": html, "alt": "Зал"}).status_code == 200
    assert not library.photos.exists()
    picture = SimpleUploadedFile("зал.jpg", a_picture())
    assert client.post(url, {"file": picture, "alt": "Зал"}).status_code == 302
    assert library.photos.get().alt == "Зал"
