"""A list page: a filter set, a table, a title; works without scripts, faster with htmx."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin


class ListPage(SingleTableMixin, FilterView):
    """Base of the lists: subclasses give model or queryset, table_class, filterset_class, title.

    `export_url_name` names the address that gives the list as a workbook.
    `counted` are the forms of the word for what is listed («библиотека,библиотеки,библиотек»).
    Their template extends `lists/list.html`; an htmx request gets `lists/results.html` alone.
    """

    table_pagination = {"per_page": 25}
    title = ""
    counted = "запись,записи,записей"
    export_url_name = ""
    template_name = "lists/list.html"
    results_template_name = "lists/results.html"

    def get_template_names(self) -> list[str]:
        htmx = self.request.htmx
        is_part = htmx and not htmx.history_restore_request
        return [self.results_template_name] if is_part else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "results_template": self.results_template_name,
            "title": self.title,
            "counted": self.counted,
            "total": context["table"].paginator.count,
            "reset_url": self.request.path,
            "export_url": reverse(self.export_url_name) if self.export_url_name else "",
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response
