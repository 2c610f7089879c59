"""Loading editions: once, again, changed, wrong."""

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from libraries.models import Library
from statistics.actions.editions import SHIPPED, load_edition, load_shipped_editions
from statistics.layout import EditionError, layout_of
from statistics.layout.files import read_edition_file, read_edition_text
from statistics.models import Campaign, Cell, Edition, Submission

FILE = SHIPPED / "6-nk-2015.yaml"


@pytest.fixture
def definition() -> dict[str, Any]:
    return copy.deepcopy(dict(read_edition_file(FILE)))


@pytest.fixture
def used_edition(edition_2015: Edition, library: Library) -> Edition:
    campaign = Campaign.objects.create(
        form=edition_2015.form,
        edition=edition_2015,
        year=2025,
        opens_on=date(2026, 1, 1),
        due_on=date(2026, 1, 15),
        review_due_on=date(2026, 2, 20),
    )
    Submission.objects.create(
        campaign=campaign,
        library=library,
        territory=library.territory,
        organisation=library.organisation,
        kind=library.kind,
        settlement=library.settlement,
    )
    return edition_2015


def test_loading_stores_form_edition_and_cells_in_printed_order(edition_2015: Edition):
    assert (edition_2015.form.code, edition_2015.code) == ("6-nk", "2015")
    addresses = list(edition_2015.cells.values_list("address", flat=True))
    assert addresses == list(layout_of(edition_2015).cells)
    assert edition_2015.cells.get(address="7.19.2").places == 1


def test_loading_the_same_file_again_changes_nothing(edition_2015: Edition):
    before = list(Cell.objects.values_list("pk", flat=True))
    assert load_edition(FILE) == edition_2015
    assert list(Cell.objects.values_list("pk", flat=True)) == before


def test_an_edition_not_in_use_is_replaced(edition_2015: Edition, definition: dict[str, Any]):
    definition["sections"][3]["rows"][0]["closed"] = [11]
    definition["checks"] = []
    assert load_edition(definition) == edition_2015
    assert not Cell.objects.filter(address="4.12.11").exists()
    assert Cell.objects.count() == 178


def test_an_edition_in_use_is_not_changed(used_edition: Edition, definition: dict[str, Any]):
    definition["title"] = "Другое название"
    with pytest.raises(EditionError, match="6-nk/2025"):
        load_edition(definition)
    used_edition.refresh_from_db()
    assert used_edition.title == "Форма № 6-НК, редакция 2015 года"


def test_an_edition_in_use_may_be_loaded_unchanged(used_edition: Edition):
    assert load_edition(FILE) == used_edition


def test_the_same_layout_object_serves_every_reading_of_an_edition(edition_2015: Edition):
    assert layout_of(Edition.objects.get()) is layout_of(edition_2015)


@pytest.mark.django_db
def test_all_shipped_editions_load():
    loaded = load_shipped_editions()
    names = [f"{edition.form.code} {edition.code}" for edition in loaded]
    assert names == ["6-nk 2015", "6-nk 2019", "school-library 1"]


@pytest.mark.django_db
def test_the_command_tells_what_it_loaded(capsys: pytest.CaptureFixture[str]):
    call_command("load_edition", str(FILE))
    assert "179 ячеек" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_lists_every_problem_and_stores_nothing(tmp_path: Path):
    text = FILE.read_text().replace("kind: flag", "kind: of-no").replace("\nokud:", "\nokut:")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text)
    with pytest.raises(CommandError) as error:
        call_command("load_edition", str(broken))
    assert "неизвестный ключ «okut»" in str(error.value)
    assert "of-no" in str(error.value)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("form: 6-nk\nform: 7-nk", "строка 2, знак 1: ключ «form» повторяется"),
        ("a: [1, 2\n", "строка 2, знак 1: нарушена запись"),
        ("a: &x [1]\nb: *x", "ссылки"),
        ("a:\n  b: [1, *x]", "строка 2, знак 10: ссылки"),
        ("a: " + "[" * 100_000, "строка 1, знак 53: слишком много вложений"),
        ("просто текст", "ожидались ключи и значения"),
        ("", "ожидались ключи и значения"),
        ("!!python/object/apply:os.system ['true']", "YAML"),
        ("a: 2020-99-99", "YAML"),
        ("? [a, b]\n: 1", "ключ должен быть словом"),
    ],
)
def test_a_file_that_is_no_definition_is_told_at_its_line(text: str, told: str):
    with pytest.raises(EditionError) as error:
        read_edition_text(text, "form.yaml")
    assert told in str(error.value)


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["okud: 2020-01-01", "2020-01-01: x", "1: x"])
def test_what_a_definition_cannot_hold_is_told(line: str, tmp_path: Path):
    odd = tmp_path / "odd.yaml"
    odd.write_text(FILE.read_text().replace("okud: ", f"{line}\n# ", 1))
    with pytest.raises(EditionError):
        load_edition(odd)


def test_a_file_in_another_encoding_is_told(tmp_path: Path):
    path = tmp_path / "cp1251.yaml"
    path.write_bytes("form: форма".encode("cp1251"))
    with pytest.raises(EditionError, match="UTF-8"):
        read_edition_file(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(EditionError, match=r"нет\.yaml"):
        read_edition_file(tmp_path / "нет.yaml")
