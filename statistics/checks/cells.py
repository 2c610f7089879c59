"""Reading cells of a rule: one, a range, last year's, those of another form."""

import re
from dataclasses import replace

from statistics.checks.syntax import Ref, Span, Sum, Term
from statistics.checks.tokens import Cursor

_FORM_CODE = re.compile(r"[-a-zA-Z0-9_]{1,40}")
_AS_OF_OTHER_FORM = (
    "ячейка другой формы пишется так: form(код формы).1.04.3, код — латинские буквы, цифры и дефис"
)


class CellReader(Cursor):
    """The part of the parser that knows how cells are written."""

    def one_cell(self) -> Ref:
        """Read a cell or prev(cell), not a range."""
        ref = self.cells()
        if ref.is_range:
            raise self.fail("диапазон бывает только внутри sum()", ref.at)
        return ref

    def cells(self) -> Ref:
        """Read a cell, a range or prev() of either."""
        if self.accept("prev"):
            self.expect("sign", "(")
            ref = replace(self.cell(), previous=True)
            if ref.form:
                raise self.fail("прошлый год бывает только у своей формы", ref.at)
            self.expect("sign", ")")
            return ref
        return self.cell()

    def cell(self) -> Ref:
        if self.token.kind == "form":
            return self.cell_of_other_form()
        if self.token.text == "form":
            raise self.fail(_AS_OF_OTHER_FORM)
        token = self.expect("ref", "", "адрес ячейки вида 2.04.3")
        section, rows, columns = token.text.split(".")
        return Ref(int(section), self.part(rows, token.at), self.part(columns, token.at), token.at)

    def cell_of_other_form(self) -> Ref:
        """Read form(code).cell: one cell, because the rows of another form are not known here."""
        name = self.advance()
        code = name.text.partition("(")[2].partition(")")[0].strip()
        if not _FORM_CODE.fullmatch(code):
            raise self.fail(_AS_OF_OTHER_FORM, name.at)
        ref = self.cell()
        if ref.form or ref.is_range or ref.rows is None or ref.columns is None:
            raise self.fail("в другой форме называют одну ячейку, например 1.04.3", ref.at)
        return replace(ref, form=code, at=name.at)

    def part(self, text: str, at: int) -> Span:
        if text == "*":
            return None
        first, _, last = text.partition(":")
        if last and int(last) <= int(first):
            raise self.fail("в диапазоне первое число должно быть меньше второго", at)
        return int(first), int(last or first)

    def own_cell(self) -> Ref:
        """Read the bracketed cell after change or same: this year's, one cell."""
        self.advance()
        self.expect("sign", "(")
        ref = self.cell()
        if ref.is_range:
            raise self.fail("диапазон бывает только внутри sum()", ref.at)
        if ref.form:
            raise self.fail("с прошлым годом сверяют ячейку своей формы", ref.at)
        self.expect("sign", ")")
        return ref

    def sum(self) -> Sum:
        self.advance()
        self.expect("sign", "(")
        items: list[Term] = [self.cells()]
        while self.accept(","):
            items.append(self.cells())
        self.expect("sign", ")")
        return Sum(tuple(items))
