"""Sending all reports of an organisation at once: all of them or none."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from statistics.actions.doubts import record_findings, refresh_norms
from statistics.actions.entry import SubmissionFrozenError, frozen_message
from statistics.actions.submitting import Problems, problems_from
from statistics.actions.transitions import send_all
from statistics.actions.wording import fit_text
from statistics.layout import layout_of
from statistics.models import Campaign, Submission
from statistics.queries.campaign_checks import check_reports
from statistics.queries.left_open import NOTHING, LeftOpen, left_open_by_submission
from statistics.queries.my_reports import TO_DO
from statistics.queries.texts import gaps_by_submission
from statistics.queries.verification import Judged
from statistics.rules import submissions_visible_to

SENT_AS_PACKAGE = "Отправлен в составе комплекта учреждения."


@dataclass(frozen=True)
class Part:
    """One library's report in the package: sent already, ready, or blocked by `problems`.

    `left_open` is what nobody has answered or mended; it does not block, but has to be agreed to.
    """

    submission: Submission
    problems: Problems | None
    findings: tuple[Judged, ...] = ()
    left_open: LeftOpen = NOTHING

    @property
    def is_sent(self) -> bool:
        return self.problems is None

    @property
    def is_blocked(self) -> bool:
        return bool(self.problems)


@dataclass(frozen=True)
class Package:
    """The reports of the libraries that a librarian answers for, in one campaign."""

    campaign: Campaign
    parts: tuple[Part, ...]

    @property
    def sent(self) -> list[Part]:
        return [part for part in self.parts if part.is_sent]

    @property
    def accepted(self) -> list[Part]:
        return [part for part in self.sent if part.submission.state == Submission.State.ACCEPTED]

    @property
    def blocked(self) -> list[Part]:
        return [part for part in self.parts if part.is_blocked]

    @property
    def ready(self) -> list[Part]:
        return [part for part in self.parts if not part.is_sent and not part.is_blocked]

    @property
    def unnamed(self) -> list[Part]:
        """The unsent reports that do not say who answers for them."""
        return [part for part in self.parts if part.problems and part.problems.responsible_missing]

    @property
    def left(self) -> int:
        """How many reports are still to be sent."""
        return len(self.parts) - len(self.sent)

    @property
    def left_open(self) -> list[Part]:
        """The reports with remarks that nobody has answered or mended, or not touched at all."""
        return [part for part in self.parts if part.left_open]

    @property
    def stamp(self) -> str:
        """What she agrees to who sends the package all the same; nothing where nothing is left."""
        stamps = [f"{part.submission.pk}:{part.left_open.stamp}" for part in self.left_open]
        return hashlib.sha256(" ".join(stamps).encode()).hexdigest()[:16] if stamps else ""


class PackageBlockedError(Exception):
    """Some report cannot be sent, so none was; `package` says what blocks which."""

    def __init__(self, package: Package) -> None:
        super().__init__("Комплект не отправлен: сначала исправьте отчёты, которым что-то мешает.")
        self.package = package


class PackageLeftOpenError(Exception):
    """Nothing was sent: some reports have remarks without an answer; `package` says which."""

    def __init__(self, package: Package) -> None:
        super().__init__("Комплект ещё не отправлен: в нём есть замечания без ответа.")
        self.package = package


def package_of(campaign: Campaign, user: User) -> Package:
    """Return the package with what blocks each report; the same queries for any number of them.

    Reports that wait for the librarian come first, the blocked ones ahead.
    """
    own = submissions_visible_to(user).filter(campaign=campaign)
    layout = layout_of(campaign.edition)
    to_do = own.filter(state__in=TO_DO)
    ordered = own.select_related("library", "organisation")
    ordered = ordered.order_by("library__name_key", "library__code")
    unsent = [one for one in ordered if one.state in TO_DO]
    gaps = gaps_by_submission(campaign, unsent)
    left_open = left_open_by_submission(to_do)
    waiting = {
        one.submission.pk: Part(
            one.submission,
            problems_from(
                one.submission,
                layout,
                one.answers,
                one.findings,
                one.unconfirmed,
                gaps.get(one.submission.pk, ()),
            ),
            tuple(one.findings),
            left_open.get(one.submission.pk, NOTHING),
        )
        for one in check_reports(campaign, to_do, unsent)
    }
    parts = [waiting.get(one.pk) or Part(one, None) for one in ordered]
    parts.sort(key=lambda part: (part.is_sent, not part.is_blocked))
    return Package(campaign, tuple(parts))


@transaction.atomic
def name_responsible(
    campaign: Campaign, by: User, name: str, post: str, phone: str, email: str
) -> int:
    """Name the official once for every unsent report that names nobody; return for how many.

    Whom a report names already stays. Raises SubmissionFrozenError when the campaign is not on.
    """
    own = submissions_visible_to(by).filter(campaign=campaign, state__in=TO_DO)
    unnamed = own.filter(responsible_name="").order_by("pk")
    locked = list(unnamed.select_for_update(of=("self",)).select_related("campaign"))
    if locked and not locked[0].campaign.is_collecting:
        raise SubmissionFrozenError(frozen_message(locked[0]))
    return Submission.objects.filter(pk__in=[one.pk for one in locked]).update(
        responsible_name=fit_text(name),
        responsible_post=fit_text(post),
        responsible_phone=fit_text(phone),
        responsible_email=email.strip(),
    )


@transaction.atomic
def submit_package(campaign: Campaign, by: User, despite: str = "") -> Package:
    """Send every report not sent yet, or none when anything blocks one of them.

    Returns the package as it was sent; one that has nothing left to send changes nothing.
    `despite` is the stamp of the package whose remarks without an answer she has seen. Raises
    PackageBlockedError, PackageLeftOpenError, and SubmissionFrozenError when the campaign is not
    on.
    """
    own = submissions_visible_to(by).filter(campaign=campaign, state__in=TO_DO)
    locked = list(own.select_for_update(of=("self",)).select_related("campaign").order_by("pk"))
    if locked and not locked[0].campaign.is_collecting:
        raise SubmissionFrozenError(frozen_message(locked[0]))
    package = package_of(campaign, by)
    if package.blocked:
        raise PackageBlockedError(package)
    if package.stamp and package.stamp != despite:
        raise PackageLeftOpenError(package)
    ready = package.ready
    if ready:
        send_all([(part.submission, part.left_open) for part in ready], by, SENT_AS_PACKAGE)
        record_findings([(part.submission, part.findings) for part in ready])
        refresh_norms(campaign)
    return package
