"""What of the registry waits for a person: the home pages show it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, NullIf, TruncDate
from django.urls import reverse

from common.imports.records import unfinished
from common.roles import is_department, is_librarian
from common.waiting import Kind
from libraries.models import (
    Examination,
    Library,
    MonitoringAdvice,
    PassportDraft,
    PassportRequest,
    RegistryImport,
)
from libraries.queries.examination import (
    examinations_to_mend,
    examinations_to_settle,
    sheets_to_fill,
    to_renew,
)
from libraries.queries.model_status import (
    applications_to_check,
    applications_to_mend,
    model_libraries,
    overdue_for_visit,
)
from libraries.queries.passports import (
    OPEN_DRAFTS,
    outdated,
    waiting_for_confirmation,
    with_draft,
)
from libraries.queries.registry import opened
from libraries.rules import applications_of, monitorings_of, own_examinations, sheets_of
from libraries.rules.passports import passports_of

# The next step of an examination, by its state.
ACTS = {
    Examination.State.DRAFT: "дописать заявку",
    Examination.State.RETURNED: "исправить заявку",
    Examination.State.SUBMITTED: "назначить экспертов",
    Examination.State.EXPERTS: "подготовить заключение",
    Examination.State.CONCLUDED: "записать решение комиссии",
}
ASKED = "просили обновить"
_ORGANISATION = Coalesce(NullIf("organisation__short_name", Value("")), "organisation__name")
_COMPETITION = Concat(
    "competition__programme", Value(", "), "competition__year", output_field=CharField()
)
_ACT = Case(*(When(state=state, then=Value(act)) for state, act in ACTS.items()), default=Value(""))
IMPORT_PAGES = {
    "libraries": "libraries:import-preview",
    "organisations": "libraries:organisation-import-preview",
    "population": "libraries:population-import-preview",
}


def waiting_of(user: Any) -> list[Kind]:
    """Return the kinds of work of the registry that the person has, the most pressing first."""
    if is_librarian(user):
        return list(_of_librarian(user))
    return list(_of_department(user)) if is_department(user) else []


def _of_department(user: Any) -> Iterator[Kind]:
    yield Kind(
        "Паспорта ждут подтверждения",
        waiting_for_confirmation(opened(Library.objects.all())),
        "libraries:passport-review",
        ["name_key", "pk"],
        about=_ORGANISATION,
        all_of_them=f"{reverse('libraries:passport-list')}?state=waiting",
    )
    yield Kind(
        "Заявки модельных библиотек на проверку",
        applications_to_check(),
        "libraries:application",
        ["submitted_at", "pk"],
        name="library__name",
        about=_COMPETITION,
        all_of_them=reverse("libraries:competition-list"),
    )
    yield _examinations(examinations_to_settle(), "waiting")
    yield _sheets(user)
    yield Kind(
        "Модельные библиотеки, где год не было мониторинга",
        overdue_for_visit(model_libraries()),
        "libraries:model-library",
        [F("visited_on").asc(nulls_first=True), "name_key"],
        about=_ORGANISATION,
        day="visited_on",
        day_word="были",
        no_day="ещё не были",
        all_of_them=f"{reverse('libraries:model-list')}?visit=overdue",
    )
    yield from _imports(user)


def _of_librarian(user: Any) -> Iterator[Kind]:
    own = opened(passports_of(user))
    yield _returned_passports(own)
    yield _old_passports(own)
    yield Kind(
        "Заявки на модельную библиотеку: дописать или исправить",
        applications_to_mend(applications_of(user)),
        "libraries:application",
        ["library__name_key", "pk"],
        name="library__name",
        about=_COMPETITION,
        all_of_them=reverse("libraries:competition-list"),
    )
    yield _examinations(examinations_to_mend(own_examinations(user)), "")
    yield _sheets(user)
    yield Kind(
        "Рекомендации после мониторинга",
        MonitoringAdvice.objects.filter(done_on=None, monitoring__in=monitorings_of(user)),
        "libraries:monitoring",
        ["due_on", "pk"],
        name="text",
        about="monitoring__library__name",
        day="due_on",
        day_word="срок",
        key="monitoring_id",
    )
    ending = to_renew().filter(library__in=own)
    yield Kind(
        "Статус информационно-библиотечного центра пора продлить",
        ending,
        "libraries:examination",
        ["valid_until", "pk"],
        name="library__name",
        about="criteria__status",
        day="valid_until",
        day_word="действует до",
        all_of_them=reverse("libraries:examination-list"),
    )


def _returned_passports(own: QuerySet[Library]) -> Kind:
    returned = PassportDraft.objects.filter(
        library=OuterRef("pk"), state=PassportDraft.State.RETURNED
    )
    return Kind(
        "Паспорта вернули с замечанием",
        with_draft(own, PassportDraft.State.RETURNED),
        "libraries:passport-edit",
        ["name_key", "pk"],
        about=Subquery(returned.values("remark")[:1]),
        all_of_them=f"{reverse('libraries:passport-list')}?state=returned",
    )


def _old_passports(own: QuerySet[Library]) -> Kind:
    """Those that wait for the methodist or were returned are told of elsewhere."""
    requests = PassportRequest.objects.filter(libraries=OuterRef("pk")).order_by("-sent_at")
    left = outdated(own).exclude(pk__in=with_draft(own, *OPEN_DRAFTS).values("pk"))
    is_asked = Q(asked_at__isnull=False) & (
        Q(passport__confirmed_at=None) | Q(asked_at__gt=F("passport__confirmed_at"))
    )
    return Kind(
        "Паспорта старше года: проверьте и отправьте",
        left.annotate(asked_at=Subquery(requests.values("sent_at")[:1])),
        "libraries:passport-edit",
        [Case(When(is_asked, then=Value(0)), default=Value(1)).asc(), "name_key", "pk"],
        about=Case(When(is_asked, then=Value(ASKED)), default=Value("")),
        day=TruncDate("passport__confirmed_at"),
        day_word="подтверждён",
        no_day="ещё не подтверждался",
        all_of_them=f"{reverse('libraries:passport-list')}?state=old",
    )


def _examinations(examinations: QuerySet[Examination], state: str) -> Kind:
    query = f"?state={state}" if state else ""
    return Kind(
        "Экспертиза школьных библиотек: следующий шаг",
        examinations,
        "libraries:examination",
        ["submitted_at", "pk"],
        name="library__name",
        about=_ACT,
        all_of_them=f"{reverse('libraries:examination-list')}{query}",
    )


def _sheets(user: Any) -> Kind:
    return Kind(
        "Оценочные листы экспертов не сданы",
        sheets_to_fill(sheets_of(user)),
        "libraries:expert-sheet",
        ["pk"],
        name="examination__library__name",
        about=Concat(Value("эксперт "), "name", output_field=CharField()),
        all_of_them=f"{reverse('libraries:examination-list')}?state=experts",
    )


def _imports(user: Any) -> Iterator[Kind]:
    for kind, page in IMPORT_PAGES.items():
        yield unfinished(RegistryImport.objects.filter(kind=kind), user, page)
