"""The list of users and their changing."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import User
from common.roles import Role
from tests.factories import OrganisationFactory, UserFactory

LIST = "/users/"


def names(page):
    return [user.last_name for user in page.context["page"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_equally_often_for_any_number_of_users(
    rows, client_of, head, django_assert_max_num_queries
):
    for _ in range(rows):
        UserFactory(organisation=OrganisationFactory())
    client = client_of(head)
    with django_assert_max_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("березк", ["Берёзкина"]),
        ("БЕРЁЗКИНА анна", ["Берёзкина"]),
        ("лесная цбс", ["Соседова"]),
        ("нет таких", []),
    ],
)
def test_search_finds_by_name_and_organisation_whatever_the_letters(
    words, found, client_of, head, librarian, neighbour
):
    assert names(client_of(head).get(LIST, {"q": words})) == found


def test_list_is_chosen_by_role_and_status(client_of, head, librarian, methodist):
    methodist.last_login = timezone.now()
    methodist.save()
    client = client_of(head)
    assert names(client.get(LIST, {"role": Role.METHODIST})) == ["Методистова"]
    assert "Берёзкина" in names(client.get(LIST, {"status": "invited"}))
    assert "Методистова" not in names(client.get(LIST, {"status": "invited"}))
    assert names(client.get(LIST, {"status": "inactive"})) == []


def test_names_are_sorted_with_yo_beside_ye(client_of, head):
    for name in ("Ёлкина", "Ершова", "Жукова", "Елагина"):
        UserFactory(last_name=name)
    listed = [name for name in names(client_of(head).get(LIST)) if name != "Заведующая"]
    assert listed == ["Елагина", "Ёлкина", "Ершова", "Жукова"]


def change(user, by, **fields):
    return actions.change_user(user, fields, User.objects.get(pk=user.pk).version, by)


def test_change_is_recorded_with_who_made_it(head, methodist):
    change(methodist, head, post="главный методист")
    record = methodist.history.first()
    assert record.post == "главный методист"
    assert record.history_user == head
    assert not hasattr(record, "password")


def test_signing_in_and_a_new_password_leave_no_record(client_of, methodist):
    before = methodist.history.count()
    client_of(methodist)
    methodist.set_password("x")
    methodist.save(update_fields=["password"])
    assert methodist.history.count() == before


def test_second_of_two_heads_does_not_overwrite_the_first_silently(client_of, head, methodist):
    url = reverse("accounts:user", args=[methodist.pk])
    form = client_of(head).get(url).context["form"]
    data = {**form.initial, "organisation": "", "post": "ведущий методист"}
    change(methodist, head, post="главный методист")
    page = client_of(head).post(url, data).content.decode()
    assert "сохранено «главный методист», у Вас «ведущий методист»" in page
    assert 'value="ведущий методист"' in page
    assert User.objects.get(pk=methodist.pk).post == "главный методист"
    version = User.objects.get(pk=methodist.pk).version
    client_of(head).post(url, {**data, "version": version})
    assert User.objects.get(pk=methodist.pk).post == "ведущий методист"


def test_deactivated_person_is_out_at_once(client_of, head, methodist):
    client = client_of(methodist)
    actions.deactivate(methodist, head)
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_reactivated_person_works_again(head, methodist):
    actions.deactivate(methodist, head)
    assert actions.reactivate(methodist, head).is_active


def test_session_from_before_stays_ended_when_the_way_in_is_opened_again(
    client_of, head, methodist
):
    before = client_of(methodist)
    actions.deactivate(methodist, head)
    actions.reactivate(methodist, head)
    assert before.get(reverse("home")).context["user"].is_anonymous
    methodist.refresh_from_db()
    assert client_of(methodist).get(reverse("home")).context["user"] == methodist


def test_nobody_deactivates_herself(head):
    with pytest.raises(PermissionDenied):
        actions.deactivate(head, head)


def test_head_does_not_touch_an_administrator(client_of, head, admin):
    with pytest.raises(PermissionDenied):
        actions.deactivate(admin, head)
    url = reverse("accounts:user", args=[admin.pk])
    assert client_of(head).post(url, {}).status_code == 403
    assert "Сохранить" not in client_of(head).get(url).content.decode()


def test_last_head_stays(head, admin):
    with pytest.raises(ValidationError, match="единственный"):
        actions.deactivate(head, admin)
    with pytest.raises(ValidationError, match="единственный"):
        change(head, admin, role=Role.METHODIST)
    UserFactory(role=Role.HEAD)
    assert not actions.deactivate(head, admin).is_active


def test_head_of_the_page_says_why_the_last_head_stays(client_of, head, admin):
    page = client_of(admin).post(reverse("accounts:deactivate", args=[head.pk]), follow=True)
    assert "единственный пользователь" in page.content.decode()
    head.refresh_from_db()
    assert head.is_active


def test_person_changes_her_own_name_but_not_her_role(client_of, librarian):
    client_of(librarian).post(
        reverse("accounts:profile"),
        {
            "last_name": "Берёзова",
            "first_name": "Анна",
            "role": Role.ADMIN,
            "version": librarian.version,
        },
    )
    librarian.refresh_from_db()
    assert librarian.last_name == "Берёзова"
    assert librarian.role == Role.LIBRARIAN


def test_second_click_on_save_is_no_conflict(client_of, methodist):
    client, url = client_of(methodist), reverse("accounts:profile")
    form = {"last_name": "Новая", "first_name": "Анна", "version": 1}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302
    methodist.refresh_from_db()
    assert (methodist.last_name, methodist.version) == ("Новая", 2)


def test_second_click_on_save_of_another_person_is_no_conflict(client_of, head, methodist):
    client, url = client_of(head), reverse("accounts:user", args=[methodist.pk])
    form = {"last_name": "Новая", "first_name": "Анна", "version": 1}
    form |= {"email": methodist.email, "role": methodist.role}
    assert client.post(url, form).status_code == 302
    assert client.post(url, form).status_code == 302
    methodist.refresh_from_db()
    assert (methodist.last_name, methodist.version) == ("Новая", 2)


@pytest.mark.parametrize(("url", "title"), [(LIST, "Пользователи"), ("/users/me/", "Мои данные")])
def test_way_to_the_page_ends_with_the_page_itself(client_of, head, url, title):
    page = client_of(head).get(url).content.decode()
    assert f'<li aria-current="page">{title}</li>' in page
