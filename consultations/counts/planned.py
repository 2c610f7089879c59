"""The facts of the year's planned figure: by the rules chosen in the plan, else by its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Sum
from django.utils.text import capfirst

from common.planned import PARTS, Planned, Tally
from common.text import normalise
from consultations.counts.choice import Choice
from consultations.counts.grouping import Counted
from consultations.facts import NUMBER, PEOPLE, SOURCE
from consultations.models import Consultation

Form = Consultation.Form
# By which beginnings of words the parts of the planned figure are known among the forms.
_PARTS = {
    "индивидуал": Form.INDIVIDUAL,
    "группов": Form.GROUP,
    "письмен": Form.WRITTEN,
    "телефон": Form.TELEPHONE,
    "онлайн": Form.ONLINE,
    "дистанц": Form.ONLINE,
    "выезд": Form.VISIT,
}
# What a plan calls individual is all that is given to one person, written ones apart.
_INDIVIDUAL = (Form.INDIVIDUAL, Form.TELEPHONE, Form.ONLINE, Form.VISIT)


@dataclass(frozen=True)
class PlanFacts:
    """What of the log stands behind a planned figure and each of its parts."""

    planned: Planned
    choice: Choice
    total: Counted

    @property
    def whole(self) -> int | None:
        """The count of the figure itself; None when it is the sum of parts that tell nothing."""
        if self.planned.source == PARTS:
            parts = [self.of_part(part) for part in self.planned.parts]
            return None if None in parts or not parts else sum(filter(None, parts))
        return self._by_rule(self.planned) if self.planned.source else self.total.number

    def of_part(self, part: Planned) -> int | None:
        """Return the count of a part; None when nothing of the log is known to be meant by it."""
        if part.source:
            return self._by_rule(part) if part.source == SOURCE.key else None
        forms = self._forms_of(part)
        return sum(self.total.forms[each] for each in forms) if forms else None

    def notes(self) -> Iterator[str]:
        """Tell which forms stand behind the parts, and for which of them nobody has chosen any."""
        guessed = {
            part.name: self._forms_of(part) for part in self.planned.parts if not part.source
        }
        for name, forms in guessed.items():
            if len(forms) > 1:
                told = ", ".join(f"«{Form(form).label}»" for form in forms)
                yield f"«{capfirst(name)}» в плане — вместе все формы журнала: {told}."
        named = ", ".join(f"«{name}»" for name, forms in guessed.items() if forms)
        if named:
            yield f"Форма взята по названию: {named}. Точное правило выбирают в показателях плана."

    def _by_rule(self, planned: Planned) -> int:
        measure = planned.measure or NUMBER
        chosen = (tally for tally in self._tallies if tally.answers(planned.narrowing))
        return sum(tally.counts[measure] for tally in chosen)

    @cached_property
    def _tallies(self) -> list[Tally]:
        groups = self.choice.rows.values_list("form", "topic_id")
        counted = groups.annotate(number=Count("pk"), people=Sum("participants"))
        return [
            Tally(0, {"form": form, "topic": str(topic)}, {NUMBER: number, PEOPLE: people or 0})
            for form, topic, number, people in counted
        ]

    def _forms_of(self, part: Planned) -> list[str]:
        """Return the forms that a part counts by its name; none when the name tells no form."""
        form = _form_of(part)
        if form != Form.INDIVIDUAL:
            return [form] if form else []
        apart = {_form_of(other) for other in self.planned.parts if other is not part}
        return [each for each in _INDIVIDUAL if each not in apart]


def _form_of(part: Planned) -> str | None:
    name = normalise(part.name)
    return next((form for word, form in _PARTS.items() if word in name), None)
