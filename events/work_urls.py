"""Addresses of marks, of facts, of closing a plan after its year, and of its documents."""

from django.urls import URLPattern, path

from events.views import closing, documents, facts, fulfilment, marks

urlpatterns: list[URLPattern] = [
    path("<int:pk>/marks/", marks.marks_page, name="marks"),
    path("<int:pk>/marks/<int:month>/", marks.marks_page, name="marks-month"),
    path("<int:pk>/marks/<int:month>/held/", marks.marks_held, name="marks-held"),
    path("<int:pk>/marks/undo/", marks.marks_undo, name="marks-undo"),
    path("items/<int:pk>/marks/", marks.item_marks, name="item-marks"),
    path("items/<int:pk>/marks/<int:month>/", marks.mark_set, name="mark-set"),
    path("items/<int:pk>/marks/<int:month>/remove/", marks.mark_remove, name="mark-remove"),
    path(
        "items/<int:pk>/marks/<int:month>/from-event/",
        marks.mark_from_event,
        name="mark-from-event",
    ),
    path("<int:pk>/fulfilment/", fulfilment.fulfilment_page, name="fulfilment"),
    path("<int:pk>/closings/", closing.plan_closings, name="plan-closings"),
    path("<int:pk>/close/", closing.plan_close, name="plan-close"),
    path("<int:pk>/unclose/", closing.plan_unclose, name="plan-unclose"),
    path("<int:pk>/closings/<int:number>/file/", closing.closing_file, name="closing-file"),
    path("<int:pk>/facts/", facts.facts_page, name="plan-facts"),
    path("figures/<int:pk>/records/", facts.figure_records, name="figure-records"),
    path("figures/<int:pk>/counting/", facts.figure_counting, name="figure-counting"),
    path("<int:pk>/documents/", documents.plan_documents, name="plan-documents"),
    path("profiles/<int:pk>/", documents.plan_profile, name="plan-profile"),
]
