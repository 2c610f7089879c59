"""A country to measure speed on: the same every time, its sums true, never mixed in by mistake."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from libraries.models import Library, Organisation, Territory
from statistics.models import Campaign, Submission, Value
from statistics.rollups import differences

pytestmark = pytest.mark.django_db
SMALL = ("--libraries", "7", "--regions", "3")


def load(*options: str) -> str:
    out = StringIO()
    call_command("load_country", *SMALL, *options, stdout=out)
    return out.getvalue()


def test_every_region_has_its_libraries_their_reports_and_true_sums():
    assert "регионов 3, библиотек 7" in load()
    sizes = [
        Library.objects.filter(territory__parent=region).count()
        for region in Territory.objects.filter(kind=Territory.Kind.REGION).order_by("oktmo")
    ]
    assert sizes == [3, 2, 2]
    for campaign in Campaign.objects.all():
        assert campaign.submissions.count() == 7
        assert campaign.rolled_up_at is not None
        assert differences(campaign) == []
    assert {c.year for c in Campaign.objects.all()} == {2023, 2024}
    cells = 179 * Submission.objects.count()
    assert cells * 0.95 < Value.objects.count() < cells
    assert Value.objects.filter(number=None).exclude(no_data_reason="").exists()


def test_a_region_alone_is_that_of_the_country():
    def figures() -> list[tuple]:
        of_first = Value.objects.filter(submission__territory__parent__oktmo="99001000")
        told = of_first.values_list("submission__library__code", "cell__address", "number")
        return sorted(told, key=str)

    load()
    whole = figures()
    for model in (Value, Submission, Library, Organisation):
        model.objects.all().delete()
    Territory.objects.filter(parent__isnull=False).delete()
    Territory.objects.all().delete()
    load("--libraries", "3", "--regions", "1")
    assert figures() == whole


def test_beside_other_peoples_data_it_is_loaded_only_when_asked_twice(library):
    with pytest.raises(CommandError, match=r"уже есть организации.*--beside"):
        load()
    assert Library.objects.count() == 1
    load("--beside", "--years", "1")
    assert Library.objects.count() == 8


@pytest.mark.parametrize("wrong", [("--regions", "8"), ("--years", "0"), ("--regions", "0")])
def test_a_country_of_nothing_is_refused(wrong):
    with pytest.raises(CommandError, match="хотя бы один"):
        load(*wrong)
