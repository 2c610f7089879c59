// Dragging a row by its number with the mouse; the keyboard has Alt+↑ and Alt+↓, and the menu.

import { move } from "./acts.js";
import { table } from "./rows.js";

let dragged = null;

function clear() {
  for (const marked of table.querySelectorAll(".is-drop-before, .is-drop-after")) {
    marked.classList.remove("is-drop-before", "is-drop-after");
  }
}

function sideOf(row, event) {
  if (!row.dataset.item) return "after";
  const box = row.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2 ? "before" : "after";
}

function targetOf(event) {
  const row = event.target.closest("tbody > tr[data-item], tbody > tr.plan-group");
  return row === dragged ? null : row;
}

function onOver(event) {
  const row = dragged && targetOf(event);
  if (!row) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  clear();
  row.classList.add(`is-drop-${sideOf(row, event)}`);
}

function onDrop(event) {
  const row = dragged && targetOf(event);
  clear();
  if (!row) return;
  event.preventDefault();
  const section = row.closest("tbody").dataset.section;
  const place = row.dataset.item ? { [sideOf(row, event)]: row.dataset.item } : { section, at_start: "1" };
  move(dragged, place);
}

export function startDragging() {
  table.addEventListener("dragstart", (event) => {
    const handle = event.target.closest(".plan-number[draggable]");
    if (!handle) return;
    dragged = handle.closest("tr");
    dragged.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.item);
  });
  table.addEventListener("dragover", onOver);
  table.addEventListener("drop", onDrop);
  table.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    clear();
  });
}
