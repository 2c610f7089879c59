from django.urls import URLPattern, path

from events import approval_urls, import_urls, work_urls
from events.views import cells, columns, history, items, many, plans, structure, together

app_name = "events"
urlpatterns: list[URLPattern] = [
    path("", plans.plan_list, name="plan-list"),
    path("new/", plans.plan_create, name="plan-create"),
    path("<int:pk>/", plans.plan_page, name="plan"),
    path("<int:pk>/settings/", plans.plan_settings, name="plan-settings"),
    path("<int:pk>/reopen/", plans.plan_reopen, name="plan-reopen"),
    path("<int:pk>/history/", history.plan_history, name="plan-history"),
    path("<int:pk>/history/<int:item_pk>/", history.plan_history, name="item-history"),
    path(
        "<int:pk>/history/<int:item_pk>/<int:change_pk>/", history.item_former, name="item-former"
    ),
    path("<int:pk>/removed/", history.plan_removed, name="plan-removed"),
    path("<int:pk>/sections/", structure.section_list, name="plan-sections"),
    path("<int:pk>/sections/add/", structure.section_add, name="section-add"),
    path("sections/<int:pk>/rename/", structure.section_rename, name="section-rename"),
    path("sections/<int:pk>/move/", structure.section_move, name="section-move"),
    path("sections/<int:pk>/remove/", structure.section_remove, name="section-remove"),
    path("<int:pk>/figures/", structure.figure_list, name="plan-figures"),
    path("figures/<int:pk>/change/", structure.figure_change, name="figure-change"),
    path("figures/<int:pk>/remove/", structure.figure_remove, name="figure-remove"),
    path("<int:pk>/items/new/", items.item_new, name="item-new"),
    path("<int:pk>/items/add/", cells.item_add, name="item-add"),
    path("<int:pk>/live/", together.plan_live, name="plan-live"),
    path("<int:pk>/undo/", together.plan_undo, name="plan-undo"),
    path("<int:pk>/redo/", together.plan_redo, name="plan-redo"),
    path("<int:pk>/many/", many.plan_many, name="plan-many"),
    path("<int:pk>/cells/", many.plan_cells, name="plan-cells"),
    path("<int:pk>/paste/", many.plan_paste, name="plan-paste"),
    path("<int:pk>/columns/", columns.plan_columns, name="plan-columns"),
    path("<int:pk>/choices/", cells.plan_choices, name="plan-choices"),
    path("<int:pk>/period/", cells.period_meaning, name="period-meaning"),
    path("items/<int:pk>/", items.item_edit, name="item-edit"),
    path("items/<int:pk>/field/", cells.item_field, name="item-field"),
    path("items/<int:pk>/move/", cells.item_move, name="item-move"),
    path("items/<int:pk>/remove/", cells.item_remove, name="item-remove"),
    path("items/<int:pk>/restore/", cells.item_restore, name="item-restore"),
    *import_urls.urlpatterns,
    *approval_urls.urlpatterns,
    *work_urls.urlpatterns,
]
