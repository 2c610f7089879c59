// Moving among the cells, and picking a range of them with Shift or the mouse.

import { FIELDS, focusCell, isSeen, makeReachable, seenFields, table } from "./rows.js";

const PAGE = 10;
let column = 2; // kept while one passes a heading, which is one wide cell
let anchor = null;
let painted = [];
let isStretching = false;

const isLine = (line) => line.dataset.item || (line.matches(".plan-group") && line.getClientRects().length > 0);

// The row or the heading that is seen next to this one, above or below.
function beside(line, way) {
  let body = line.parentElement;
  let next = line[`${way}ElementSibling`];
  for (;;) {
    while (!next) {
      body = body[`${way}ElementSibling`];
      if (!body || body === table.tHead) return null;
      next = way === "next" ? body.firstElementChild : body.lastElementChild;
    }
    if (isLine(next)) return next;
    next = next[`${way}ElementSibling`];
  }
}

function far(line, way, most) {
  let last = line;
  for (let step = 0; step < most; step += 1) last = beside(last, way) ?? last;
  return last;
}

function cellIn(line, index) {
  return line.dataset.item ? line.cells[Math.min(index, line.cells.length - 1)] : line.cells[0];
}

function neighbour(cell, name) {
  const line = cell.parentElement;
  const cells = [...line.cells].filter((one) => one === cell || isSeen(one));
  if (name === "ArrowLeft") return cells[cells.indexOf(cell) - 1];
  if (name === "ArrowRight") return cells[cells.indexOf(cell) + 1];
  if (name === "Home") return cells[0];
  if (name === "End") return cells.at(-1);
  const aims = {
    ArrowUp: () => beside(line, "previous"),
    ArrowDown: () => beside(line, "next"),
    PageUp: () => far(line, "previous", PAGE),
    PageDown: () => far(line, "next", PAGE),
    "Ctrl+Home": () => edge("next"),
    "Ctrl+End": () => edge("previous"),
  };
  const aim = aims[name]();
  return aim && cellIn(aim, column);
}

// The first line of the table, or the last.
function edge(way) {
  const all = [...table.querySelectorAll("tbody > tr[data-item]")];
  return way === "next" ? all[0] : all.at(-1);
}

export function walk(cell, name) {
  if (cell.parentElement.dataset.item) column = cell.cellIndex;
  const next = neighbour(cell, name);
  if (!next) return;
  clearRange();
  focusCell(next);
  if (next.parentElement.dataset.item) column = next.cellIndex;
}

// Where a key that saved a cell leads: to the cell below, or beside it, or nowhere.
export function go(cell, way) {
  const row = cell.closest("tr");
  const rows = [...table.querySelectorAll("tr[data-item]")];
  const fieldsOf = (line) => [...(line?.querySelectorAll("[data-field]") ?? [])].filter(isSeen);
  const fields = fieldsOf(row);
  const place = fields.indexOf(cell) + (way === "right") - (way === "left");
  const beside = fields[place];
  const next = {
    stay: cell,
    down: rows[rows.indexOf(row) + 1]?.cells[cell.cellIndex],
    right: beside ?? fieldsOf(rows[rows.indexOf(row) + 1])[0],
    left: beside ?? fieldsOf(rows[rows.indexOf(row) - 1]).at(-1),
  }[way];
  focusCell(next ?? cell);
}

function rowsBetween(one, other) {
  const rows = [...table.querySelectorAll("tr[data-item]")];
  const ends = [rows.indexOf(one), rows.indexOf(other)].sort((a, b) => a - b);
  return rows.slice(ends[0], ends[1] + 1);
}

function isField(cell) {
  return Boolean(cell?.dataset.field && cell.parentElement.dataset.item);
}

// The range of one cell is the cell itself; headings and numbers are in no range.
export function range(cell) {
  const from = anchor?.isConnected && painted.length ? anchor : cell;
  if (!isField(from) || !isField(cell)) return { rows: [], fields: [] };
  const ends = [from.cellIndex, cell.cellIndex].sort((a, b) => a - b);
  return { rows: rowsBetween(from.parentElement, cell.parentElement), fields: FIELDS.slice(ends[0] - 1, ends[1]).filter((field) => seenFields().includes(field)) };
}

export function clearRange() {
  for (const cell of painted) cell.removeAttribute("aria-selected");
  painted = [];
  anchor = null;
}

function paint(cell) {
  for (const one of painted) one.removeAttribute("aria-selected");
  painted = [cell];
  const { rows, fields } = range(cell);
  painted = rows.flatMap((row) => fields.map((field) => row.querySelector(`[data-field="${field}"]`)));
  for (const one of painted) one.setAttribute("aria-selected", "true");
}

// Stretches the range from the cell where it began to `cell`.
export function stretchTo(cell, from) {
  if (!isField(cell) || !isField(from)) return false;
  if (!painted.length || !anchor?.isConnected) anchor = from;
  paint(cell);
  isStretching = true;
  focusCell(cell);
  isStretching = false;
  return true;
}

export function stretch(cell, name) {
  column = cell.cellIndex;
  let next = neighbour(cell, name);
  while (next && !next.parentElement.dataset.item) next = neighbour(next, name);
  if (next) stretchTo(next, cell);
}

export const isRange = () => painted.length > 1;

// Rows drawn anew, or removed, are picked no more.
table?.addEventListener("plan:drawn", () => {
  painted = [...table.querySelectorAll("[aria-selected]")];
});

// The mouse: pressed in one cell and moved over another, it picks what lies between.
export function pickByMouse() {
  let pressed = null;
  table.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("td[data-field]");
    pressed = event.pointerType === "mouse" && event.button === 0 && !event.shiftKey && !cell?.dataset.editing ? cell : null;
    if (pressed) clearRange();
  });
  table.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("td[data-field]");
    if (!pressed || !(event.buttons & 1) || !cell || (cell === pressed && !painted.length)) return;
    window.getSelection().removeAllRanges();
    stretchTo(cell, pressed);
  });
  document.addEventListener("pointerup", () => {
    pressed = null;
  });
  table.addEventListener("selectstart", (event) => painted.length && event.preventDefault());
}

table?.addEventListener("focusin", (event) => {
  const cell = event.target.closest("td, th");
  if (!isStretching && painted.length && !painted.includes(cell)) clearRange();
  if (cell?.parentElement.dataset.item && !cell.dataset.editing) makeReachable(cell);
});
