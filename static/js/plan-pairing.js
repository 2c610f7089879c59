// Pairing lines of cells: each step is drawn at once and taken by the server, which keeps them all.
// So a step can be undone after a reload, and in another window too.

import * as steps from "./pairing/columns.js";
import { Keeper } from "./pairing/keeper.js";
import { Sheet } from "./pairing/sheet.js";

const table = document.getElementById("pairing");
const bar = document.querySelector("[data-pair-bar]");
const said = document.querySelector("[data-pair-said]");
const counts = document.querySelector("[data-pair-counts]");

const sheet = new Sheet(table);
let state = sheet.read();
let told = JSON.parse(table.dataset.told);
// While the server takes a step back, others wait for what it will show.
let travelling = null;

const keeper = new Keeper(table, document.querySelector("[data-pair-saved]"), {
  kept: (answer) => {
    told = answer;
    const kept = steps.fromAnswer(answer);
    if (steps.isSame(kept, state)) sheet.mark(state, told.sure);
    else show(kept, table.contains(document.activeElement) ? sheet.spot : undefined);
    tell();
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
  bar.querySelector("[data-act=undo]").disabled = !told.past;
  bar.querySelector("[data-act=redo]").disabled = !told.future;
}

function show(next, spot) {
  state = next;
  sheet.draw(state, told.sure);
  if (spot) sheet.focus(spot);
}

/** Do a step at the cell where the person stands; a sentence instead of a state is said aloud. */
function act(step, made, spot) {
  said.textContent = "";
  if (typeof made === "string") {
    said.textContent = made;
    return;
  }
  told = { ...told, past: told.past + 1, future: 0 };
  show(made, spot);
  tell();
  keeper.keep(step);
}

/** Have the server take a step back, or do it again, and show what stands then. */
async function travel(name) {
  const step = { act: name };
  const from = sheet.spot;
  keeper.keep(step);
  try {
    const isTaken = await keeper.flush();
    if (!isTaken) keeper.drop(step);
    else if (told.spot && isStill(from)) sheet.focus({ ...told.spot, at: 0 });
  } finally {
    travelling = null;
  }
}

/** Whether the person has not gone to another cell since. */
const isStill = (from) => from?.column === sheet.spot?.column && from?.place === sheet.spot?.place;

const COUNTS = { undo: "past", redo: "future" };

const ACTS = {
  join: ({ column, place, at }) =>
    act({ act: "join", column, place }, steps.join(state, column, place), { column, place, at }),
  joinUp: ({ column, place }) =>
    ACTS.join({ column, place: place - 1, at: sheet.textAt(state, column, place - 1).length }),
  split: ({ column, place, at }) => {
    const text = sheet.textAt(state, column, place);
    // Letters are counted on the server, not halves of them.
    const where = [...text.slice(0, steps.cutting(text, at))].length;
    act({ act: "split", column, place, at: where }, steps.split(state, column, place, at), {
      column,
      place: place + 1,
      at: 0,
    });
  },
  down: ({ column, place }) =>
    act({ act: "down", column, place }, steps.down(state, column, place), { column, place: place + 1, at: 0 }),
  up: ({ column, place }) => {
    const isEmpty = !sheet.textAt(state, column, place);
    act({ act: "up", column, place }, steps.up(state, column, place), {
      column,
      place: isEmpty ? place : place - 1,
      at: 0,
    });
  },
};

function perform(name, spot = sheet.spot) {
  said.textContent = "";
  if (travelling) travelling.then(() => perform(name, spot));
  else if (name in COUNTS) {
    if (told[COUNTS[name]]) travelling = travel(name);
  } else if (spot) ACTS[name](spot);
  else said.textContent = "Сначала встаньте в ячейку.";
}

bar.addEventListener("mousedown", (event) => event.preventDefault());
bar.addEventListener("click", (event) => {
  const name = event.target.closest("[data-act]")?.dataset.act;
  if (!name) return;
  event.preventDefault();
  perform(name);
});

sheet.onAct = perform;
sheet.onKind = (place, kind) => {
  if (travelling) return;
  act({ act: "kind", place, kind }, steps.setKind(state, place, kind), { kind: place });
};

document.getElementById("pairing-done").addEventListener("submit", async (event) => {
  if (keeper.isIdle) return;
  event.preventDefault();
  if (await keeper.flush()) event.target.submit();
});

sheet.draw(state, told.sure);
tell();
