"""Forms of events that names of plan items begin with: «Областной семинар», «Круглый стол»."""

import re

_NOUNS = (
    "акция|ассамблея|беседа|брифинг|вебинар|видеоконференция|викторина|встреча|выезд|выставка"
    "|день|диалог|занятие|заседание|игра|интенсив|квест|коллегия|коллоквиум|конкурс|консультация"
    "|конференция|лаборатория|лекторий|лекция|марафон|мастер-класс|месячник|мониторинг|неделя"
    "|обзор|опрос|панорама|практикум|презентация|проект|семинар|смена|собрание|совещание|совет"
    "|стажировка|тренинг|турнир|урок|фестиваль|форум|час|чтения|школа|экскурсия"
)
_PLURALS = (
    "акции|беседы|вебинары|встречи|выезды|выставки|дни|занятия|заседания|конкурсы|консультации"
    "|конференции|лекции|мастер-классы|обзоры|практикумы|семинары|собрания|совещания|стажировки"
    "|тренинги|уроки|экскурсии"
)
_ADJECTIVE = r"(?:[а-яё]+(?:-[а-яё]+)*(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)(?:ся)?|on-?line)"
_COMPOUND = rf"(?:[а-яё]+-)?(?:{_NOUNS}|{_PLURALS})(?:-[а-яё]+)?"
_FORM = re.compile(
    rf"(?:{_ADJECTIVE}\s+){{0,4}}"
    rf"(?:круглый\s+стол|круглые\s+столы|цикл\s+[а-яё-]+(?:ов|ев|ий|ей|аций|ок|ч)"
    rf"|серия\s+[а-яё-]+|день\s+специалиста|дни\s+специалиста|совет\s+директоров|{_COMPOUND})(?![а-яё-])",
    re.IGNORECASE,
)
# The title of an event in quotes, with all that it quotes itself, and a full stop after it.
_TITLE = re.compile(r"«[^»]+»+\s*(?:/[^/]*/\s*)?[.,]\s*")
_SENTENCE = re.compile(r"(?<=[а-яё»)])\.\s+")


def find_event_form(name: str) -> str:
    """Return the form that `name` begins with, as written, or an empty string.

    After a title in quotes («Чтение». Семинар для библиотекарей) a later sentence may begin so.
    """
    name = name.strip()
    titled = _TITLE.match(name)
    sentences = _SENTENCE.split(name[titled.end() :]) if titled else [name]
    found = (_FORM.match(sentence.strip()) for sentence in sentences)
    match = next((each for each in found if each), None)
    return " ".join(match[0].split()) if match else ""
