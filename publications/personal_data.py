"""Names in publications that are facts of bibliography, not remarks about a person."""

from staff.personal_data.mentions.columns import Fact, keep

_AUTHORSHIP = Fact(
    "Авторство — библиографический факт: имя автора указывают по закону и в каталогах оно остаётся."
)
_INSIDE = Fact(
    "Это слова из самого файла издания: исправьте файл и загрузите его заново.", is_fixed=True
)


def keep_authorship() -> None:
    """Tell which names of publications stay unless the head says otherwise."""
    people = ("authors", "compilers", "editors", "artists", "reviewers", "wordings")
    keep("publications.Publication", (*people, "host_responsibility"), _AUTHORSHIP)
    keep("publications.Publication", ("file_text",), _INSIDE)
