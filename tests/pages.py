"""What a page says, for tests that ask about its words."""

from django.http import HttpResponse

from common.russian import NO_BREAK


def with_spaces(response: HttpResponse) -> str:
    """Return a page's text with plain spaces where its words are kept on one line."""
    return response.content.decode().replace(NO_BREAK, " ")
