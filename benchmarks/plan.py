"""A plan of a thousand rows: how soon it opens, an edit is answered, its documents are made."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from benchmarks.measure import ENOUGH
from events.actions.texts import read_wording
from events.models import ItemOrganiser, ItemResponsible, Plan, PlanItem
from libraries.models import Organisation
from reports.documents import open_document

T = TypeVar("T")
ROWS = 1000
MOST_QUERIES = 15
FIRST_ROW = b"data-item="
# The most processor time that a document may take, in milliseconds; the worker makes it.
DOCUMENTS = {"pdf": 20_000, "docx": 5_000, "xlsx": 3_000}
WORDINGS = ("15 января", "II квартал", "в течение года", "20–25 мая", "ежемесячно", "по запросам")


@dataclass(frozen=True)
class Line:
    """What was measured, in milliseconds or queries, and the most it may be."""

    name: str
    goal: float
    has: float

    @property
    def is_reached(self) -> bool:
        return self.has <= self.goal


def load() -> Plan:
    """Write a draft of a thousand rows in twelve sections, each row with all that rows have."""
    organisation = Organisation.objects.first()
    plan = Plan.objects.create(organisation=organisation, year=2049, title="План в тысячу пунктов")
    sections = [plan.sections.create(title=f"Раздел {n}", position=n) for n in range(12)]
    items = PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            section=sections[n * 12 // ROWS],
            position=n + 1,
            name=f"Областной семинар «Библиотека как место роста читателя», занятие {n + 1}",
            event_form="семинар",
            place="г. Берёзов",
            audience="библиотекари сельских библиотек",
        )
        for n in range(ROWS)
    )
    periods = [read_wording(WORDINGS[n % len(WORDINGS)], plan.year) for n in range(ROWS)]
    for item, period in zip(items, periods, strict=True):
        period.item = item
    periods[0]._meta.model.objects.bulk_create(periods)
    for model, wordings in (
        (ItemOrganiser, (organisation.name, "Областной дом учителя")),
        (ItemResponsible, ("Иванова А. П.", "Все методисты")),
    ):
        model.objects.bulk_create(
            model(item=item, wording=wording, position=place)
            for item in items
            for place, wording in enumerate(wordings)
        )
    return plan


def lines(plan: Plan, user: User) -> Iterator[Line]:
    """Measure the plan as `user` works with it; the fastest of the rounds counts."""
    client = Client()
    client.force_login(user)
    _opened(client, plan)
    with CaptureQueriesContext(connection) as captured:
        _opened(client, plan)
    yield Line("открыть: запросов", MOST_QUERIES, len(captured))
    rounds = list(_rounds(lambda: _opened(client, plan)))
    yield Line("открыть: первые пункты, мс", 1000, min(first for first, _ in rounds) * 1000)
    yield Line("открыть: все пункты, мс", 3000, min(whole for _, whole in rounds) * 1000)
    item = plan.items.first()
    rounds = list(_rounds(lambda: _edited(client, item)))
    yield Line("изменить ячейку: ответ, мс", 150, min(rounds) * 1000)
    yield Line("спросить о новом: ответ, мс", 60, min(_rounds(lambda: _asked(client, plan))) * 1000)
    for form, goal in DOCUMENTS.items():
        seconds = min(_rounds(partial(_made, plan, form)))
        yield Line(f"документ {form.upper()}: процессора, мс", goal, seconds * 1000)


def _rounds(work: Callable[[], T]) -> Iterator[T]:
    start = time.perf_counter()
    while time.perf_counter() - start < ENOUGH:
        yield work()


def _opened(client: Client, plan: Plan) -> tuple[float, float]:
    """Return the seconds until the first row is sent, and until all are."""
    start = time.perf_counter()
    response = client.get(plan.get_absolute_url())
    first = 0.0
    for part in response.streaming_content:
        if not first and FIRST_ROW in part:
            first = time.perf_counter() - start
    return first, time.perf_counter() - start


def _edited(client: Client, item: PlanItem) -> float:
    base = PlanItem.objects.get(pk=item.pk).place
    text = "с. Зелёное" if base != "с. Зелёное" else "г. Берёзов"
    data = {"field": "place", "text": text, "base": base}
    return _posted(client, reverse("events:item-field", args=[item.pk]), data)


def _asked(client: Client, plan: Plan) -> float:
    version = Plan.objects.get(pk=plan.pk).version
    return _posted(client, reverse("events:plan-live", args=[plan.pk]), {"since": version})


def _made(plan: Plan, form: str) -> float:
    """Return the seconds of processor time that a document takes: the worker has other work too."""
    start = time.process_time()
    content = open_document("plan", {"plan": str(plan.pk)}).render(form)
    assert len(content) > ROWS
    return time.process_time() - start


def _posted(client: Client, url: str, data: dict[str, object]) -> float:
    start = time.perf_counter()
    response = client.post(url, data, headers={"Accept": "application/json"})
    assert response.status_code == 200, f"{url}: {response.status_code}"
    return time.perf_counter() - start
