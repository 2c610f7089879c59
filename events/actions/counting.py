"""Choosing from which records the fact of a planned figure is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from common.planned import PARTS, fact_source
from events.actions.base import PlanClosedError, PlanError, record
from events.fulfilment.facts import rule_in_words, scope_of
from events.models import CountingRule, Plan, PlanChange, PlannedFigure


@dataclass(frozen=True)
class CountingChoice:
    """What is counted: a source, a measure of it, and the values taken; no source for nothing."""

    source: str = ""
    measure: str = ""
    narrowing: Mapping[str, Sequence[str]] = field(default_factory=dict)


@transaction.atomic
def choose_counting(
    figure: PlannedFigure, choice: CountingChoice, by: User, *, seen: int
) -> CountingRule | None:
    """Say how the fact of a figure is counted; return the rule, None when it is not any more.

    An approved plan may have its rules chosen too: they are no part of its text. A closed one has
    been reported of. `seen` is the
    version of the rule that the person saw, 0 for none.

    Raises:
        ValidationError: there is no such source, measure or value.
        PlanClosedError: the year is over, and the plan is closed.
        PlanError: somebody has chosen otherwise meanwhile.
    """
    plan = Plan.objects.select_for_update().get(pk=figure.plan_id)
    if plan.is_closed:
        raise PlanClosedError(plan)
    rule = CountingRule.objects.filter(figure=figure).first()
    if (rule.version if rule else 0) != seen:
        told = _told(rule) if rule else "ничего не считать"
        raise PlanError(f"Не сохранено: пока Вы выбирали, здесь уже записали «{told}».")
    before = {"figure": str(figure), "counting": _told(rule) if rule else ""}
    if choice.source:
        rule = _write(rule or CountingRule(figure=figure), choice, plan, by)
    elif rule is not None:
        rule.delete()
        rule = None
    after = {"figure": str(figure), "counting": _told(rule) if rule else ""}
    if before != after:
        record(plan, PlanChange.Action.CHANGED, by, before=before, after=after)
    return rule


def _write(rule: CountingRule, choice: CountingChoice, plan: Plan, by: User) -> CountingRule:
    rule.source, rule.measure, rule.narrowing = choice.source, "", {}
    if choice.source != PARTS:
        rule.measure, rule.narrowing = _checked(choice, plan)
    rule.version = rule.version + 1 if rule.pk else 1
    rule.chosen_by, rule.chosen_at = by, timezone.now()
    rule.save()
    return rule


def _checked(choice: CountingChoice, plan: Plan) -> tuple[str, dict[str, list[str]]]:
    source = fact_source(choice.source)
    if source is None:
        raise ValidationError("Выберите, откуда брать факты, из списка.")
    if choice.measure not in source.measures:
        raise ValidationError("Выберите, что считать: сами записи или людей в них.")
    known = {one.key: dict(one.choices) for one in source.attributes(scope_of(plan))}
    if any(set(values) - set(known.get(key, ())) for key, values in choice.narrowing.items()):
        raise ValidationError("Такого значения в списке уже нет. Обновите страницу.")
    return choice.measure, {key: list(values) for key, values in choice.narrowing.items() if values}


def _told(rule: CountingRule) -> str:
    source = fact_source(rule.source)
    return rule_in_words(rule, source.attributes(scope_of(rule.figure.plan)) if source else ())
