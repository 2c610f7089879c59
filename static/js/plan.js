// The page of a plan: keyboard, row menu, dragging. Works on the table that the server drew.

import { addRow, editCell } from "./plan-editor.js";
import { startDragging } from "./plan-drag.js";
import { openMenu } from "./plan-menu.js";
import { allRows, focusable, focusCell, table } from "./plan-rows.js";
import { shift } from "./plan-acts.js";

function neighbour(cell, key) {
  const row = cell.closest("tr");
  const index = cell.cellIndex;
  if (key === "ArrowLeft") return row.cells[index - 1];
  if (key === "ArrowRight") return row.cells[index + 1];
  if (key === "Home") return row.cells[0];
  if (key === "End") return row.cells[row.cells.length - 1];
  const rows = allRows();
  const place = rows.indexOf(row) + (key === "ArrowUp" ? -1 : 1);
  return rows[place]?.cells[index];
}

const MOVES = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

function onKey(event) {
  const cell = event.target.closest("tr[data-item] > td, tr[data-item] > th");
  if (!cell || cell.dataset.editing || event.target.closest("[role=menu]")) return;
  const isVertical = event.key === "ArrowUp" || event.key === "ArrowDown";
  if (event.altKey && isVertical) {
    event.preventDefault();
    if ("movable" in table.dataset) shift(cell.closest("tr"), event.key === "ArrowUp" ? "up" : "down", cell.cellIndex);
  } else if (MOVES.has(event.key) && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    const next = neighbour(cell, event.key);
    if (next) focusCell(next);
  } else if ((event.key === "Enter" || event.key === "F2") && cell.dataset.field) {
    event.preventDefault();
    editCell(cell);
  } else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    event.preventDefault();
    openMenu(cell.closest("tr"));
  }
}

function onClick(event) {
  const button = event.target.closest(".plan-menu-button");
  if (button) {
    openMenu(button.closest("tr"));
    return;
  }
  const cell = event.target.closest("td[data-field]");
  if (cell?.closest("tr[data-item]") && !cell.dataset.editing && !window.getSelection().toString()) editCell(cell);
}

function addTo(link) {
  const section = link.dataset.addTo;
  const body = table.querySelector(`tbody[data-section="${section}"]`) ?? table.tBodies[0];
  addRow({
    place: { section },
    insert: (row) => body.append(row),
    giveUp: () => link.focus(),
  });
}

if (table && "live" in table.dataset) {
  table.classList.add("is-live");
  table.addEventListener("keydown", onKey);
  table.addEventListener("click", onClick);
  if ("movable" in table.dataset) {
    startDragging();
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-add-to]");
      if (!link) return;
      event.preventDefault();
      addTo(link);
    });
  }
  const first = table.querySelector("tr[data-item] > [data-field=name]");
  if (first) focusable(first).tabIndex = 0;
}
