import pytest
from django.urls import reverse


@pytest.fixture
def close_url(library) -> str:
    return reverse("libraries:library-reopen", args=[library.pk])


def test_after_an_act_the_person_comes_back_to_the_page_it_stood_on(client, library, close_url):
    page = f"http://testserver{library.get_absolute_url()}"
    response = client.post(close_url, headers={"Referer": page})
    assert response.headers["Location"].endswith(f"?next={library.get_absolute_url()}")


def test_a_foreign_page_is_never_the_way_back(client, close_url):
    response = client.post(close_url, headers={"Referer": "https://example.com/phishing/"})
    assert response.headers["Location"].endswith(f"?next={close_url}")


def test_htmx_leaves_the_whole_page_for_signing_in(client, library):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/?q=a"}
    response = client.get(reverse("staff:employee-list"), headers=headers)
    assert response.status_code == 200
    assert response.headers["HX-Redirect"].startswith(reverse("account_login"))
