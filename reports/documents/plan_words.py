"""The words around a printed plan: who agrees, approves and signs it, its prose."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django.utils.formats import date_format

from common.russian import short_day
from common.tables import Line
from events.contents import Contents, read_contents
from events.contents.reading import Amended
from events.models import Approval, ApprovalStep, Plan, PlanProfile
from events.own_files import PROSE

_SIGN = "____________________"
_MARKED = re.compile(r"[-–—•·*]|\(?[\dIVX]+[.)]")


@dataclass(frozen=True)
class Visa:
    """One who has agreed to the plan, or is to agree on paper: then without a day."""

    post: str
    name: str
    day: str = ""


@dataclass(frozen=True)
class Signatures:
    """Who agrees to a plan (at the top left), approves it (right), signs and coordinates it."""

    agreed: tuple[str, ...]
    approval: tuple[str, ...]
    signer_post: str
    signer_line: str
    visas: tuple[Visa, ...]

    @property
    def top(self) -> list[Line]:
        """The blocks as lines of a sheet, side by side."""
        if not self.agreed:
            return [Line(line, "right") for line in self.approval]
        sides = zip_longest(self.agreed, self.approval, fillvalue="")
        return [Line(left, beside=right) for left, right in sides]

    @property
    def bottom(self) -> list[Line]:
        """The signature and the coordination as lines of a sheet."""
        lines = [Line(""), Line(self.signer_post), Line(self.signer_line)]
        if self.visas:
            lines += [Line(""), Line("СОГЛАСОВАНО", "bold")]
        return lines + [Line(f"{each.post}   {_SIGN} {each.name}   {each.day}".rstrip())
                        for each in self.visas]  # fmt: skip


def signatures_of(
    plan: Plan, profile: PlanProfile, visas: Iterable[Visa], *, is_approved: bool = True
) -> Signatures:
    """Return who signs what of `plan`; without `is_approved` nobody agrees to it or approves it.

    What the plan says itself comes before the profile, and after that the organisation's director.
    `visas` are those who have agreed on the portal; the profile's own follow them.
    """
    post = plan.signer_post or profile.signer_post or "План составил(а)"
    name = plan.signer_name or profile.signer_name
    return Signatures(
        agreed=tuple(_agreed(plan, profile)) if is_approved else (),
        approval=tuple(_approval(plan, profile)) if is_approved else (),
        signer_post=post,
        signer_line=f"{_SIGN} {name}".strip(),
        visas=(*visas, *(Visa(*each) for each in profile.visas)) if is_approved else (),
    )


def _agreed(plan: Plan, profile: PlanProfile) -> list[str]:
    if not profile.agreed_post:
        return []
    signed = f"{_SIGN} {profile.agreed_name}".strip()
    return ["СОГЛАСОВАНО", profile.agreed_post, signed, _date(None, plan.year - 1)]


def approver_of(plan: Plan, profile: PlanProfile) -> tuple[str, str]:
    """Return the post and the name of who approves: the plan's, the profile's, the director's."""
    director = plan.organisation.director_post, _signed_by(plan.organisation.director_name)
    own = plan.approver_post, plan.approver_name
    usual = profile.approver_post, profile.approver_name
    post, name = next((each for each in (own, usual, director) if any(each)), ("", ""))
    return post[:1].upper() + post[1:], name


def _signed_by(name: str) -> str:
    """Return a full name as a signature tells it, «А. А. Главная»; any other name as it is."""
    words = name.split()
    if len(words) != 3 or not all(word.isalpha() and word.istitle() for word in words):
        return name
    last, *given = words
    return " ".join((*(f"{word[0]}." for word in given), last))


def _approval(plan: Plan, profile: PlanProfile) -> list[str]:
    post, name = approver_of(plan, profile)
    lines = ["УТВЕРЖДАЮ", post, f"{_SIGN} {name}".strip(), _date(plan.approved_on, plan.year - 1)]
    number = f"Приказ № {plan.order_number}" if plan.order_number else ""
    return [line for line in (*lines, number) if line]


def agreed_visas(plan: Plan) -> list[Visa]:
    """Return those who agreed on the portal to the plan as it is sent or approved.

    Of a public plan they are those who are kept with its latest edition.
    """
    if plan.is_editable:
        return []
    if plan.is_public and (edition := plan.editions.select_related("snapshot").first()):
        return visas_in(read_contents(edition.snapshot.contents))
    rounds = plan.approvals.filter(state=Approval.State.AGREED, amendment=None)
    last = rounds.order_by("-round").first()
    steps = last.steps.filter(state=ApprovalStep.State.AGREED) if last else ()
    return [
        Visa(step.post, step.name, short_day(step.answered_on or last.sent_at)) for step in steps
    ]


def visas_in(contents: Contents) -> list[Visa]:
    """Return those who agreed to a kept text."""
    return [Visa(one.post, one.name, short_day(one.on)) for one in contents.agreed]


def amended_by(amendments: Iterable[Amended]) -> list[str]:
    """Return the amendments that a text holds, a line each."""
    return [
        f"{one.title.replace('Изменение', 'с изменением')} от {date_format(one.on, 'j E Y')} г."
        + (f", приказ № {one.order_number}" if one.order_number else "")
        for one in amendments
    ]


def _date(day: date | None, year: int) -> str:
    """Return the date in words, or a place to write it in."""
    if day is None:
        return f"«___» ________________ {str(year)[:2]}__ г."
    return f"«{day:%d}» {date_format(day, 'E Y')} г."


def prose_of(plan: Plan) -> list[tuple[str, list[str]]]:
    """Return the parts in prose that the plan has, each as a title and its paragraphs."""
    parts = ((title, getattr(plan, name)) for name, title in PROSE.items())
    return [(title, _paragraphs(text)) for title, text in parts if text.strip()]


def is_list(paragraphs: Sequence[str]) -> bool:
    """Tell whether paragraphs may be numbered: several, none of which has a mark of its own."""
    marked = any(_MARKED.match(one) or one.endswith(":") for one in paragraphs)
    return len(paragraphs) > 1 and not marked


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def lines_of(parts: Iterable[tuple[str, list[str]]]) -> list[Line]:
    """Return prose as lines of a sheet."""
    lines = []
    for title, paragraphs in parts:
        lines += [Line(title, "bold"), *(Line(paragraph) for paragraph in paragraphs), Line("")]
    return lines
