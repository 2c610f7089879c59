"""How many libraries reported, in words."""

from common.russian import format_number, plural


def reported_words(reported: int, expected: int, with_drafts: bool = False) -> str:
    """Return «отчитались 415 из 419 библиотек», «отчиталась 1 из 1 библиотеки»."""
    if with_drafts:
        many = "начали или отправили"
        did = f"{plural(reported, 'начала или отправила', many, many)} отчёт"
    else:
        did = plural(reported, "отчиталась", "отчитались", "отчитались")
    of = plural(expected, "библиотеки", "библиотек", "библиотек")
    return f"{did} {format_number(reported)} из {format_number(expected)} {of}"
