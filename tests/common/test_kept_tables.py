"""Tables that are kept: nothing of them changes on the way to JSON and back."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from common.gaps import Gap, Lack
from common.kept_tables import pack, unpack
from common.tables import Column, Line, Row, Table, TableSet

TABLES = TableSet(
    "Выполнение плана за 2025 год",
    (
        Table(
            "Пункты",
            (
                Column("name", "Раздел", kind="text", width=44),
                Column("done", "выполнено", ("из них",), additive=True),
                Column("percent", "Выполнено, %", kind="percent", places=1, formula="{done}/2"),
                Column("day", "Когда", kind="date"),
            ),
            (
                Row(("Всё вместе",), "heading", level=1),
                Row(("Семинары", 2, Decimal("66.70"), dt.date(2025, 2, 12)), anchor="7"),
                Row(("Всего", 2, None, dt.datetime(2025, 2, 12, 10, 5)), "total", behind=(3, None)),
            ),
            notes=("Прочерк: не выбрано.",),
            blank="",
            top=(Line("УТВЕРЖДАЮ", "right"),),
            sheet="Итоги",
        ),
        Table("Пусто", (Column("name", "Раздел"),), ()),
    ),
    subtitle="План работы",
    notes=("Примечание",),
)


def test_tables_come_back_as_they_were():
    assert unpack(json.loads(json.dumps(pack(TABLES)))) == TABLES


def test_what_is_as_usual_takes_no_room_and_what_is_no_longer_known_is_passed_over():
    kept = pack(TABLES)
    assert "key" not in kept["tables"][0] and "width" not in kept["tables"][1]["columns"][0]
    kept["tables"][0]["colour"] = "red"
    assert unpack(kept) == TABLES


def test_links_of_the_screen_are_not_kept_and_gaps_are_refused():
    column = Column("name", "Раздел", url="?order=name", order="ascending")
    linked = TableSet("Т", (Table("Т", (column,), (Row((1,), links=("/a/",)),)),))
    assert unpack(pack(linked)).tables[0].rows == (Row((1,)),)
    lacking = TableSet("Т", (Table("Т", (column,), (Row((1,), gaps=(Gap((Lack(1, 0),)),)),)),))
    with pytest.raises(ValueError, match="lack"):
        pack(lacking)
