"""What a campaign asks of reports besides figures: headings of the text part, the signed scan."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from common.russian import plural
from statistics.models import Campaign, Submission, TextHeading, Transition

MOST_HEADINGS = 30
_FIELDS = ("title", "help_text", "is_required", "max_length")


@dataclass(frozen=True)
class HeadingSpec:
    """A heading as it is to be; `pk` None for a new one."""

    title: str
    help_text: str = ""
    is_required: bool = False
    max_length: int = 3000
    pk: int | None = None


def stamp_of(campaign: Campaign) -> str:
    """Return what tells one list of headings from another: a page remembers what it showed."""
    rows = list(campaign.headings.values_list("pk", *_FIELDS, "position"))
    return hashlib.sha256(json.dumps([rows, campaign.scan_required]).encode()).hexdigest()[:32]


def has_been_sent(campaign: Campaign) -> bool:
    """Whether some report of the campaign has ever been sent: then the task is fixed."""
    sent = Submission.State.SUBMITTED
    return Transition.objects.filter(submission__campaign=campaign, after=sent).exists()


@transaction.atomic
def set_headings(
    campaign: Campaign, specs: Sequence[HeadingSpec], scan_required: bool, stamp: str, by: User
) -> Campaign:
    """Make these the headings of the campaign, in this order, and ask for the scan or not.

    `stamp` is that of the list the person saw. From the first report sent on the task may only be
    eased: another hint, more signs, no longer required. Raises ValidationError for that, for a
    closed campaign, a list that somebody else has changed, and texts that would be lost.
    """
    locked = Campaign.with_cancelled.select_for_update().get(pk=campaign.pk)
    if not locked.is_open:
        raise ValidationError("Сбор завершён, текстовую часть больше не меняют.")
    if stamp != stamp_of(locked):
        raise ValidationError(
            "Пока страница была открыта, перечень изменил другой человек. Ничего из Вашего не "
            "потеряно: сверьте его с перечнем на странице сбора и сохраните ещё раз."
        )
    _refuse_wrong(specs)
    known = {one.pk: one for one in locked.headings.all()}
    if has_been_sent(locked):
        _refuse_harder(locked, known, specs, scan_required)
    _remove_others(known, specs, by)
    _write(locked, known, specs, by)
    if locked.scan_required != scan_required:
        locked.scan_required = scan_required
        locked._history_user = by
        locked.save(update_fields=["scan_required"])
    return locked


def copy_headings(campaign: Campaign, by: User | None) -> None:
    """Give a new campaign the headings of the last one of its form and kind of period.

    The caller holds the transaction.
    """
    former = former_campaign(campaign)
    for one in former.headings.all() if former else ():
        heading = TextHeading(campaign=campaign, position=one.position)
        _save(heading, HeadingSpec(*(getattr(one, name) for name in _FIELDS)), by)


def former_campaign(campaign: Campaign) -> Campaign | None:
    """Return the last campaign of the same form and kind of period before this one."""
    others = Campaign.objects.filter(form=campaign.form_id, period=campaign.period)
    before = Q(year__lt=campaign.year) | Q(year=campaign.year, number__lt=campaign.number)
    return others.filter(before).exclude(pk=campaign.pk).order_by("-year", "-number").first()


def _refuse_wrong(specs: Sequence[HeadingSpec]) -> None:
    titles = [one.title.casefold() for one in specs]
    if len(set(titles)) < len(titles):
        raise ValidationError("Два заголовка одинаковы: библиотеки их не различат.")
    if len(specs) > MOST_HEADINGS:
        raise ValidationError(f"Заголовков может быть не больше {MOST_HEADINGS}.")


def _refuse_harder(
    campaign: Campaign,
    known: dict[int, TextHeading],
    specs: Sequence[HeadingSpec],
    scan_required: bool,
) -> None:
    """Raise ValidationError when more would be asked than of those who have sent already."""
    sent = "Отчёты уже отправляют, поэтому"
    if {one.pk for one in specs} != set(known):
        raise ValidationError(f"{sent} заголовки больше не добавляют и не убирают.")
    if scan_required and not campaign.scan_required:
        raise ValidationError(f"{sent} скан нельзя сделать обязательным.")
    for spec in specs:
        was = known[spec.pk or 0]
        if spec.title != was.title:
            raise ValidationError(f"{sent} заголовок «{was.title}» не переименовать.")
        if spec.is_required and not was.is_required:
            raise ValidationError(f"{sent} «{was.title}» нельзя сделать обязательным.")
        if spec.max_length < was.max_length:
            raise ValidationError(f"{sent} предел «{was.title}» можно только увеличить.")


def _remove_others(known: dict[int, TextHeading], specs: Sequence[HeadingSpec], by: User) -> None:
    kept = {one.pk for one in specs}
    for pk in known.keys() - kept:
        _remove(pk, by)


def _remove(pk: int, by: User) -> None:
    """Take a heading away under which nobody has written. Raises ValidationError.

    The heading is held, so that no first text comes under it meanwhile (see `actions.texts`), and
    so are the emptied texts, one of which may be written anew at this moment.
    """
    heading = TextHeading.objects.select_for_update().get(pk=pk)
    if written := sum(bool(one.text) for one in heading.texts.select_for_update()):
        count = plural(written, "библиотека", "библиотеки", "библиотек")
        raise ValidationError(
            f"Под заголовком «{heading.title}» уже написали {written} {count}: "
            "его не убрать. Можно сделать его необязательным."
        )
    heading.texts.all().delete()
    heading._history_user = by
    heading.delete()


def _write(
    campaign: Campaign, known: dict[int, TextHeading], specs: Sequence[HeadingSpec], by: User
) -> None:
    """Save the headings in their order; those left as they were get no line in their history."""
    for position, spec in enumerate(specs, start=1):
        heading = known.get(spec.pk or 0) or TextHeading(campaign=campaign)
        now = (*(getattr(heading, name) for name in _FIELDS), heading.position)
        if heading.pk and now == (*(getattr(spec, name) for name in _FIELDS), position):
            continue
        if heading.pk:
            _refuse_cutting(heading, spec.max_length)
        heading.position = position
        _save(heading, spec, by)


def _refuse_cutting(heading: TextHeading, max_length: int) -> None:
    longest = max(map(len, heading.texts.values_list("text", flat=True)), default=0)
    if longest > max_length:
        raise ValidationError(
            f"Под заголовком «{heading.title}» уже есть текст в {longest} знаков: "
            f"предел {max_length} меньше."
        )


def _save(heading: TextHeading, spec: HeadingSpec, by: User | None) -> None:
    for name in _FIELDS:
        setattr(heading, name, getattr(spec, name))
    heading._history_user = by
    heading.full_clean()
    heading.save()
