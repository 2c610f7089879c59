"""From an uploaded workbook to the answers in it, or to the reasons why it cannot be taken."""

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from common.spreadsheets import CellValue, read_filled_form
from common.spreadsheets import Sheet as ReadSheet
from common.text import lowered, strip_controls
from statistics.answers import AnswerError, Reply, read_reply
from statistics.checks.engine import Answer, compute_totals
from statistics.imports.values import text_of
from statistics.layout import CellSpec, Layout, layout_of
from statistics.models import Campaign, Submission
from statistics.offline import stamp
from statistics.offline.comparing import Filled
from statistics.offline.places import FormPlaces, Place, places_of
from statistics.offline.writing import LIST, head_of

MAX_FAULTS = 100
_OUTSIDE = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_AGAIN = "Скачайте новый бланк на этой странице и перенесите в него числа."


class OfflineRefusedError(Exception):
    """The workbook cannot be taken, nothing was written; `messages` say why, in Russian."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = list(messages)


@dataclass(frozen=True)
class _Form:
    """One library's sheet as it came back."""

    stamp: stamp.Stamp
    sheet: ReadSheet
    layout: Layout
    places: FormPlaces

    def text(self, place: Place) -> CellValue:
        rows = self.sheet.rows
        row = rows[place.row - 1] if place.row <= len(rows) else []
        return row[place.column - 1] if place.column <= len(row) else None

    def is_formula(self, place: Place) -> bool:
        return place.coordinate in self.sheet.unsaved_formulas

    def tell(self, place: Place, message: str) -> str:
        """Say where on the sheet and in the form something is, and what."""
        spec = self.layout.cells.get(place.address)
        where = f" ({spec.place})" if spec else ""
        told = lowered(message)
        return f"Лист «{self.sheet.title}», ячейка {place.coordinate}{where}: {told}"


def read_filled_workbook(
    data: bytes, name: str, campaign: Campaign, expected: Mapping[int, Submission]
) -> list[Filled]:
    """Return what is filled in for each report of the workbook.

    `expected` are the reports it may speak of, by their pk. Raises OfflineRefusedError with
    everything that is wrong, and UploadError when the file cannot be read safely.
    """
    _refuse_links(data, name)
    sheets = {sheet.title: sheet for sheet in read_filled_form(data, name)}
    stamps = _stamps(sheets)
    for one in stamps:
        _refuse_foreign(one, campaign, expected)
    _refuse_other_sheets(sheets, [one.sheet for one in stamps])
    layout = layout_of(campaign.edition)
    forms = [_Form(one, sheets[one.sheet], layout, _places(one, layout)) for one in stamps]
    faults = [fault for form in forms for fault in _faults(form, expected[form.stamp.submission])]
    if faults:
        more = len(faults) - MAX_FAULTS
        rest = [f"…и ещё {more}."] if more > 0 else []
        raise OfflineRefusedError([*faults[:MAX_FAULTS], *rest])
    return [_filled(form) for form in forms]


def _refuse_links(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member.lower() for member in archive.namelist()]
    if any(member.startswith(_OUTSIDE) for member in members):
        raise OfflineRefusedError(
            [
                f"Файл «{name}» берёт данные из других файлов. Разорвите связи (Данные → Изменить "
                "связи → Разорвать), оставьте числа, сохраните и загрузите снова."
            ]
        )


def _stamps(sheets: Mapping[str, ReadSheet]) -> list[stamp.Stamp]:
    if stamp.SHEET not in sheets:
        raise OfflineRefusedError([f"Это не бланк, скачанный с портала. {_AGAIN}"])
    try:
        return stamp.read_stamps(sheets[stamp.SHEET].rows)
    except stamp.ForgedStampError as error:
        raise OfflineRefusedError(
            [f"Служебный лист бланка изменён или повреждён, портал его не узнаёт. {_AGAIN}"]
        ) from error


def _refuse_foreign(
    one: stamp.Stamp, campaign: Campaign, expected: Mapping[int, Submission]
) -> None:
    """Refuse another period's form, another library's, one of an older edition."""
    if one.campaign != campaign.name:
        raise OfflineRefusedError(
            [
                f"Это бланк другого сбора: «{one.form}», а здесь загружают "
                f"«{campaign.short_title}». Выберите другой файл."
            ]
        )
    if one.edition != campaign.edition.checksum:
        raise OfflineRefusedError(
            [f"После того как бланк скачали, форму изменили, и числа в нём не на месте. {_AGAIN}"]
        )
    if one.submission in expected:
        return
    libraries = [submission.library for submission in expected.values()]
    if one.code in {library.code for library in libraries}:
        raise OfflineRefusedError(
            [f"После того как бланк скачали, сбор отменили и открыли заново. {_AGAIN}"]
        )
    here = f"отчёт библиотеки «{libraries[0]}»" if len(libraries) == 1 else "Ваши библиотеки"
    raise OfflineRefusedError(
        [f"В файле бланк библиотеки «{one.library}», а здесь загружают {here}."]
    )


