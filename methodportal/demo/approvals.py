"""How the demo plans come to be approved: rounds, an amendment, a consolidated plan half done."""

import datetime as dt

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from common.roles import Role
from events import actions
from events.models import ApprovalRemark, Plan, PlanItem, PlanLetter, PlanSection
from methodportal.demo.registry import PRESENT_YEAR, Registry

# Who writes the consolidated plan, and whether it has handed in; the rest is the coordinator's.
_WRITERS = {"children": True, "youth": True, "blind": False, "ministry": False}
_BERYOZOVSK = "bibliotekar@biblio.example"


def make_approvals(registry: Registry) -> None:
    """Amend this year's plan, send the children's library's, and open the consolidated one."""
    head, author, methodist, *_ = User.objects.filter(
        role__in=(Role.HEAD, Role.METHODIST)
    ).order_by("pk")
    _amend(Plan.objects.get(year=PRESENT_YEAR, kind=Plan.Kind.DEPARTMENT), head, author)
    children = registry.organisers["children"]
    _send(Plan.objects.get(organisation=children, year=PRESENT_YEAR + 1), head, author, methodist)
    consolidated = Plan.objects.get(kind=Plan.Kind.CONSOLIDATED)
    _share_out(consolidated, registry, author)
    # What was written to people of a region that does not exist is not sent to anybody.
    PlanLetter.objects.update(sent_at=F("written_at"))


def _amend(plan: Plan, head: User, author: User) -> None:
    """Approve one amendment of a plan, and leave the next one in the making."""
    first = actions.begin_amendment(plan, "Приказ директора о переносе совещания", author)
    meeting = _named(plan, "Ежегодное совещание")
    actions.amend_item(first, meeting, {"period": "3–4 декабря"}, author)
    added = {
        "event_form": "вебинар",
        "name": "Вебинар «Готовимся к годовому отчёту»",
        "period": "8 декабря",
        "responsibles": "Лаврова О. Н.",
        "place": "онлайн",
    }
    actions.amend_new(first, added, actions.Spot(plan.sections.order_by("position")[2].pk), author)
    actions.approve(first, head, dt.date(PRESENT_YEAR, 11, 16), "118-о")
    second = actions.begin_amendment(plan, "", author)
    leaflet = _named(plan, "Памятка «Заполняем")
    actions.amend_item(second, leaflet, {"period": "декабрь"}, author)
    place = actions.Spot(after=plan.sections.order_by("position").last().pk)
    kind = PlanSection.Kind.WORK
    schools = actions.amend_new_section(second, "Библиотеки школ и колледжей", kind, place, author)
    meeting = {"event_form": "совещание", "name": "О списании фондов", "period": "18 декабря"}
    actions.amend_new(second, meeting, actions.Spot(-schools.pk), author)
    trips = plan.figures.get(name__startswith="Выезды")
    actions.amend_figures(
        second, [actions.FigureChange(trips.name, trips.number + 2, figure=trips)], author
    )


def _named(plan: Plan, beginning: str) -> PlanItem:
    return plan.items.get(name__startswith=beginning, removed_at=None)


def _send(plan: Plan, head: User, author: User, methodist: User) -> None:
    """Let a plan come back with remarks, be answered and go on to the head."""
    readers = [actions.Reader(methodist), actions.Reader(head)]
    due_on = timezone.localdate() + dt.timedelta(days=4)
    version = Plan.objects.get(pk=plan.pk).version
    first = actions.send_for_approval(plan, readers, due_on, "", author, version=version)
    step = first.steps.get(position=1)
    webinar = _named(plan, "Вебинар «Летнее чтение")
    mended = actions.add_remark(step, "В марте у нас уже два вебинара, лучше раньше.", item=webinar)
    declined = actions.add_remark(step, "Не хватает выставки для подростков.")
    actions.return_with_remarks(step, "В целом план хороший.", methodist)
    actions.change_field(webinar, "period", "25 февраля", "16 марта", author)
    states = ApprovalRemark.State
    actions.answer_remark(mended, states.MENDED, "Перенесли на 25 февраля.", author)
    answer = "Выставка стоит в плане юношеской библиотеки."
    actions.answer_remark(declined, states.DECLINED, answer, author)
    version = Plan.objects.get(pk=plan.pk).version
    note = "Исправили по замечаниям, ждём Вашего решения."
    again = actions.send_for_approval(plan, readers, due_on, note, author, version=version)
    actions.agree(again.steps.get(position=1), "Спасибо, теперь всё верно.", methodist)


def _share_out(plan: Plan, registry: Registry, author: User) -> None:
    """Give rows to the organisations that hold them; two have handed in, one is late."""
    organisations = {key: registry.organisers[key] for key in _WRITERS}
    in_time = timezone.localdate() + dt.timedelta(days=9)
    note = "Внесите областные события года: конкурсы, семинары, акции."
    librarian = User.objects.get(email=_BERYOZOVSK)
    invited = [*organisations.values(), librarian.organisation]
    made = {
        one.organisation_id: one for one in actions.invite(plan, invited, in_time, note, author)
    }
    actions.share_out(plan, author)
    for key, has_handed_in in _WRITERS.items():
        if has_handed_in:
            actions.hand_in(made[organisations[key].pk], author)
    late = made[organisations["blind"].pk]
    late.due_on = timezone.localdate() - dt.timedelta(days=2)
    late.save(update_fields=["due_on"])
    _write_row(plan, librarian)


def _write_row(plan: Plan, librarian: User) -> None:
    """Add a row that repeats another organisation's, on the same days for the same people."""
    section = plan.sections.order_by("position").last()
    audience = "сельские библиотекари"
    values = {
        "event_form": "семинар",
        "name": "Семинар «Подросток читает: опыт района»",
        "period": "28 октября",
        "organisers": str(librarian.organisation),
        "audience": audience,
    }
    actions.add_item(plan, values, librarian, actions.Place(section=section))
    PlanItem.objects.filter(plan=plan, name="Семинар «Подросток читает»").update(audience=audience)
