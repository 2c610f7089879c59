"""Forms of examinations."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from common.named_rows import NamedRowField
from libraries.forms.headings import HeadedForm
from libraries.forms.model_status import SeenForm
from libraries.forms.registry import DayInput
from libraries.imports.criteria import CriterionLine, write_criteria
from libraries.models import CriteriaSet, Examination, Expert, Library

CRITERIA_EXAMPLE = "# Помещение и техника\nОтдельный читальный зал — 5\nМеста с компьютерами — 4"
COMMISSION = ("commission_on", "protocol", "chair", "members")


class CriteriaForm(forms.Form):
    """A new edition of criteria, written as text."""

    status = forms.CharField(
        label="Какой статус присваивают",
        max_length=200,
        help_text="Редакция этого же статуса придёт на смену прежней.",
    )
    minimum = forms.IntegerField(label="Проходной балл", min_value=1, max_value=10_000)
    years = forms.IntegerField(
        label="На сколько лет присваивают", min_value=1, max_value=20, initial=5
    )
    text = forms.CharField(
        label="Критерии",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 16, "placeholder": CRITERIA_EXAMPLE}),
        help_text="Строка «# Название» начинает группу; в конце критерия через тире — "
        "наибольший балл: «Отдельный читальный зал — 5».",
    )

    @classmethod
    def initial_of(cls, former: CriteriaSet) -> dict[str, Any]:
        """Return the former edition as text, to be changed into the next one."""
        rows = former.criteria.values_list("group", "text", "points")
        text = write_criteria([CriterionLine(*row) for row in rows])
        told = {"status": former.status, "minimum": former.minimum, "years": former.years}
        return {**told, "text": text}


class BeginForm(forms.Form):
    """Asks which library applies, for which status and purpose."""

    library = forms.ModelChoiceField(
        Library.objects.none(), label="Библиотека", empty_label="Выберите"
    )
    criteria = forms.ModelChoiceField(
        CriteriaSet.objects.none(), label="Статус", empty_label="Выберите"
    )
    purpose = forms.ChoiceField(label="Цель", choices=Examination.Purpose.choices)

    def __init__(self, *args: Any, libraries: QuerySet[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["library"].queryset = libraries.order_by("name_key")
        self.fields["criteria"].queryset = CriteriaSet.objects.filter(is_active=True)


class ExaminationForm(HeadedForm):
    """The texts of an application under the headings of its edition."""

    texts_group = "Заявка"

    class Meta:
        model = Examination
        fields: tuple[str, ...] = ()


class ExpertForm(forms.Form):
    """A user of the portal, or a person from outside by name."""

    user = NamedRowField(
        get_user_model()._default_manager.none(),
        keys=("name_key",),
        label="Пользователь портала",
        required=False,
        help_text="Наберите фамилию и выберите из списка: он заполнит лист сам.",
    )
    name = forms.CharField(
        label="Или приглашённый: фамилия, имя, отчество",
        max_length=200,
        required=False,
        help_text="Его лист заполнит отдел.",
    )
    post = forms.CharField(label="Должность приглашённого", max_length=200, required=False)
    place = forms.CharField(label="Место работы приглашённого", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = get_user_model()._default_manager.filter(is_active=True)
        field = self.fields["user"]
        field.queryset = people.exclude(role="admin").select_related("organisation")
        field.label_from_instance = lambda each: each.full_name


class SheetForm(forms.Form):
    """An expert's sheet: points and a comment for every criterion, a general comment."""

    def __init__(self, *args: Any, expert: Expert, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(expert.examination.criteria.criteria.all())
        given = {point.criterion_id: point for point in expert.points.all()}
        for each in self.criteria:
            point = given.get(each.pk)
            self.fields[f"points_{each.pk}"] = forms.IntegerField(
                label=f"{each.text}, до {each.points}",
                min_value=0,
                max_value=each.points,
                required=False,
                initial=point.points if point else None,
            )
            self.fields[f"why_{each.pk}"] = forms.CharField(
                label=f"Пояснение: {each.text}",
                max_length=500,
                required=False,
                initial=point.comment if point else "",
            )
        self.fields["comment"] = forms.CharField(
            label="Общий вывод",
            max_length=20_000,
            required=False,
            initial=expert.comment,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    @property
    def points(self) -> dict[int, tuple[int | None, str]]:
        data = self.cleaned_data
        return {
            each.pk: (data[f"points_{each.pk}"], data[f"why_{each.pk}"]) for each in self.criteria
        }

    @property
    def groups(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The pairs of points and comment under the names of their groups."""
        found: list[tuple[str, list]] = []
        for each in self.criteria:
            if not found or found[-1][0] != each.group:
                found.append((each.group, []))
            found[-1][1].append((self[f"points_{each.pk}"], self[f"why_{each.pk}"]))
        return found


class ConclusionForm(SeenForm):
    advice = forms.ChoiceField(label="Эксперты предлагают", choices=Examination.Advice.choices)
    conclusion = forms.CharField(
        label="Заключение", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )


class DecisionForm(SeenForm):
    """What the commission decided."""

    commission_on = forms.DateField(label="Заседание комиссии", widget=DayInput())
    protocol = forms.CharField(label="Номер протокола", max_length=50)
    chair = forms.CharField(
        label="Председатель", max_length=200, help_text="Как в подписи: «Полякова Е. А.»."
    )
    members = forms.CharField(
        label="Члены комиссии",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="По одному в строке.",
    )
    decision = forms.ChoiceField(label="Решение", choices=Examination.Advice.choices)
    decided_on = forms.DateField(label="Дата решения", widget=DayInput())
    valid_until = forms.DateField(
        label="Статус до", required=False, widget=DayInput(), help_text="Если статус присвоен."
    )
    reason = forms.CharField(
        label="Основание",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Обязательно для отказа и для решения не по предложению экспертов.",
    )

    def __init__(self, *args: Any, row: Examination, **kwargs: Any) -> None:
        today = timezone.localdate()
        # 28 February stands for the 29th in years that have none.
        until = today.replace(
            year=today.year + row.criteria.years,
            day=28 if (today.month, today.day) == (2, 29) else today.day,
        )
        initial = {"commission_on": today, "decided_on": today, "valid_until": until}
        super().__init__(*args, row=row, initial={**initial, "decision": row.advice}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["commission"] = {name: data.pop(name) for name in COMMISSION if name in data}
        return data
