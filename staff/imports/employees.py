"""The table of people and their work: what a file of it would change, and how that is written."""

import datetime
from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError

from common.editing import readable
from common.imports.importer import Answers, Importer, PreviewRow, errors_by_cell
from common.imports.reading import ReadRow, ReadSheet
from common.imports.rows import NEW, SKIP
from common.year_or_day import YearOrDay, parse_year_or_day
from staff import actions
from staff.imports.columns import COLUMNS, PERSON, SCHOOL, WORK, name_key_of
from staff.imports.lookup import Lookup
from staff.imports.matching import Match, find
from staff.imports.values import Values, some_of, to_python
from staff.imports.verbs import VERBS
from staff.models import Education, Employee, Employment, StaffImport
from staff.models.employees import is_too_early
from staff.models.employments import TOO_EARLY
from staff.rules import employing_libraries_of, employments_of

_HEADINGS = {column.field: column.heading for column in COLUMNS}
# What choosing a candidate does, by the verb.
_CHOSEN = {
    "change": "изменить",
    "transfer": "записать перевод",
    "beside": "записать ещё одно место работы",
}
_EMPTY_WORK = {"rate": "1", "kind": Employment.Kind.MAIN, "since": None, "until": None}


class StaffImporter(Importer):
    """A row is a person at a work; known by name, birth year and library (staff.imports.matching).

    Of a known person only the columns of the file change, and no empty cell wipes what is known.
    """

    kind = "staff"
    record = StaffImport
    columns = COLUMNS
    expected = "со столбцами «Фамилия» и «Имя»"
    counted = "запись,записи,записей"
    shown_headings = ("Фамилия, имя, отчество", "Должность", "Библиотека")

    def lookup_for(self, user: Any) -> Lookup:
        """Read the people of the user's scope; that she was shown them goes on record."""
        actions.record_access(user, "Сверка загружаемого списка кадров с имеющимся")
        return Lookup(user)

    def record_seen(self, user: Any) -> None:
        actions.record_access(user, "Загрузка списка кадров: что изменится")

    def compare(self, sheet: ReadSheet, lookup: Lookup, answers: Answers) -> list[PreviewRow]:
        _refuse_repeated(sheet)
        return [_compare_row(row, sheet, lookup, answers) for row in sheet.rows]

    def write(self, row: PreviewRow, by: Any, reason: str) -> None:
        _refuse_foreign(row, by)
        VERBS[row["verb"]](row, to_python(row["values"]), by, reason)


def _refuse_foreign(row: PreviewRow, by: Any) -> None:
    """Raise DoesNotExist when the work or the library has left the person's scope meanwhile."""
    if "pk" in row:
        employments_of(by).get(pk=row["pk"])
    if (library := row["values"].get("library_id")) is not None:
        employing_libraries_of(by).get(pk=library)


def _compare_row(read: ReadRow, sheet: ReadSheet, lookup: Lookup, answers: Answers) -> PreviewRow:
    answer = answers.get(str(read.number), "")
    match = find(read.values, _born(read), lookup)
    work = match.work or next((one for one in match.candidates if str(one.pk) == answer), None)
    told: PreviewRow = {"number": read.number, "label": _label(read)}
    if answer == SKIP and match.candidates:
        return {**told, "status": "skipped"}
    verb = _verb(work, read.values)
    _validate(read, sheet, work, verb)
    if read.errors:
        return {**told, "status": "refused", "errors": errors_by_cell(read, sheet)}
    if work is None and match.candidates and answer != NEW:
        return {**told, "status": "doubtful", **_asked(match, read.values, sheet, read.number)}
    if work is None:
        library = lookup.by_pk[read.values["library_id"]]
        shown = [_label(read), read.values["post"], str(library)]
        return {**told, "status": "added", "verb": verb, "values": read.values, "shown": shown}
    return {**told, **_changed(work, read.values, verb, lookup)}


def _verb(work: Employment | None, values: Values) -> str:
    if work is None:
        return "hire"
    if work.library_id == values.get("library_id", work.library_id):
        return "change"
    return "transfer" if values.get("kind", work.kind) == work.kind else "beside"


def _born(read: ReadRow) -> YearOrDay | None:
    return parse_year_or_day(read.values.get("born") or "")


def _label(read: ReadRow) -> str:
    names = (read.values.get(name) for name in PERSON[:3])
    return " ".join(filter(None, names)) or f"строка {read.number}"


def _asked(match: Match, values: Values, sheet: ReadSheet, number: int) -> PreviewRow:
    candidates = [
        {
            "pk": work.pk,
            "label": f"{work.employee}, {_birth(work)}, {work}",
            "chosen": _CHOSEN[_verb(work, values)],
        }
        for work in match.candidates
    ]
    place = f"Лист «{sheet.title}», строка {number}"
    return {"question": match.question, "candidates": candidates, "place": place}


def _birth(work: Employment) -> str:
    year = work.employee.birth_year
    return f"{year}\N{NO-BREAK SPACE}г. р." if year else "год рождения не указан"


def _refuse_repeated(sheet: ReadSheet) -> None:
    """Refuse a work that stands twice, and two main works of one person."""
    works: dict[Any, list[ReadRow]] = defaultdict(list)
    mains: dict[Any, list[ReadRow]] = defaultdict(list)
    for row in sheet.rows:
        person = (name_key_of(row.values), row.values.get("born"))
        works[(*person, row.values.get("library_id"), row.values.get("kind"))].append(row)
        is_main = row.values.get("kind", Employment.Kind.MAIN) == Employment.Kind.MAIN
        if is_main and not row.values.get("until"):
            mains[person].append(row)
    told: set[int] = set()
    for rows in works.values():
        told |= _refuse(
            rows, "last_name", "Этот человек здесь повторяется в строках {}. Оставьте одну."
        )
    for rows in mains.values():
        if not told & {row.number for row in rows}:
            _refuse(
                rows,
                "kind",
                "Основная работа одна, а записана в строках {}. Укажите совместительство.",
            )


