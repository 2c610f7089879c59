"""What documents there are of a collection, in plain words, with the sizes of those made before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.scope import sees_whole_region
from reports.documents import DOCUMENTS
from reports.documents.bound_summary import BoundSummary
from reports.documents.regional_summary import RegionalSummary
from reports.documents.values import LibraryValues
from reports.documents.whole_form import WholeForm
from reports.models import DocumentFile
from statistics.models import Campaign
from statistics.rules import can_see_collections


@dataclass(frozen=True)
class Button:
    """One file to ask for; `made` is the last such file of hers, if it is still kept."""

    document: str
    format: str
    label: str
    parameters: Mapping[str, str]
    made: DocumentFile | None = None


@dataclass(frozen=True)
class Offer:
    title: str
    words: str
    buttons: tuple[Button, ...]


# Name of the document, its words, its files: format, label, further parameters.
_Files = Sequence[tuple[str, str, Mapping[str, str]]]
_Key = tuple[Any, ...]
_BOOK: _Files = (("pdf", "Свод-книга, PDF", {}), ("xlsx", "Свод-книга, XLSX", {}))
_FORM: _Files = (("pdf", "Сводная форма, PDF", {}), ("xlsx", "Сводная форма, XLSX", {}))
_MAIN: _Files = (("pdf", "Основные показатели, PDF", {}), ("xlsx", "Основные показатели, XLSX", {}))
_VALUES: _Files = (
    ("csv", "Строка на библиотеку, CSV для Excel", {"shape": "wide"}),
    ("xlsx", "Строка на библиотеку, XLSX", {"shape": "wide"}),
    ("csv", "Строка на значение, CSV для Excel", {"shape": "long"}),
    ("csv", "Строка на значение, CSV для программ", {"shape": "long", "manner": "plain"}),
    ("xlsx", "Строка на значение, XLSX", {"shape": "long"}),
)


def offers_for(user: Any, campaign: Campaign, place: Mapping[str, str]) -> list[Offer]:
    """Return the documents that `user` may have of the campaign at `place`.

    None to a librarian none of whose organisations reports in it: the region's are not hers.
    """
    if not sees_whole_region(user) and "organisation" not in place:
        return []
    common = {"campaign": campaign.name, **place}
    offered = list(_offered(user, place))
    made = _made_before([document.name for _, _, document, _ in offered], user)
    return [
        Offer(title, words, tuple(_buttons(document.name, files, common, made)))
        for title, words, document, files in offered
    ]


def _offered(user: Any, place: Mapping[str, str]) -> Iterable[tuple[str, str, type[Any], _Files]]:
    if can_see_collections(user) and "organisation" not in place:
        yield (
            "Свод-книга",
            "Титульный лист, содержание, таблицы по готовым наборам, картинки, полнота сведений. "
            "В XLSX — лист на таблицу с живыми итогами и значения по библиотекам.",
            BoundSummary,
            _BOOK,
        )
    yield (
        "Сводная форма",
        "Форма целиком, как её печатает Росстат: титульный лист, разделы с суммами, под числом — "
        "сколько библиотек его дали, в конце — кто не вошёл.",
        WholeForm,
        _FORM,
    )
    if "territory" not in place:
        yield (
            "Основные показатели рядом с прошлым годом",
            "Итоги, суммы, отношения и сравнение с прошлым годом, вся форма.",
            RegionalSummary,
            _MAIN,
        )
    if can_see_collections(user):
        yield (
            "Значения по библиотекам",
            "Плоский файл для других систем: коды библиотеки, учреждения и ОКТМО, ячейка, "
            "значение, «н/д» с причиной. Готовится в фоне: библиотек бывают сотни.",
            LibraryValues,
            _VALUES,
        )


def _buttons(
    document: str, files: _Files, common: Mapping[str, str], made: Mapping[_Key, DocumentFile]
) -> Iterable[Button]:
    for format_, label, more in files:
        parameters = {**common, **more}
        key = _key(document, format_, parameters)
        yield Button(document, format_, label, parameters, made.get(key))


def _made_before(documents: Sequence[str], user: Any) -> Mapping[_Key, DocumentFile]:
    """Return her latest files of the documents that are still kept."""
    files = DocumentFile.objects.filter(
        document__in=documents, requested_by=user, state=DocumentFile.State.READY
    ).order_by("created_at")
    return {
        _key(file.document, file.format, file.parameters): file
        for file in files
        if not file.is_missing
    }


def _key(document: str, format_: str, parameters: Mapping[str, str]) -> _Key:
    return (document, format_, *_values_of(document, parameters).items())


def _values_of(document: str, parameters: Mapping[str, str]) -> dict[str, str]:
    """Return all the parameters of the document in their order, with what stands for itself."""
    known = DOCUMENTS[document].parameters
    return {one.name: str(parameters.get(one.name) or one.default) for one in known}
