"""The parts that pages are put together from."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory


class PersonForm(forms.Form):
    name = forms.CharField(label="Имя", help_text="Как в паспорте.")
    agrees = forms.BooleanField(label="Согласна")
    way = forms.ChoiceField(label="Как", choices=[("a", "почтой")], widget=forms.RadioSelect)


@pytest.fixture
def filled():
    return render_to_string("components/form.html", {"form": PersonForm({}), "button": "Сохранить"})


def test_form_lists_its_errors_with_links_to_the_fields(filled):
    assert "Исправьте 3\u00a0ошибки" in filled
    assert '<a href="#id_name">Имя</a>' in filled
    assert '<a href="#id_way_0">Как</a>' in filled


def test_page_sums_up_every_refused_form_once_at_its_top(rf):
    told = {"form": PersonForm({}), "rows": [PersonForm({}, prefix="b"), PersonForm()]}
    request = rf.post("/")
    request.user, request.session = AnonymousUser(), {}
    html = render_to_string("libraries/apply.html", told | {"competition": None}, request)
    assert re.search(r"<title>\s*Ошибка: ", html)
    assert html.count("Исправьте 6\u00a0ошибок") == html.count('class="error-list"') == 1
    assert html.index("error-list") < html.index('<form method="post" novalidate')


def test_field_is_described_by_its_help_and_its_error(filled):
    assert 'aria-describedby="id_name_helptext id_name_error"' in filled
    assert 'id="id_name_helptext"' in filled
    assert 'id="id_name_error"' in filled


def test_radio_buttons_stand_in_a_fieldset_with_a_legend(filled):
    assert '<legend class="form-label fs-6">Как</legend>' in filled


def test_pages_keep_the_other_parameters_of_the_address():
    request = RequestFactory().get("/list/", {"q": "пушкин", "page": 10})
    request.user = AnonymousUser()
    page = Paginator(range(200), 10).page(10)
    html = render_to_string("components/pagination.html", {"page": page}, request)
    assert "q=%D0%BF%D1%83%D1%88%D0%BA%D0%B8%D0%BD&amp;page=11" in html
    assert html.count('aria-label="Страница ') == 6
    assert html.count("…") == 2
    assert '<span aria-current="page">10</span>' in html


def test_single_page_needs_no_pager():
    page = Paginator(range(3), 10).page(1)
    assert "<nav" not in render_to_string("components/pagination.html", {"page": page})


def test_empty_list_says_what_to_do_first():
    html = render_to_string(
        "components/empty.html",
        {"title": "Планов нет", "action_url": "/plans/new/", "action_title": "Создать план"},
    )
    assert '<a class="btn btn-primary" href="/plans/new/">Создать план</a>' in html
