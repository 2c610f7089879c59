// What is done with a whole row or section: moving, removing with undo.

import { allRows, canMove, cellOf, focusCell, nameOf, numberOf, offerAgain, reachableCell, rowById, say, table, urlOf } from "./rows.js";
import { act, tried } from "./sync.js";

function toldPlace(row) {
  say(`Пункт теперь под номером ${numberOf(row)}.`);
}

export function shift(row, way, cellIndex = 0) {
  return move(row, { way }, cellIndex);
}

export function move(row, place, cellIndex = 0) {
  return tried(async () => {
    await act(urlOf(row, "move"), place);
    const moved = rowById(row.dataset.item);
    moved.scrollIntoView({ block: "nearest" });
    focusCell(moved.cells[cellIndex]);
    toldPlace(moved);
  });
}

export function remove(row) {
  const name = nameOf(row);
  const id = row.dataset.item;
  const rows = allRows();
  const place = rows.indexOf(row);
  const next = rows[place + 1] ?? rows[place - 1];
  const restoring = urlOf(row, "restore");
  return tried(async () => {
    await act(urlOf(row, "remove"));
    if (next) focusCell(cellOf(next, "name"));
    else document.getElementById("add-item")?.focus();
    offerAgain(`Пункт «${name}» удалён.`, "Отменить удаление", async () => {
      await act(restoring);
      focusCell(cellOf(rowById(id), "name"));
      say("Пункт возвращён на место.");
    });
  });
}

const sectionUrl = (heading, what) => `${table.dataset.sections}${heading.dataset.heading}/${what}/`;

export function shiftSection(heading, way) {
  if (!canMove() || !heading.dataset.heading) return null;
  const id = heading.dataset.heading;
  return tried(async () => {
    await act(sectionUrl(heading, "move"), { way });
    const moved = table.querySelector(`[data-heading="${id}"]`);
    moved.scrollIntoView({ block: "nearest" });
    focusCell(moved.cells[0]);
    say("Раздел перемещён.");
  });
}

export function removeSection(heading) {
  return tried(async () => {
    const answer = await act(sectionUrl(heading, "remove"));
    say(answer.said);
    reachableCell()?.focus();
  });
}

export function renameSection(heading, title) {
  const base = heading.querySelector("[data-title]").textContent;
  return act(sectionUrl(heading, "rename"), { title, base });
}
