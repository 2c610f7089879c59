// What is done with picked cells: filling down, clearing.

import { allRows, cellOf, rootUrl, say, showError, textOf } from "./rows.js";
import { range } from "./grid.js";
import { act, tried } from "./sync.js";

async function write(kind, cells) {
  if (!cells.length) return;
  const answer = await tried(() => act(rootUrl("cells"), { kind, cells: JSON.stringify(cells) }));
  if (answer) say(answer.said);
}

const asked = (row, field, text) => [Number(row.dataset.item), field, text, textOf(cellOf(row, field))];

// The first row of the range fills the others; a single cell is filled from the one above.
export function fillDown(cell) {
  const picked = range(cell);
  let [source, ...rest] = picked.rows;
  if (!source) return;
  if (!rest.length) {
    const rows = allRows();
    rest = [source];
    source = rows[rows.indexOf(source) - 1];
  }
  if (!source) return;
  const cells = rest.flatMap((row) => picked.fields.map((field) => asked(row, field, textOf(cellOf(source, field)))));
  write("fill", cells.filter(([, , text, base]) => text !== base));
}

export function clear(cell) {
  const picked = range(cell);
  const fields = picked.fields.filter((field) => field !== "name");
  if (picked.rows.length && !fields.length) showError("Наименование не очищают: пункт без него не сохранить. Удалить пункт — Ctrl+Delete.");
  write("clear", picked.rows.flatMap((row) => fields.map((field) => asked(row, field, ""))).filter(([, , , base]) => base));
}
