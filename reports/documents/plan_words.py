"""The words of a printed plan: approval, prose, signature."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format

from common.tables import Line
from events.models import Plan

_SIGN = "____________________"


def approval_lines(plan: Plan) -> list[Line]:
    """Return the lines of the УТВЕРЖДАЮ block, to be set at the top right."""
    lines = ["УТВЕРЖДАЮ", plan.approver_post, f"{_SIGN} {plan.approver_name}".strip()]
    lines.append(_date(plan.approved_on, plan.year - 1))
    lines.append(f"Приказ № {plan.order_number}" if plan.order_number else "")
    return [Line(line, "right") for line in lines if line]


def _date(day: date | None, year: int) -> str:
    """Return the date in words, or a place to write it in."""
    if day is None:
        return f"«___» ________________ {str(year)[:2]}__ г."
    return f"«{day:%d}» {date_format(day, 'E Y')} г."


def prose_of(plan: Plan) -> list[tuple[str, list[str]]]:
    """Return the parts in prose that the plan has, each as a title and its paragraphs."""
    parts = (
        ("Цель", plan.goal),
        ("Задачи", plan.tasks),
        ("Приоритетные направления", plan.priorities),
    )
    return [(title, _paragraphs(text)) for title, text in parts if text.strip()]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def signature_of(plan: Plan) -> list[str]:
    """Return the compiler's post, place for the signature, and name; always a place to sign."""
    post = plan.signer_post or "План составил(а)"
    return [post, f"{_SIGN} {plan.signer_name}".strip()]


def lines_of(parts: Iterable[tuple[str, list[str]]]) -> list[Line]:
    """Return prose as lines of a sheet."""
    lines = []
    for title, paragraphs in parts:
        lines += [Line(title, "bold"), *(Line(paragraph) for paragraph in paragraphs), Line("")]
    return lines
