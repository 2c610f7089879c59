"""Kept sums against a plain calculation: random forms, answers, places and ways of the reports."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from common.roles import Role
from libraries.models import Library, Territory
from statistics.actions.campaigns import close_campaign, open_campaign, reopen_campaign
from statistics.actions.editions import load_edition
from statistics.actions.entry import Change, load_answers
from statistics.actions.review import accept, reopen, return_for_revision
from statistics.actions.submitting import withdraw
from statistics.actions.transitions import move
from statistics.layout import layout_of
from statistics.models import Campaign, Submission
from statistics.periods import parse_period
from statistics.rollups import differences, roll_up
from statistics.summaries import Choice
from statistics.summaries.choice import ALL_GROUPINGS, STATES
from statistics.summaries.figures import sums_by_cell, sums_by_group
from tests.factories import LibraryFactory, OrganisationFactory, TerritoryFactory, UserFactory
from tests.statistics.test_campaigns import DATES
from tests.statistics.test_sums_properties import form_of, sections

State = Submission.State
NO_DATA = "н/д: учёт не вёлся"


@dataclass
class Told:
    """What the test itself remembers of a report."""

    library: Library
    state: str = State.NOT_STARTED
    answers: dict[str, str] = field(default_factory=dict)

    def ground(self, by: str) -> Any:
        library = self.library
        return {
            "territory": library.territory_id,
            "organisation": library.organisation_id,
            "kind": library.kind,
            "settlement": library.settlement,
            "model": library.model_year is not None and library.model_year <= 2025,
            "region": library.territory.parent_id or library.territory_id,
            "library": library.pk,
        }[by]


class KeptSums(TestCase):
    def setUp(self) -> None:
        self.by = UserFactory(role=Role.HEAD)
        regions = [
            TerritoryFactory(name=f"Область {n}", kind=Territory.Kind.REGION) for n in range(2)
        ]
        places = [*regions, *(TerritoryFactory(parent=regions[n % 2]) for n in range(3))]
        owners = [OrganisationFactory(territory=place) for place in places[2:]]
        self.libraries = [
            LibraryFactory(
                organisation=owners[n % 3],
                territory=places[n % 5],
                kind=(Library.Kind.RURAL, Library.Kind.CITY)[n % 2],
                settlement=(Library.Settlement.CITY, Library.Settlement.RURAL)[n // 3 % 2],
                model_year=2024 if n % 4 == 0 else None,
            )
            for n in range(6)
        ]

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_whatever_happens_to_reports_the_kept_sums_are_the_plain_ones(self, data):
        edition = load_edition(form_of(data.draw(sections())))
        campaign = open_campaign(edition, parse_period("2025"), DATES, self.by)
        told = [Told(library) for library in self.libraries]
        way = Way(campaign, self.by, data)
        for one in data.draw(st.lists(st.sampled_from(told), min_size=4, max_size=14)):
            way.step(one)
        assert differences(campaign) == []
        self.check(campaign, told, data)
        roll_up(campaign)
        assert differences(campaign) == []
        self.check(campaign, told, data)

    def check(self, campaign: Campaign, told: list[Told], data: st.DataObject) -> None:
        campaign.refresh_from_db()
        cells = {cell.pk: ((cell.address,), cell.places) for cell in campaign.edition.cells.all()}
        for by in ALL_GROUPINGS:
            for states in STATES:
                choice = self.narrowed(Choice(campaign, by, states), told, data)
                found = sums_by_group(choice, [campaign], cells)
                assert plainly(found) == {
                    (campaign.pk, *key): sums
                    for key, sums in by_hand(choice, told, lambda one, by=by: one.ground(by))
                }
                whole = by_hand(choice, told, lambda one: "")
                assert plainly(sums_by_cell(choice)) == {key[1]: sums for key, sums in whole}

    def narrowed(self, choice: Choice, told: list[Told], data: st.DataObject) -> Choice:
        """Return the choice narrowed at random to what one of the libraries is."""
        one = data.draw(st.sampled_from(told))
        grounds = {
            "territory": one.ground("territory"),
            "organisations": (one.ground("organisation"),),
            "kind": one.ground("kind"),
            "settlement": one.ground("settlement"),
            "is_model": one.ground("model"),
            "region": one.ground("region"),
            "only": one.ground(choice.by),
        }
        chosen = data.draw(st.lists(st.sampled_from(list(grounds)), max_size=2, unique=True))
        return replace(choice, **{name: grounds[name] for name in chosen})


class Way:
    """Moves reports by the actions that people use, and keeps the test's own account."""

    def __init__(self, campaign: Campaign, by: User, data: st.DataObject) -> None:
        self.campaign, self.by, self.data = campaign, by, data
        self.cells = layout_of(campaign.edition).cells

    def step(self, one: Told) -> None:
        report = Submission.objects.get(campaign=self.campaign, library=one.library)
        verbs: dict[str, list[Callable[[Submission, Told], None]]] = {
            State.SUBMITTED: [self.accept, self.give_back, self.withdraw],
            State.ACCEPTED: [self.reopen, self.close_and_reopen],
        }
        self.data.draw(st.sampled_from(verbs.get(one.state, [self.fill, self.send])))(report, one)

    def fill(self, report: Submission, one: Told) -> None:
        texts = {
            address: st.one_of(
                st.just(""),
                st.just(NO_DATA),
                st.integers(0, 10**8).map(lambda n, p=spec.places: str(Decimal(n).scaleb(-p))),
            )
            for address, spec in self.cells.items()
        }
        given_texts = self.data.draw(st.fixed_dictionaries({}, optional=texts))
        load_answers(report, [Change(a, text, None) for a, text in given_texts.items()], self.by)
        one.answers = {a: text for a, text in {**one.answers, **given_texts}.items() if text != ""}
        report.refresh_from_db()
        one.state = report.state

    def send(self, report: Submission, one: Told) -> None:
        # The action of sending refuses blanks, which are what has to be counted right.
        with transaction.atomic():
            move(report, State.SUBMITTED, self.by)
        one.state = State.SUBMITTED

    def accept(self, report: Submission, one: Told) -> None:
        accept(report, self.by)
        one.state = State.ACCEPTED

    def give_back(self, report: Submission, one: Told) -> None:
        return_for_revision(report, self.by, "Проверьте.")
        one.state = State.RETURNED

    def withdraw(self, report: Submission, one: Told) -> None:
        withdraw(report, self.by)
        one.state = State.DRAFT

    def reopen(self, report: Submission, one: Told) -> None:
        reopen(report, self.by, "Ошибка.")
        one.state = State.RETURNED

    def close_and_reopen(self, report: Submission, one: Told) -> None:
        close_campaign(self.campaign, self.by)
        reopen_campaign(self.campaign, "Не все сдали.", self.by)


