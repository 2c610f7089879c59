// What is done with a whole row: moving, removing with undo.

import { Refusal, send } from "./plan-server.js";
import { allRows, focusCell, nameOf, rowById, say, showError, showUndo, take, urlOf } from "./plan-rows.js";

async function tried(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    showError(error.message);
    return null;
  }
}

function toldPlace(row) {
  say(`Пункт теперь под номером ${row.querySelector("[data-number]").textContent}.`);
}

// Moves of one row wait for each other, so that a key held down loses no step.
let queue = Promise.resolve();

export function shift(row, way, cellIndex = 0) {
  return move(row, { way }, cellIndex);
}

export function move(row, place, cellIndex = 0) {
  queue = queue.then(() =>
    tried(async () => {
      const moved = take(await send(urlOf(row, "move"), place), { move: true });
      moved.scrollIntoView({ block: "nearest" });
      focusCell(moved.cells[cellIndex]);
      toldPlace(moved);
    }),
  );
  return queue;
}

export function remove(row) {
  const name = nameOf(row);
  const id = row.dataset.item;
  const rows = allRows();
  const place = rows.indexOf(row);
  const next = rows[place + 1] ?? rows[place - 1];
  const restoring = urlOf(row, "restore");
  return tried(async () => {
    take(await send(urlOf(row, "remove")));
    if (next) focusCell(next.querySelector("[data-field=name]"));
    else document.getElementById("add-item")?.focus();
    showUndo(name, () =>
      tried(async () => {
        take(await send(restoring), { move: true });
        const back = rowById(id);
        focusCell(back.querySelector("[data-field=name]"));
        say("Пункт возвращён на место.");
        return true;
      }),
    );
  });
}
