"""Addresses of approval, amendments, editions, consolidated plans, copying and checking."""

from django.urls import URLPattern, path

from events.views import (
    approval,
    checking,
    consolidation,
    copying,
    editions,
    sending,
    workdays,
)
from events.views.amendments import figures, heading, items, page, sections

urlpatterns: list[URLPattern] = [
    path("<int:pk>/approval/", approval.plan_approval, name="plan-approval"),
    path("<int:pk>/send/", sending.plan_send, name="plan-send"),
    path("steps/<int:pk>/answer/", approval.step_answer, name="step-answer"),
    path("steps/<int:pk>/remark/", approval.remark_add, name="remark-add"),
    path("remarks/<int:pk>/remove/", approval.remark_remove, name="remark-remove"),
    path("remarks/<int:pk>/answer/", approval.remark_answer, name="remark-answer"),
    path("approvals/<int:pk>/withdraw/", sending.approval_withdraw, name="approval-withdraw"),
    path("approvals/<int:pk>/remind/", sending.approval_remind, name="approval-remind"),
    path("<int:pk>/approve/", sending.plan_approve, name="plan-approve"),
    path("<int:pk>/amend/", page.amendment_begin, name="amendment-begin"),
    path("amendments/<int:pk>/", page.amendment, name="amendment"),
    path("amendments/<int:pk>/grounds/", page.amendment_grounds, name="amendment-grounds"),
    path("amendments/<int:pk>/drop/", page.amendment_drop, name="amendment-drop"),
    path("amendments/<int:pk>/new/", items.amendment_new, name="amendment-new"),
    path("amendments/<int:pk>/new/<int:row_pk>/", items.amendment_new, name="amendment-row"),
    path(
        "amendments/<int:pk>/items/<int:item_pk>/",
        items.amendment_item,
        name="amendment-item",
    ),
    path(
        "amendments/<int:pk>/items/<int:item_pk>/remove/",
        items.amendment_remove,
        name="amendment-remove",
    ),
    path("amendments/<int:pk>/figures/", figures.amendment_figures, name="amendment-figures"),
    path("amendments/<int:pk>/heading/", heading.amendment_heading, name="amendment-heading"),
    path("amendments/<int:pk>/sections/", sections.amendment_sections, name="amendment-sections"),
    path(
        "amendments/<int:pk>/sections/new/",
        sections.amendment_section_new,
        name="amendment-section-new",
    ),
    path(
        "amendments/<int:pk>/sections/new/<int:row_pk>/",
        sections.amendment_section_new,
        name="amendment-section-row",
    ),
    path(
        "amendments/<int:pk>/sections/<int:section_pk>/",
        sections.amendment_section,
        name="amendment-section",
    ),
    path(
        "amendments/<int:pk>/sections/<int:section_pk>/remove/",
        sections.amendment_section_remove,
        name="amendment-section-remove",
    ),
    path("amendment-rows/<int:pk>/drop/", page.amendment_row_drop, name="amendment-row-drop"),
    path("amendments/<int:pk>/send/", sending.amendment_send, name="amendment-send"),
    path("amendments/<int:pk>/approve/", sending.amendment_approve, name="amendment-approve"),
    path("<int:pk>/editions/", editions.plan_editions, name="plan-editions"),
    path("<int:pk>/editions/<int:number>/", editions.plan_edition, name="plan-edition"),
    path("<int:pk>/editions/<int:number>/file/", editions.edition_file, name="edition-file"),
    path("<int:pk>/compare/", editions.plan_compare, name="plan-compare"),
    path("<int:pk>/copy/", copying.plan_copy, name="plan-copy"),
    path("days-off/", workdays.moved_days, name="moved-days"),
    path("days-off/<int:pk>/remove/", workdays.moved_day_remove, name="moved-day-remove"),
    path("<int:pk>/check/", checking.plan_check, name="plan-check"),
    path("items/<int:pk>/days/", checking.item_move_days, name="item-move-days"),
    path("<int:pk>/participants/", consolidation.participants, name="participants"),
    path(
        "<int:pk>/participants/invite/",
        consolidation.participants_invite,
        name="participants-invite",
    ),
    path(
        "<int:pk>/participants/remind/",
        consolidation.participants_remind,
        name="participants-remind",
    ),
    path(
        "<int:pk>/participants/share/",
        consolidation.participants_share,
        name="participants-share",
    ),
    path(
        "participants/<int:pk>/hand-in/",
        consolidation.participant_hand_in,
        name="participant-hand-in",
    ),
    path(
        "participants/<int:pk>/reopen/",
        consolidation.participant_reopen,
        name="participant-reopen",
    ),
    path(
        "participants/<int:pk>/remove/",
        consolidation.participant_remove,
        name="participant-remove",
    ),
]
