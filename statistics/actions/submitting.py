"""Explaining doubtful figures, sending a report to the methodist, and taking it back."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.russian import plural
from statistics.actions.doubts import record_findings, refresh_norms
from statistics.actions.entry import SubmissionFrozenError, lock
from statistics.actions.transitions import move, send_all
from statistics.actions.wording import fit_text
from statistics.checks.engine import Answers
from statistics.layout import Layout
from statistics.models import Explanation, Submission
from statistics.queries.answers import Sheet, read_sheet
from statistics.queries.left_open import LeftOpen, left_open_of
from statistics.queries.texts import Gap, text_part_of
from statistics.queries.verification import Judged, judged_findings


@dataclass(frozen=True)
class Blank:
    """Cells of one section that nobody has answered."""

    section: int
    addresses: tuple[str, ...]

    @property
    def message(self) -> str:
        count = len(self.addresses)
        cells = plural(count, "ячейка", "ячейки", "ячеек")
        return f"Раздел {self.section}: не заполнено {count} {cells}."


@dataclass(frozen=True)
class Unconfirmed:
    """Cells of one section taken from last year that nobody has confirmed."""

    section: int
    addresses: tuple[str, ...]

    @property
    def message(self) -> str:
        count = len(self.addresses)
        cells = plural(count, "значение", "значения", "значений")
        return f"Раздел {self.section}: проверьте и подтвердите {count} {cells} из прошлого года."


@dataclass(frozen=True)
class Problems:
    """What keeps a report from being sent: blanks, errors, doubts without explanation, figures of
    last year that nobody has looked at, and texts or a scan that are required."""

    blanks: tuple[Blank, ...]
    unconfirmed: tuple[Unconfirmed, ...]
    findings: tuple[Judged, ...]
    responsible_missing: bool
    gaps: tuple[Gap, ...] = ()

    def __bool__(self) -> bool:
        return bool(
            self.blanks
            or self.unconfirmed
            or self.findings
            or self.responsible_missing
            or self.gaps
        )

    @property
    def errors(self) -> list[Judged]:
        return [one for one in self.findings if one.severity == "error"]

    @property
    def unexplained(self) -> list[Judged]:
        return [one for one in self.findings if one.severity == "explain"]


class SubmissionBlockedError(Exception):
    """The report cannot be sent yet; `problems` says why, with the cells' addresses."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("Отчёт пока нельзя отправить.")
        self.problems = problems


class LeftOpenError(Exception):
    """The report can be sent, but the library has to say that it is to go as it is.

    `left_open` tells which remarks have no answer, and its stamp is what she agrees with.
    """

    def __init__(self, left_open: LeftOpen) -> None:
        super().__init__(f"Отчёт ещё не отправлен. {left_open.words}")
        self.left_open = left_open


def problems_of(
    submission: Submission, sheet: Sheet, findings: list[Judged], gaps: tuple[Gap, ...]
) -> Problems:
    """Return everything that stands between the report and sending it.

    `gaps` are those of its text part: see `queries.texts`.
    """
    return problems_from(
        submission, sheet.layout, sheet.answers, findings, sheet.unconfirmed(), gaps
    )


def problems_from(
    submission: Submission,
    layout: Layout,
    answers: Answers,
    findings: list[Judged],
    prefilled: Collection[str],
    gaps: tuple[Gap, ...] = (),
) -> Problems:
    """Return the same of a report whose answers were read together with those of others.

    `prefilled` are the addresses of figures of last year that nobody has confirmed.
    """
    blanks, unconfirmed = [], []
    for section in layout.sections:
        own = [spec.address for spec in section.cells if not spec.is_total]
        if addresses := tuple(one for one in own if one not in answers):
            blanks.append(Blank(section.number, addresses))
        if addresses := tuple(one for one in own if one in prefilled):
            unconfirmed.append(Unconfirmed(section.number, addresses))
    return Problems(
        blanks=tuple(blanks),
        unconfirmed=tuple(unconfirmed),
        findings=tuple(one for one in findings if one.blocks),
        responsible_missing=not submission.responsible_name,
        gaps=gaps,
    )


@transaction.atomic
def set_responsible(
    submission: Submission, name: str, post: str, phone: str, email: str
) -> Submission:
    """Name the official who answers for the report, as its last page asks.

    Raises SubmissionFrozenError and ValidationError.
    """
    locked = lock(submission)
    fields = {
        "responsible_name": fit_text(name),
        "responsible_post": fit_text(post),
        "responsible_phone": fit_text(phone),
        "responsible_email": email.strip(),
    }
    for key, value in fields.items():
        setattr(locked, key, value)
    if not locked.responsible_name:
        raise ValidationError({"responsible_name": "Напишите, кто отвечает за отчёт."})
    locked.clean_fields(exclude={f.name for f in locked._meta.fields} - set(fields))
    locked.save(update_fields=list(fields))
    return locked


@transaction.atomic
def explain(
    submission: Submission, check_code: str, fingerprint: str, text: str, by: User
) -> Explanation:
    """Say why a figure is right although a check doubts it.

    The explanation holds as long as the figures do: `fingerprint` is of those that the person
    looked at. Raises ValidationError when they have changed since or the text is empty.
    """
    locked = lock(submission)
    text = fit_text(text)
    if not text:
        raise ValidationError("Напишите пояснение: чем вызвано такое значение.")
    found = judged_findings(locked, read_sheet(locked))
    now_found = {(one.finding.code, one.finding.fingerprint) for one in found}
    if (check_code, fingerprint) not in now_found:
        raise ValidationError("Пока Вы писали, цифры изменились. Посмотрите замечание ещё раз.")
    explanation = Explanation(
        submission=locked, check_code=check_code, fingerprint=fingerprint, text=text, author=by
    )
    explanation.full_clean()
    explanation.save()
    return explanation


@transaction.atomic
def submit(submission: Submission, by: User, despite: str = "") -> Submission:
    """Send the report to the methodist and freeze its figures.

    Every open cell must be answered, every figure taken from last year confirmed, no error may be
    left unless waived, every doubt needs an explanation, and the texts and the scan that the
    campaign requires must be there. A report with remarks that nobody has answered or mended, or
    one that came back and was not touched, goes only with their stamp as `despite`: she has seen
    them and sends it all the same. Raises SubmissionBlockedError with the list of what is left,
    LeftOpenError, and SubmissionFrozenError when it has been sent already.
    """
    locked = lock(submission)
    sheet = read_sheet(locked)
    findings = judged_findings(locked, sheet)
    problems = problems_of(locked, sheet, findings, text_part_of(locked).gaps)
    if problems:
        raise SubmissionBlockedError(problems)
    left = left_open_of(locked)
    if left and left.stamp != despite:
        raise LeftOpenError(left)
    send_all([(locked, left)], by)
    record_findings([(locked, findings)])
    refresh_norms(locked.campaign)
    return locked


@transaction.atomic
def withdraw(submission: Submission, by: User) -> Submission:
    """Take back a sent report that nobody has decided on yet. Raises SubmissionFrozenError."""
    locked = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("campaign")
        .get(pk=submission.pk)
    )
    if locked.state != Submission.State.SUBMITTED or not locked.campaign.is_open:
        raise SubmissionFrozenError("Отозвать можно только отправленный и ещё не принятый отчёт.")
    move(locked, Submission.State.DRAFT, by, "Отозван библиотекой.")
    return locked
