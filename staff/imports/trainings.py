"""The table of what people have learnt: what a file of it would change, and how it is written."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from common.editing import readable
from common.imports.importer import Answers, Importer, PreviewRow, errors_by_cell
from common.imports.reading import ReadRow, ReadSheet
from common.imports.rows import SKIP
from common.text import normalise, number_alone
from common.year_or_day import parse_year_or_day
from staff.actions import record_access
from staff.actions import training as actions
from staff.imports.columns import name_key_of
from staff.imports.lookup import TrainingLookup
from staff.imports.matching import Match, find_person
from staff.imports.training_columns import COLUMNS, LEARNT, PERSON, document_of, to_python
from staff.imports.values import some_of
from staff.models import Employment, StaffImport, Training
from staff.rules import kept_employees_of, kept_trainings_of

_BY_FIELD = {column.field: column for column in COLUMNS}
_UNKNOWN = (
    "Среди работающих сотрудников такого имени с таким годом рождения нет. "
    "Исправьте имя или год, а нового человека сначала запишите в «Кадрах»."
)


@dataclass
class _Row:
    """A row of the file with the person it is of, once it is known who."""

    read: ReadRow
    match: Match
    work: Employment | None
    is_skipped: bool
    stored: Training | None = None
    is_of_gone: bool = False


class TrainingImporter(Importer):
    """A row is what one person has learnt; she is known as the list of people knows her.

    What is recorded already is known by the number of its document, or by title and last day;
    then only the columns of the file change, and no empty cell wipes what is known. Of people who
    work here no more a file tells nothing new: what is on record of them is let pass.
    """

    kind = "training"
    record = StaffImport
    columns = COLUMNS
    expected = "со столбцами «Фамилия» и «Чему обучена»"
    counted = "запись,записи,записей"
    shown_headings = ("Кто", "Чему обучена", "Окончание", "Документ")

    def lookup_for(self, user: Any) -> TrainingLookup:
        return TrainingLookup(user)

    def record_seen(self, user: Any) -> None:
        record_access(user, "Сверка загружаемого обучения с имеющимся")

    def is_heading_line(self, fields: set[str]) -> bool:
        return {"last_name", "title"} <= fields

    def compare(
        self, sheet: ReadSheet, lookup: TrainingLookup, answers: Answers
    ) -> list[PreviewRow]:
        chosen = _chosen_people(sheet, answers)
        rows = [_recognise(read, lookup, answers, chosen) for read in sheet.rows]
        for row in rows:
            if not row.is_of_gone:
                _check(row, sheet)
        _refuse_repeated(rows)
        return [_preview(row, sheet) for row in rows]

    def write(self, row: PreviewRow, by: Any, reason: str) -> None:
        values = to_python(row["values"])
        if row["status"] == "changed":
            kept = kept_trainings_of(by).get(pk=row["pk"])  # she may have left meanwhile
            told = {"version": row["version"], "by": by, "reason": reason}
            actions.change_training(kept.pk, values, **told)
            return
        employee = kept_employees_of(by).get(pk=row["employee"])
        values |= {"employee": employee, "source": Training.Source.IMPORT}
        actions.add_training(values, by, reason)


def _person_key(read: ReadRow) -> tuple[Any, ...]:
    return name_key_of(read.values), read.values.get("born"), read.values.get("library_id")


def _chosen_people(sheet: ReadSheet, answers: Answers) -> dict[tuple[Any, ...], str]:
    """Return who the person told a name to be: told once, it holds for all rows of that name."""
    told = ((_person_key(read), answers.get(str(read.number), "")) for read in sheet.rows)
    return {key: answer for key, answer in told if answer.isdecimal()}


def _recognise(
    read: ReadRow, lookup: TrainingLookup, answers: Answers, chosen: dict[tuple[Any, ...], str]
) -> _Row:
    match = find_person(read.values, parse_year_or_day(read.values.get("born") or ""), lookup)
    answer = answers.get(str(read.number)) or chosen.get(_person_key(read), "")
    work = match.work or next((one for one in match.candidates if str(one.pk) == answer), None)
    row = _Row(read, match, work, is_skipped=answer == SKIP and bool(match.candidates))
    row.is_of_gone = not work and not match.candidates and _is_of_gone(read, lookup)
    if work:
        row.stored = _stored(read.values, lookup.trainings[work.employee_id])
    return row


def _is_of_gone(read: ReadRow, lookup: TrainingLookup) -> bool:
    """Whether the row says what is on record of somebody who works here no more."""
    told = some_of(read.values, LEARNT)
    return any(
        str(each.employee.born or "") == (read.values.get("born") or "")
        and all(getattr(each, name) == value for name, value in told.items())
        for each in lookup.of_gone.get(name_key_of(read.values), ())
    )


def _stored(values: dict[str, Any], trainings: list[Training]) -> Training | None:
    number, title = (normalise(values.get(name) or "") for name in ("document_number", "title"))
    for each in trainings:
        if number and normalise(number_alone(each.document_number)) == number:
            return each
    for each in trainings:
        if normalise(each.title) == title and each.ends_on == values.get("ends_on"):
            return each
    return None


def _check(row: _Row, sheet: ReadSheet) -> None:
    """Add what is wrong with the row to its faults."""
    read = row.read
    for column in COLUMNS:
        if column.is_required and column.field not in sheet.letters:
            message = f"столбца «{column.heading}» в файле нет. Добавьте его."
            read.errors.append((column.field, message))
    told = {name for name, _ in read.errors}
    if row.work is None and not row.match.candidates and not told & {*PERSON, "library_id"}:
        read.errors.append(("last_name", _UNKNOWN))
    try:
        training = Training(**_values(row, told))
        training.clean_fields(exclude={"employee", "title_key", *told})
        training.clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            field = name if name in _BY_FIELD else "title"
            read.errors.append((field, " ".join(messages)))


def _values(row: _Row, told: set[str]) -> dict[str, Any]:
    """Return the fields as they would become, without those that are wrong already."""
    stored, typed = row.stored, some_of(row.read.values, LEARNT)
    before = {name: getattr(stored, name) for name in LEARNT} if stored else {}
    if not stored:
        before = {"document_kind": document_of(typed)}
    return {name: value for name, value in {**before, **typed}.items() if name not in told}


def _refuse_repeated(rows: list[_Row]) -> None:
    """Refuse rows that would write one and the same record."""
    same: dict[Any, list[ReadRow]] = defaultdict(list)
    for row in rows:
        values, person = row.read.values, row.work
        who = person.employee_id if person else _person_key(row.read)
        learnt = row.stored.pk if row.stored else (
            normalise(values.get("title") or ""), values.get("ends_on")
        )  # fmt: skip
        if not (row.is_skipped or row.is_of_gone) and values.get("title"):
            same[(who, learnt)].append(row.read)
    for reads in same.values():
        numbers = ", ".join(str(read.number) for read in reads[:10])
        for read in reads if len(reads) > 1 else ():
            message = f"Это обучение повторяется в строках {numbers}. Оставьте одну."
            read.errors.append(("title", message))


def _preview(row: _Row, sheet: ReadSheet) -> PreviewRow:
    read, work = row.read, row.work
    names = " ".join(filter(None, (read.values.get(name) for name in PERSON[:3])))
    told: PreviewRow = {"number": read.number, "label": names or f"строка {read.number}"}
    if row.is_skipped:
        return {**told, "status": "skipped"}
    if row.is_of_gone:
        return {**told, "status": "unchanged"}
    if read.errors:
        return {**told, "status": "refused", "errors": errors_by_cell(read, sheet)}
    if work is None:
        return {**told, "status": "doubtful", **_asked(row.match, sheet, read)}
    if row.stored:
        return {**told, **_changed(row.stored, read)}
    values = {**_values(row, set())}
    made = Training(**values)
    cells = [told["label"], made.title, readable(made.ends_on), made.get_document_kind_display()]
    return {
        **told, "status": "added", "employee": work.employee_id, "values": values, "shown": cells,
    }  # fmt: skip


def _asked(match: Match, sheet: ReadSheet, read: ReadRow) -> PreviewRow:
    candidates = []
    for work in match.candidates:
        year = work.employee.birth_year
        born = f"{year}\N{NO-BREAK SPACE}г. р." if year else "год рождения не указан"
        candidates.append({"pk": work.pk, "label": f"{work.employee}, {born}, {work}"})
    place = f"Лист «{sheet.title}», строка {read.number}: {read.values['title']}"
    words = {"chosen": "записать ей", "is_new_refused": True}
    return {"question": match.question, "candidates": candidates, "place": place, **words}


def _changed(stored: Training, read: ReadRow) -> PreviewRow:
    told = some_of(read.values, LEARNT)
    news = {name: value for name, value in told.items() if value != getattr(stored, name)}
    if not news:
        return {"status": "unchanged"}
    after = Training(**news)
    changes = [
        {
            "label": _BY_FIELD[name].heading,
            "before": readable(_BY_FIELD[name].write(stored)),
            "after": readable(_BY_FIELD[name].write(after)),
        }
        for name in news
    ]
    return {
        "status": "changed",
        "pk": stored.pk,
        "version": stored.version,
        "values": news,
        "changes": changes,
    }


TRAINING = TrainingImporter()
