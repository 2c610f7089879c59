"""The pages of checking are accessible on a laptop and on a phone, with something on each."""

import pytest
from django.urls import reverse

from accounts.models import User
from statistics.actions.doubts import count_anew_later
from statistics.actions.looks import look
from statistics.actions.review import add_remark, return_for_revision
from statistics.actions.submitting import submit
from statistics.models import Submission
from tests.browser import assert_accessible
from tests.factories import LibraryFactory
from tests.statistics.conftest import make_submission, type_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def checked(filled: Submission, librarian: User, methodist: User) -> Submission:
    """A report that was read, returned with a remark, changed, and sent with a doubt."""
    submit(filled, librarian)
    look(filled, methodist)
    add_remark(filled, methodist, "Уточните число мест.", "1.01.16")
    return_for_revision(filled, methodist, "Проверьте места.")
    filled.refresh_from_db()
    type_in(filled, librarian, {"1.01.16": "17"})
    filled.refresh_from_db()
    submit(filled, librarian)
    make_submission(filled.campaign, LibraryFactory(organisation=filled.organisation))
    count_anew_later.enqueue(filled.campaign_id)
    return filled


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_what_the_methodist_checks_by_is_accessible(
    page_of, checked: Submission, methodist: User, size: str
):
    campaign = checked.campaign
    of_campaign = {"form": campaign.form.code, "period": campaign.key}
    rule = campaign.form.outlier_rules.first()
    page = page_of(methodist, size)
    for name, kwargs in (
        ("reports", of_campaign),
        ("review", {"pk": checked.pk}),
        ("history", {"pk": checked.pk}),
        ("cell-history", {"pk": checked.pk, "address": "1.01.16"}),
        ("doubts", of_campaign),
        ("outlier-create", of_campaign),
        ("outlier-edit", {**of_campaign, "pk": rule.pk}),
    ):
        page.goto(reverse(f"statistics:{name}", kwargs=kwargs))
        assert_accessible(page)


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_the_package_and_the_peers_are_accessible(
    page_of, checked: Submission, librarian: User, size: str
):
    page = page_of(librarian, size)
    campaign = checked.campaign
    page.goto(reverse("statistics:package", args=[campaign.form.code, campaign.key]))
    assert_accessible(page)
    page.goto(reverse("statistics:peers"))
    assert_accessible(page)
