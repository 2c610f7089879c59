"""What the tests of examinations act upon."""

from libraries import actions
from libraries.models import CriteriaSet, Examination, Library, Outline
from libraries.queries import active_outline
from tests.factories import LibraryFactory

STATUS = "информационно-библиотечный центр"
TEXT = "# Помещение\nЧитальный зал — 5\nКомпьютеры — 3\n# Работа\nЗанятия с детьми — 10 баллов"


def make_criteria(**fields) -> CriteriaSet:
    told = {"status": STATUS, "minimum": 10, "years": 5, "text": TEXT, "by": None}
    return actions.issue_criteria(**told | fields)


def written(outline: Outline) -> dict[str, str]:
    """Return words under each heading."""
    return {str(item.pk): "Зал на 30 мест." for item in outline.items.all()}


def make_school(organisation) -> Library:
    return LibraryFactory(
        organisation=organisation, kind=Library.Kind.SCHOOL, name="Библиотека школы № 1"
    )


def make_examination(library: Library, state: str = "draft", **fields) -> Examination:
    criteria = fields.pop("criteria", None) or CriteriaSet.objects.first() or make_criteria()
    outline = active_outline(Outline.Purpose.EXAMINATION)
    return Examination.objects.create(
        library=library,
        organisation=library.organisation,
        criteria=criteria,
        state=state,
        outline=outline,
        **{"texts": written(outline)} | fields,
    )


def full_marks(examination: Examination, points: int = 3) -> dict[int, tuple[int | None, str]]:
    return {each.pk: (points, "") for each in examination.criteria.criteria.all()}
