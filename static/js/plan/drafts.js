// What is being typed is kept in this tab, so that neither a crash nor a reload loses it.

import { LABELS, cellOf, numberOf, rowById, table, textOf } from "./rows.js";

const PREFIX = `plan ${table?.dataset.plan} `;

const keyOf = (item, field) => `${PREFIX}${item} ${field}`;

export function remember(item, field, text, base) {
  try {
    sessionStorage.setItem(keyOf(item, field), JSON.stringify({ text, base }));
  } catch {
    // A full or forbidden store only means that a crash would lose the text.
  }
}

export function forget(item, field) {
  sessionStorage.removeItem(keyOf(item, field));
}

function* kept() {
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))) {
    const [item, field] = key.slice(PREFIX.length).split(" ");
    const row = rowById(item);
    const cell = row && cellOf(row, field);
    const { text, base } = JSON.parse(sessionStorage.getItem(key));
    if (cell && textOf(cell) !== text) yield { row, cell, field, text, base };
    else if (cell) sessionStorage.removeItem(key);
  }
}

// Tells of texts that were not saved last time; `resume` opens a cell with its text.
export function offerKept(place, resume) {
  for (const { row, cell, field, text, base } of kept()) {
    const notice = document.createElement("div");
    notice.className = "message plan-undo";
    const words = document.createElement("span");
    words.textContent = `Осталось несохранённым: ${LABELS[field].toLowerCase()}, пункт ${numberOf(row)} — «${text}».`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-primary";
    button.textContent = "Продолжить правку";
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-sm btn-link";
    drop.textContent = "Не нужно";
    button.addEventListener("click", () => {
      notice.remove();
      resume(cell, { text, base });
    });
    drop.addEventListener("click", () => {
      notice.remove();
      forget(row.dataset.item, field);
    });
    notice.append(words, " ", button, drop);
    place.append(notice);
  }
}
