"""The group of a post, guessed from its words; a person may always choose another."""

from common.text import normalise
from staff.models import PostGroup

# The first group with a fitting beginning of a word wins: «главный бухгалтер» is no librarian.
_BEGINNINGS = (
    (PostGroup.SUPPORT, ("бухгалтер", "уборщи", "водител", "сторож", "вахт", "дворник", "гардероб",
                         "рабоч", "кочегар", "истопник", "секретар", "делопроизводит", "завхоз",
                         "техник", "техническ", "кассир", "хозяйств", "слесар", "электр")),
    (PostGroup.HEAD, ("директор", "заведующ", "зав.", "начальник", "руководител")),
    (PostGroup.METHODIST, ("методист",)),
    (PostGroup.LIBRARIAN, ("библиотекар", "библиограф", "каталогизатор")),
)  # fmt: skip


def group_of_post(post: str) -> PostGroup:
    """Return the group that the words of the post speak for; other specialists by default."""
    words = normalise(post).split()
    for group, beginnings in _BEGINNINGS:
        if any(word.startswith(beginnings) for word in words):
            return group
    return PostGroup.SPECIALIST
