"""Pages of the API."""

from rest_framework.pagination import PageNumberPagination


class ApiPagination(PageNumberPagination):
    """A hundred rows a page; the caller may ask for up to five hundred."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500
