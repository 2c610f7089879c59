"""Each card becomes a person, her work and her schooling; the history of the card is kept so too."""

import datetime
from typing import Any

from django.db import migrations

from staff.posts import group_of_post

DAY = datetime.timedelta(days=1)
HISTORY = ("history_date", "history_type", "history_user_id", "history_change_reason")


def move(apps: Any, schema_editor: Any) -> None:
    model = {name: apps.get_model("staff", name) for name in (
        "Employee", "Employment", "Education", "HistoricalEmployee", "HistoricalEmployment",
        "HistoricalEducation",
    )}  # fmt: skip
    works, schools = {}, {}
    for card in model["Employee"].objects.order_by("pk"):
        _move_years(card)
        works[card.pk] = model["Employment"](employee=card, **_work(card))
        schools[card.pk] = model["Education"](employee=card, **_school(card))
        card.save(update_fields=["born", "in_libraries_since"])
    model["Employment"].objects.bulk_create(works.values())
    model["Education"].objects.bulk_create(schools.values())
    for record in model["HistoricalEmployee"].objects.order_by("pk"):
        _move_years(record)
        record.save(update_fields=["born", "in_libraries_since"])
        if record.id in works:
            _keep_record(model["HistoricalEmployment"], record, works[record.id].pk, _work(record))
            _keep_record(model["HistoricalEducation"], record, schools[record.id].pk, _school(record))


def _move_years(card: Any) -> None:
    card.born = str(card.birth_year) if card.birth_year else None
    card.in_libraries_since = str(card.career_start_year) if card.career_start_year else None


def _work(card: Any) -> dict[str, Any]:
    names = filter(None, (card.last_name, card.first_name, card.patronymic))
    return {
        "library_id": card.library_id,
        "post": card.post,
        "post_group": group_of_post(card.post),
        "rate": card.rate,
        "until": card.left_on - DAY if card.left_on else None,
        "name_then": " ".join(names) if card.left_on else "",
        "version": card.version,
    }


def _school(card: Any) -> dict[str, Any]:
    return {
        "level": card.education,
        "is_library": card.is_library_education,
        "version": card.version,
    }


def _keep_record(history: Any, record: Any, pk: int, values: dict[str, Any]) -> None:
    told = {name: getattr(record, name) for name in HISTORY}
    history.objects.create(id=pk, employee_id=record.id, **values, **told)


class Migration(migrations.Migration):

    dependencies = [
        ("staff", "0002_people_and_work"),
    ]

    operations = [migrations.RunPython(move, elidable=True)]
