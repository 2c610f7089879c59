"""Forms of the documents of a plan: which part of it, and how all of them are laid out."""

from collections.abc import Iterable
from typing import Any

from django import forms

from common.editing import VersionedForm
from events.fulfilment.parts import CODES
from events.models import Plan, PlanItem, PlanProfile
from events.names.book import once_each

GROUPINGS = {"sections": "по разделам", "months": "по месяцам"}


def grouping_of(plan: Plan) -> str:
    """Return how a plan is grouped unless it is asked otherwise: one ordered by time by months."""
    return "months" if plan.is_ordered_by_time else "sections"


class DocumentForm(forms.Form):
    """What of a plan is printed: the parameters of the document, offered from its own rows."""

    part = forms.ChoiceField(label="За какое время", choices=list(CODES.items()))
    person = forms.ChoiceField(label="Ответственный", required=False)
    shared = forms.BooleanField(
        label="и общие пункты («Все методисты»)", required=False, initial=False
    )
    organiser = forms.ChoiceField(label="Организатор", required=False)
    group = forms.ChoiceField(label="Порядок пунктов", choices=list(GROUPINGS.items()))

    def __init__(self, plan: Plan, rows: Iterable[PlanItem], data: Any = None) -> None:
        start = {"part": "year", "group": grouping_of(plan)}
        super().__init__(start | {name: data[name] for name in self.base_fields if name in data})
        for name, relation in (("person", "responsibles"), ("organiser", "organisers")):
            words = [str(one) for row in rows for one in getattr(row, relation).all()]
            self.fields[name].choices = [("", "все"), *((word, word) for word in once_each(words))]


class ProfileForm(VersionedForm):
    """The layout and signatures of an organisation's plans."""

    groups = (
        ("УТВЕРЖДАЮ, справа вверху", ("approver_post", "approver_name")),
        ("СОГЛАСОВАНО, слева вверху", ("agreed_post", "agreed_name")),
        ("Подпись и согласование в конце", ("signer_post", "signer_name", "coordinators")),
        ("Лист", ("size", "left", "right", "top", "bottom")),
    )

    class Meta:
        model = PlanProfile
        fields = [
            "approver_post",
            "approver_name",
            "agreed_post",
            "agreed_name",
            "signer_post",
            "signer_name",
            "coordinators",
            "size",
            "left",
            "right",
            "top",
            "bottom",
        ]
        labels = {
            f"{who}_{what}": word
            for who in ("approver", "agreed", "signer")
            for what, word in (("post", "Должность"), ("name", "Инициалы и фамилия"))
        }
        widgets = {"coordinators": forms.Textarea({"rows": 4})}
        help_texts = {
            "approver_post": "Если в самом плане не указано другое.",
            "agreed_post": "Без должности этого блока в документе нет.",
            "signer_post": "Если в самом плане не указано другое.",
            "coordinators": "По строке на человека: «Директор детской библиотеки | И. И. Петрова». "
            "Кто согласовал план на портале, печатается сам, с датой.",
            "left": "Не меньше 20 мм: ГОСТ Р 7.0.97.",
        }