def _refuse_other_sheets(sheets: Collection[str], wanted: list[str]) -> None:
    missing = [title for title in wanted if title not in sheets]
    if missing:
        told = ", ".join(f"«{title}»" for title in missing)
        raise OfflineRefusedError([f"В файле нет листов: {told}. Бланк изменён. {_AGAIN}"])
    others = [title for title in sheets if title not in (*wanted, LIST, stamp.SHEET)]
    if others:
        told = ", ".join(f"«{title}»" for title in others[:10])
        raise OfflineRefusedError([f"В файле лишние листы: {told}. Удалите их и загрузите снова."])


def _places(one: stamp.Stamp, layout: Layout) -> FormPlaces:
    return places_of(layout, head_of("", "", one.code, one.library), one.with_last)


def _faults(form: _Form, submission: Submission) -> Iterator[str]:
    moved = next(_moved(form), "")
    if moved:
        yield moved
        return
    wrong = list(_wrong_answers(form))
    yield from wrong
    if not wrong:
        yield from _wrong_totals(form)
        if not submission.is_editable and _filled(form).touched(form.layout):
            yield (
                f"Лист «{form.sheet.title}»: отчёт {submission.get_state_display()}, изменить его "
                "сейчас нельзя, а числа в бланке другие."
            )


def _moved(form: _Form) -> Iterator[str]:
    """Yield where the sheet is no longer laid out as it was given out."""
    known = {(place.row, place.column): place for row in form.places.rows for place in row}
    for place in known.values():
        if place.is_fixed and not _is_same(form.text(place), place.text):
            yield form.tell(
                place,
                f"бланк изменён: здесь было «{place.text}», а теперь "
                f"«{_words(form.text(place))[:60] or 'пусто'}». {_AGAIN}",
            )
    for number, row in enumerate(form.sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None and (number, column) not in known:
                aside = Place(number, column, "line")
                yield form.tell(aside, f"«{_words(value)[:60]}» стоит вне таблицы. Уберите это.")


def _wrong_answers(form: _Form) -> Iterator[str]:
    for address, place in form.places.answers.items():
        spec = form.layout.cells[address]
        if spec.is_total:
            continue
        if form.is_formula(place):
            message = (
                "формула вместо числа. Скопируйте ячейку и вставьте её же как "
                "значение: Правка → Специальная вставка → Значения."
            )
            yield form.tell(place, message)
            continue
        try:
            _reply(form.text(place), spec)
        except AnswerError as error:
            yield form.tell(place, str(error))


def _reply(value: CellValue, spec: CellSpec) -> Reply | None:
    if isinstance(value, bool) and spec.kind != "flag":
        raise AnswerError(f"«{'ИСТИНА' if value else 'ЛОЖЬ'}» — не число.")
    return read_reply(text_of(value), spec)


def _wrong_totals(form: _Form) -> Iterator[str]:
    """Yield totals that were typed over with another number: it would be lost without a word."""
    totals = compute_totals(form.layout, _answers(form))
    for address, place in form.places.answers.items():
        spec = form.layout.cells[address]
        value = form.text(place)
        if not spec.is_total or value is None or value == "":
            continue
        if text_of(value) != text_of(_plain(totals.get(address))):
            message = (
                f"на месте итога вписано «{_words(value)[:40]}». Итог портал "
                "считает сам: исправьте слагаемые, а эту ячейку очистите."
            )
            yield form.tell(place, message)


def _answers(form: _Form) -> dict[str, Answer]:
    replies = {
        address: _reply(form.text(place), form.layout.cells[address])
        for address, place in form.places.answers.items()
        if not form.layout.cells[address].is_total
    }
    return {
        address: Answer(reply.number, reply.number is None)
        for address, reply in replies.items()
        if reply is not None
    }


def _filled(form: _Form) -> Filled:
    texts = {}
    for address, place in form.places.answers.items():
        spec = form.layout.cells[address]
        reply = None if spec.is_total else _reply(form.text(place), spec)
        if reply is not None:
            texts[address] = reply.text
    return Filled(form.stamp.submission, form.stamp.library, texts, form.stamp.cells)


def _is_same(value: CellValue, text: str) -> bool:
    words, wanted = _words(value), _words(text)
    return words == wanted or (wanted.isdigit() and words.isdigit() and int(words) == int(wanted))


def _plain(number: object) -> CellValue:
    return None if number is None else float(str(number))


def _words(value: CellValue) -> str:
    return " ".join(strip_controls(text_of(value)).split())
