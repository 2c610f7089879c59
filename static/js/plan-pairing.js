// Pairing lines of cells: the table is drawn from plain data, each step is kept on the server.

import * as steps from "./pairing/columns.js";
import { Keeper } from "./pairing/keeper.js";
import { Sheet } from "./pairing/sheet.js";

const table = document.getElementById("pairing");
const bar = document.querySelector("[data-pair-bar]");
const said = document.querySelector("[data-pair-said]");
const counts = document.querySelector("[data-pair-counts]");

const sheet = new Sheet(table);
let state = sheet.read();
let sure = JSON.parse(table.dataset.told).sure;
const past = [];
const future = [];

const keeper = new Keeper(table, document.querySelector("[data-pair-saved]"), {
  kept: (answer) => {
    sure = answer.sure;
    sheet.mark(state, sure);
  },
  refused: (words) => {
    said.textContent = words;
  },
});

function tell() {
  const parts = [`Пунктов: ${steps.works(state).length}`];
  for (const [number, title] of sheet.titles) {
    const { works, filled, loose, empty } = steps.balance(state, number);
    if (!filled) continue;
    const rest = [loose && `без пары ${loose}`, empty && `пунктов без неё ${empty}`].filter(Boolean);
    parts.push(`${title}: ${filled}, ${filled === works && !rest.length ? "сошлось" : rest.join(", ")}`);
  }
  counts.textContent = parts.join(" · ");
  bar.querySelector("[data-act=undo]").disabled = !past.length;
  bar.querySelector("[data-act=redo]").disabled = !future.length;
}

function show(next, spot) {
  state = next;
  sheet.draw(state, sure);
  if (spot) sheet.focus(spot);
  tell();
  keeper.keep(state);
}

/** Do a step at the cell where the person stands; a sentence instead of a state is said aloud. */
function act(made, spot) {
  said.textContent = "";
  if (typeof made === "string") {
    said.textContent = made;
    return;
  }
  past.push({ state, spot: sheet.spot });
  future.length = 0;
  show(made, spot);
}

function travel(from, to) {
  const step = from.pop();
  if (!step) return;
  said.textContent = "";
  to.push({ state, spot: sheet.spot });
  show(step.state, step.spot);
}

const ACTS = {
  joinNext: ({ column, place, at }) => act(steps.joinNext(state, column, place), { column, place, at }),
  joinUp: ({ column, place }) => {
    const above = sheet.textAt(state, column, place - 1);
    act(steps.joinNext(state, column, place - 1), { column, place: place - 1, at: above.length });
  },
  split: ({ column, place, at }) =>
    act(steps.split(state, column, place, at), { column, place: place + 1, at: 0 }),
  down: ({ column, place }) => act(steps.down(state, column, place), { column, place: place + 1, at: 0 }),
  up: ({ column, place }) => {
    const isEmpty = !sheet.textAt(state, column, place);
    act(steps.up(state, column, place), { column, place: isEmpty ? place : place - 1, at: 0 });
  },
  undo: () => travel(past, future),
  redo: () => travel(future, past),
};

function perform(name) {
  if (name === "undo" || name === "redo") return ACTS[name]();
  if (!sheet.spot) {
    said.textContent = "Сначала встаньте в ячейку.";
    return undefined;
  }
  return ACTS[name](sheet.spot);
}

bar.hidden = false;
bar.addEventListener("mousedown", (event) => event.preventDefault());
bar.addEventListener("click", (event) => {
  const name = event.target.closest("[data-act]")?.dataset.act;
  if (name) perform(name);
});

sheet.onAct = perform;
sheet.onKind = (place, kind) => act(steps.setKind(state, place, kind), { kind: place });

document.getElementById("pairing-done").addEventListener("submit", async (event) => {
  if (keeper.isIdle) return;
  event.preventDefault();
  if (await keeper.flush()) event.target.submit();
});

sheet.draw(state, sure);
tell();