def by_hand(
    choice: Choice, told: list[Told], key: Callable[[Told], Any]
) -> Iterable[tuple[tuple[Any, str], tuple[Decimal, int, int]]]:
    """Add up, one report after another, what the chosen ones answered; of «н/д» nothing."""
    sums: dict[tuple[Any, str], list[Any]] = defaultdict(lambda: [Decimal(0), 0, 0])
    for one in told:
        if one.state not in choice.counted_states or not _is_chosen(choice, one):
            continue
        for address, text in one.answers.items():
            found = sums[key(one), address]
            if text == NO_DATA:
                found[2] += 1
            else:
                found[0] += Decimal(text)
                found[1] += 1
    return [(key, tuple(found)) for key, found in sums.items()]


def _is_chosen(choice: Choice, one: Told) -> bool:
    asked = {
        "territory": choice.territory,
        "organisation": choice.organisations and choice.organisations[0],
        "kind": choice.kind or None,
        "settlement": choice.settlement or None,
        "model": choice.is_model,
        "region": choice.region,
    }
    return all(value in (None, one.ground(by)) for by, value in asked.items()) and (
        choice.only in (None, one.ground(choice.by))
    )


def plainly(sums: dict[Any, Any]) -> dict[Any, tuple[Decimal, int, int]]:
    return {key: (one.number, one.behind, one.no_data) for key, one in sums.items()}
