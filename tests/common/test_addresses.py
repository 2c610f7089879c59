"""Addresses made for many rows are those that Django gives for one."""

import pytest
from django.urls import reverse, set_script_prefix

from common.addresses import address_of_row


@pytest.mark.parametrize("pk", [1, 7, 1_234_567])
@pytest.mark.parametrize("name", ["libraries:library", "events:plan", "statistics:review"])
def test_an_address_is_the_one_django_gives(name, pk):
    assert address_of_row(name, pk) == reverse(name, args=[pk])


def test_an_address_stands_below_the_place_of_the_portal():
    set_script_prefix("/portal/")
    try:
        below = address_of_row("libraries:library", 5)
    finally:
        set_script_prefix("/")

    assert below == "/portal" + address_of_row("libraries:library", 5)
