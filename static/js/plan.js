// The page of a plan: keyboard, mouse, menus, dragging. Works on the table that the server drew.

import { addRow, editCell } from "./plan/editor.js";
import { clear, fillDown } from "./plan/cells.js";
import { clearRange, pickByMouse, stretch, stretchTo, walk } from "./plan/grid.js";
import { insert, insertFirst, openMenu } from "./plan/menu.js";
import { markAll, marks, removeMarked, toggle, unmark } from "./plan/marks.js";
import { offerKept } from "./plan/drafts.js";
import { remove, shift, shiftSection } from "./plan/acts.js";
import { startDragging } from "./plan/drag.js";
import { step } from "./plan/steps.js";
import { canMove, keepReachable, prepare, showError, table } from "./plan/rows.js";
import "./plan/clipboard.js";
import "./plan/columns.js";
import "./plan/leaving.js";
import "./plan/live.js";

const keysDialog = document.getElementById("keys-dialog");

// «Ctrl+KeyZ», «Alt+ArrowUp»: letters by their place, so that a Russian layout has the same keys.
function nameOf(event) {
  const held = [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && "Shift"];
  return [...held.filter(Boolean), event.code.startsWith("Key") ? event.code : event.key].join("+");
}

const lineOf = (cell) => cell.parentElement;
const isRow = (cell) => "item" in lineOf(cell).dataset;

const ELSEWHERE = "Здесь показана часть плана или другой порядок. Добавляют и переставляют пункты в плане, показанном целиком по разделам.";

function moveLine(cell, way) {
  if (!isRow(cell)) shiftSection(lineOf(cell), way);
  else if (canMove()) shift(lineOf(cell), way, cell.cellIndex);
  else showError(ELSEWHERE);
}

function insertAt(cell, side) {
  if (!("arranged" in table.dataset)) showError(ELSEWHERE);
  else if (isRow(cell)) insert(side, lineOf(cell));
  else insertFirst(lineOf(cell));
}

function giveUp() {
  clearRange();
  unmark();
}

function beginEditing(cell) {
  const button = cell.querySelector(":scope > a, :scope > button");
  if (cell.dataset.field) editCell(cell);
  else if (isRow(cell) && cell.cellIndex === 0) toggle(lineOf(cell));
  else button?.click();
}

const KEYS = {
  "Alt+ArrowUp": (cell) => moveLine(cell, "up"),
  "Alt+ArrowDown": (cell) => moveLine(cell, "down"),
  "Shift+ArrowUp": (cell) => stretch(cell, "ArrowUp"),
  "Shift+ArrowDown": (cell) => stretch(cell, "ArrowDown"),
  "Shift+ArrowLeft": (cell) => stretch(cell, "ArrowLeft"),
  "Shift+ArrowRight": (cell) => stretch(cell, "ArrowRight"),
  Enter: beginEditing,
  F2: beginEditing,
  "Ctrl+Enter": (cell) => insertAt(cell, "after"),
  "Ctrl+Shift+Enter": (cell) => insertAt(cell, "before"),
  "Shift+ ": (cell) => isRow(cell) && toggle(lineOf(cell)),
  " ": (cell) => isRow(cell) && !cell.dataset.field && toggle(lineOf(cell)),
  "Ctrl+KeyA": markAll,
  "Ctrl+KeyD": (cell) => isRow(cell) && fillDown(cell),
  Delete: (cell) => isRow(cell) && clear(cell),
  "Ctrl+Delete": (cell) => (marks().length ? removeMarked() : isRow(cell) && remove(lineOf(cell))),
  "Shift+F10": (cell) => openMenu(lineOf(cell)),
  ContextMenu: (cell) => openMenu(lineOf(cell)),
  Escape: giveUp,
};
for (const name of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "Ctrl+Home", "Ctrl+End"]) {
  KEYS[name] = (cell) => walk(cell, name);
}

function onKey(event) {
  const cell = event.target.closest("tr[data-item] > td, tr[data-item] > th, .plan-group > th");
  if (!cell || cell.dataset.editing || event.target.closest("[role=menu]")) return;
  const isButton = event.target !== cell && event.target.matches("a, button, summary");
  if (isButton && (event.key === "Enter" || event.key === " ")) return;
  const work = KEYS[nameOf(event)];
  if (work) {
    event.preventDefault();
    work(cell);
  } else if (cell.dataset.field && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    editCell(cell, { text: event.key });
  }
}

const ANYWHERE = {
  "Ctrl+KeyZ": () => step("undo"),
  "Ctrl+KeyY": () => step("redo"),
  "Ctrl+Shift+KeyZ": () => step("redo"),
  F1: () => keysDialog.showModal(),
};

function onPageKey(event) {
  const work = ANYWHERE[nameOf(event)];
  if (!work || event.target.closest?.("input:not([type=checkbox]), textarea, select, dialog")) return;
  event.preventDefault();
  work();
}

function onClick(event) {
  const button = event.target.closest(".plan-menu-button");
  if (button) {
    openMenu(button.closest("tr"));
    return;
  }
  if (event.target.closest("td[data-field] a, td[data-field] summary")) return;
  const cell = event.target.closest("td[data-field]");
  if (!cell?.closest("tr[data-item]") || cell.dataset.editing) return;
  const from = document.activeElement.closest?.("td[data-field]");
  if (event.shiftKey && from && from !== cell) stretchTo(cell, from);
  else if (!window.getSelection().toString() && !table.querySelector("[aria-selected]")) editCell(cell);
}

// With Shift held the focus stays where the range begins.
function onMouseDown(event) {
  if (event.shiftKey && event.target.closest("td[data-field]:not([data-editing])")) event.preventDefault();
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

function begin() {
  table.classList.add("is-live");
  table.addEventListener("keydown", onKey);
  table.addEventListener("click", onClick);
  table.addEventListener("mousedown", onMouseDown);
  document.addEventListener("keydown", onPageKey);
  pickByMouse();
  if (canMove()) startDragging();
  if ("arranged" in table.dataset) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-add-to]");
      if (!link) return;
      event.preventDefault();
      addTo(link);
    });
  }
  const help = document.getElementById("plan-help-button");
  help.hidden = false;
  help.addEventListener("click", () => keysDialog.showModal());
  prepare(table);
  keepReachable();
  offerKept(document.getElementById("plan-undos"), editCell);
}

if (table && "live" in table.dataset) begin();
