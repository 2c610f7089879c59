"""Addresses of loading a plan from a file or the clipboard, and of times that stayed text."""

from django.urls import URLPattern, path

from events.views import imports, pairing, periods

urlpatterns: list[URLPattern] = [
    path("<int:pk>/import/", imports.import_start, name="import"),
    path("imports/<int:pk>/", imports.import_preview, name="import-preview"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import-columns"),
    path("imports/<int:pk>/rows/<int:index>/", imports.import_row, name="import-row"),
    path("imports/<int:pk>/rows/<int:index>/unfold/", pairing.import_unfold, name="import-unfold"),
    path("imports/<int:pk>/cells/<slug:key>/", pairing.import_pairing, name="import-pairing"),
    path("imports/<int:pk>/cells/<slug:key>/pair/", pairing.import_pair, name="import-pair"),
    path("imports/<int:pk>/cells/<slug:key>/step/", pairing.import_step, name="import-step"),
    path("imports/<int:pk>/cells/<slug:key>/done/", pairing.import_paired, name="import-paired"),
    path("imports/<int:pk>/cells/<slug:key>/refold/", pairing.import_refold, name="import-refold"),
    path("imports/<int:pk>/names/", imports.import_names, name="import-names"),
    path("imports/<int:pk>/people/", imports.import_people, name="import-people"),
    path("imports/<int:pk>/texts/", imports.import_texts, name="import-texts"),
    path("imports/<int:pk>/decide/", imports.import_decide, name="import-decide"),
    path("imports/<int:pk>/save/", imports.import_save, name="import-save"),
    path("imports/<int:pk>/reconcile/", imports.import_reconcile, name="import-reconcile"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import-undo"),
    path("<int:pk>/periods/", periods.plan_periods, name="plan-periods"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import-discard"),
]