def _refuse(rows: list[ReadRow], field: str, message: str) -> set[int]:
    if len(rows) < 2 or not rows[0].values.get("last_name"):
        return set()
    numbers = ", ".join(str(row.number) for row in rows[:10])
    for row in rows:
        row.errors.append((field, message.format(numbers)))
    return {row.number for row in rows}


def _validate(read: ReadRow, sheet: ReadSheet, work: Employment | None, verb: str) -> None:
    """Add what the models would refuse, and what the verb needs, to the faults of the row."""
    told = {name for name, _ in read.errors}
    if work is None:
        for column in COLUMNS:
            if column.is_required and column.field not in sheet.letters:
                message = f"человек новый, а столбца «{column.heading}» в файле нет. Добавьте его."
                read.errors.append((column.field, message))
                told.add(column.field)
    values = to_python(read.values)
    person = work.employee if work else None
    _clean(read, Employee, {**_stored(person, PERSON), **some_of(values, PERSON)}, told)
    is_new = verb != "change"
    stored = _EMPTY_WORK if is_new else _stored(work, WORK)
    _clean(read, Employment, {**stored, **some_of(values, WORK)}, told)
    born, since = values.get("born") or (person and person.born), values.get("since")
    if since and "since" not in told and is_too_early(born, since.year):
        read.errors.append(("since", TOO_EARLY))
    if verb == "transfer" and "since" not in told and (fault := _no_transfer_on(since, work)):
        read.errors.append(("since", fault))


def _no_transfer_on(since: datetime.date | None, work: Employment | None) -> str:
    """Tell what is wrong with the day of a transfer: lists bring the day of the former work."""
    if not since:
        return "это перевод: напишите, с какого дня она на новом месте."
    if work and work.since and since <= work.since:
        return (
            f"это перевод, а на прежнем месте она с {work.since:%d.%m.%Y}: напишите, с какого дня "
            "она на новом."
        )
    return ""


def _clean(read: ReadRow, model: type[Any], values: Values, told: set[str]) -> None:
    row = model(**{name: value for name, value in values.items() if value is not None})
    others = {each.name for each in model._meta.fields if each.attname not in values}
    skipped = {*others, "library", "employee", *told}
    try:
        row.clean_fields(exclude=skipped)
        if model is Employee:
            row.clean()
        row.validate_constraints(exclude=set())
    except ValidationError as error:
        named = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, messages in named.items():
            field = name if name in _HEADINGS else "until"
            read.errors.append((field, " ".join(messages)))


def _stored(row: Any, names: tuple[str, ...]) -> Values:
    return {name: getattr(row, name) for name in names} if row else {}


def _changed(work: Employment, values: Values, verb: str, lookup: Lookup) -> PreviewRow:
    school = lookup.schools.get(work.employee_id)
    typed = to_python(values)
    before = {
        **_stored(work.employee, PERSON),
        **_stored(work, WORK),
        "level": school.level if school else "",
        "is_library": bool(school and school.is_library),
    }
    names = (*PERSON, *WORK)
    if values.get("level"):
        names += SCHOOL
        typed["is_library"] = values["is_library"] = _is_library(values, before)
    told = some_of(typed, names).items()
    news = {name: value for name, value in told if not _says_same(before[name], value)}
    if not news:
        return {"status": "unchanged"}
    changes = [
        {
            "label": _told(name, verb),
            "before": _shown(name, before[name], lookup),
            "after": _shown(name, value, lookup),
        }
        for name, value in news.items()
    ]
    kept = values if verb != "change" else {name: values[name] for name in news}
    return {
        "status": "changed",
        "verb": verb,
        "changes": changes,
        "values": {**kept, **{name: values.get(name) for name in SCHOOL if values.get("level")}},
        "pk": work.pk,
        "versions": [work.version, work.employee.version, school.version if school else 0],
        "school": school.pk if school else None,
    }


def _says_same(before: Any, after: Any) -> bool:
    """Whether a cell tells nothing new; a bare year does not wipe a known day of that year."""
    is_bare_year = isinstance(after, YearOrDay) and after.day is None
    if is_bare_year and isinstance(before, YearOrDay):
        return after.year == before.year
    return bool(before == after)


def _is_library(values: Values, before: Values) -> bool:
    """Whether the schooling is a librarian's: as told, else as stored of the same level."""
    if values.get("is_library") is not None:
        return bool(values["is_library"])
    return bool(before["is_library"]) and values["level"] == before["level"]


def _told(name: str, verb: str) -> str:
    words = {"transfer": "Перевод: ", "beside": "Ещё одно место: "}.get(verb, "")
    return f"{words}{_HEADINGS[name].lower()}" if words and name in WORK else _HEADINGS[name]


def _shown(name: str, value: Any, lookup: Lookup) -> str:
    if name == "library_id":
        library = lookup.by_pk.get(value)
        return str(library) if library else "другая библиотека"
    labels = {"kind": Employment.Kind, "level": Education.Level}
    if name in labels and value:
        return str(labels[name](value).label)
    return readable(value)


STAFF = StaffImporter()
