"""Adding what another person has added since the form was checked."""

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore

from common.editing_views import add_page
from publications import actions
from publications.forms import SeriesForm
from publications.models import Series

pytestmark = pytest.mark.django_db


def test_row_that_another_person_has_just_added_is_told_in_the_form(rf, methodist):
    request = rf.post("/publications/series/add/", {"name": "Методист — библиотеке"})
    request.user, request.session = methodist, SessionStore()
    request._messages = CookieStorage(request)
    form = SeriesForm(request.POST)

    def add():
        actions.add_series({"name": "Методист — библиотеке"}, by=methodist)
        return actions.add_series(form.values, by=methodist)

    response = add_page(request, form, add, "publications/series_edit.html", {"title": "Новая"})
    assert response.status_code == 200
    assert form.errors
    assert "Методист — библиотеке" in response.content.decode()
    assert Series.objects.count() == 1
