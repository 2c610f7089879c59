"""What was typed before a lost session comes back, to the one who typed it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import TopicFactory, UserFactory

PASSWORD = "синий-жираф-читает-2"
FORM = {"year": "2025", "number": "12345"}


@pytest.fixture
def url(municipality) -> str:
    return reverse("libraries:population", args=[municipality.pk])


@pytest.fixture
def person_of(db):
    def make(name: str):
        user = UserFactory(email=f"{name}@example.ru", role="methodist")
        user.set_password(PASSWORD)
        user.save()
        return user

    return make


def sign_in(client, user) -> None:
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302


def lose_session(client) -> None:
    del client.cookies["sessionid"]


def test_typed_before_a_lost_session_comes_back_to_the_same_person(
    client, person_of, url, municipality
):
    anna = person_of("anna")
    sign_in(client, anna)
    lose_session(client)
    assert client.post(url, FORM).status_code == 302
    sign_in(client, anna)
    page = client.get(url).content.decode()
    assert "12345" in page
    assert "Введённое до входа восстановлено" in page
    assert "12345" not in client.get(url).content.decode(), "given back once"
    assert not municipality.populations.exists(), "nothing is saved without her"


def test_kept_form_is_given_to_its_own_page_only(client, person_of, url):
    anna = person_of("anna")
    sign_in(client, anna)
    lose_session(client)
    client.post(url, FORM)
    sign_in(client, anna)
    other = client.get(reverse("libraries:library-create"))
    assert not other.context["form"].is_bound


def test_invitation_typed_before_a_lost_session_comes_back(client, person_of):
    head = person_of("head")
    head.role = "head"
    head.save()
    sign_in(client, head)
    lose_session(client)
    url = reverse("accounts:invite")
    client.post(url, {"last_name": "Приглашаемая"})
    sign_in(client, head)
    assert "Приглашаемая" in client.get(url).content.decode()


def test_typed_by_one_person_is_never_shown_to_the_next(client, person_of, url):
    sign_in(client, person_of("anna"))
    lose_session(client)
    client.post(url, FORM)
    sign_in(client, person_of("vera"))
    assert "12345" not in client.get(url).content.decode()
    assert "typed" not in client.session, "dropped"


@pytest.mark.parametrize("cookie", ["1", "1:spoilt"])
def test_forged_typist_keeps_nothing(client, person_of, url, cookie):
    anna = person_of("anna")
    client.cookies["typist"] = cookie
    client.post(url, FORM)
    sign_in(client, anna)
    assert "12345" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("consultations:consultation-create", {"question": "Как считать посещения сайта?"}),
        ("consultations:topic-list", {"names": "Работа с молодёжью"}),
        ("publications:publication-create", {"title": "Сельская библиотека сегодня"}),
        ("libraries:organisation-create", {"name": "Заречная ЦБС"}),
    ],
)
@pytest.mark.django_db
def test_every_long_form_of_the_department_gets_its_words_back(client, person_of, name, typed):
    anna = person_of("anna")
    TopicFactory()  # without topics there is no log to fill
    sign_in(client, anna)
    lose_session(client)
    client.post(reverse(name), typed)
    sign_in(client, anna)
    (words,) = typed.values()
    assert words in client.get(reverse(name)).content.decode()


def test_form_that_no_view_fills_again_is_sent_again_from_its_page(client, person_of, library):
    anna = person_of("anna")
    sign_in(client, anna)
    lose_session(client)
    url = reverse("libraries:photos", args=[library.pk])
    chosen = SimpleUploadedFile("фасад.jpg", b"no picture", "image/jpeg")
    client.post(url, {"alt": "Фасад после ремонта", "file": chosen})
    sign_in(client, anna)
    page = client.get(url).content.decode()
    assert '<blockquote class="typed">Фасад после ремонта</blockquote>' in page
    assert "Файл придётся выбрать снова: фасад.jpg" in page
    assert '<input type="hidden" name="alt" value="Фасад после ремонта">' in page


def test_what_was_sent_again_by_hand_is_not_shown_as_left(client, person_of, url, municipality):
    anna = person_of("anna")
    sign_in(client, anna)
    lose_session(client)
    client.post(url, FORM)
    sign_in(client, anna)
    client.post(url, FORM | {"number": "777"})
    assert "12345" not in client.get(url).content.decode()
