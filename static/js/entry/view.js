// What the screen says: the state line, notes at cells, the list of problems, progress.

import { counted } from "./words.js";

export class View {
  constructor(form, sheet) {
    this.form = form;
    this.sheet = sheet;
    this.state = document.getElementById("entry-state");
    this.bar = document.querySelector("[data-bar]");
    this.history = document.querySelector(".entry-bar__history");
    this.problems = document.getElementById("problems");
    this.savedAt = "";
    this.others = "";
  }

  /** Remember to tell who else writes here, and how many cells were brought from there. */
  tellOthers(cells) {
    if (!cells.length) return;
    const names = [...new Set(cells.map(({ by }) => by || "другой человек"))].join(", ");
    this.others = ` Здесь пишет и ${names}: обновлено ${counted(cells.length, "ячейка", "ячейки", "ячеек")}.`;
  }

  say(state, text, link) {
    if (this.state.textContent === text) return;
    this.state.dataset.state = state;
    this.state.textContent = text;
    if (link) this.state.append(" ", link);
  }

  /** Tell how things stand, by what still waits in the store. */
  report(store) {
    const wrong = store.all().filter(([, entry]) => entry.error || entry.question || entry.conflict).length;
    if (wrong) this.say("error", `Не сохранено: ${counted(wrong, "ячейка", "ячейки", "ячеек")}. Исправьте выделенное.`);
    else if (this.savedAt) this.say("saved", `Все изменения сохранены в ${this.savedAt}${this.others && `.${this.others}`}`);
    this.others = "";
  }

  /** Show a message in the cell that asks for something; an empty message takes it away. */
  ask(address, message, buttons = []) {
    const place = this.sheet.byAddress.get(address);
    if (!place) return;
    place.querySelectorAll(".cell__typed").forEach((old) => old.remove());
    const input = this.sheet.input(address);
    if (input) invalid(input, Boolean(message) && !buttons.length);
    place.toggleAttribute("data-asked", Boolean(message));
    if (!message) return;
    const asked = document.createElement("div");
    asked.className = "cell__typed";
    asked.setAttribute("role", "alert");
    asked.append(message, ...(buttons.length ? [document.createElement("br")] : []), ...buttons);
    place.querySelector(".cell__note").prepend(asked);
    place.dataset.severity = buttons.length ? "explain" : "error";
  }

  /** Draw what the checks say now at every cell of the page. */
  notes(notes, store) {
    for (const [address, place] of this.sheet.byAddress) {
      const note = notes[address];
      const found = place.querySelector("[data-findings]");
      if (found.innerHTML !== (note?.html ?? "")) found.innerHTML = note?.html ?? "";
      const entry = store.get(address);
      if (entry?.error) continue;
      place.dataset.severity = entry?.question ? "explain" : (note?.severity ?? "");
      const input = this.sheet.input(address);
      if (input) invalid(input, note?.severity === "error");
    }
  }

  /** Replace the list of problems, but never under the hands of who types an explanation. */
  list(html) {
    const typed = new Map();
    for (const area of this.problems.querySelectorAll("textarea")) if (area.value) typed.set(area.id, area.value);
    const active = this.problems.contains(document.activeElement) ? document.activeElement.id : "";
    this.problems.innerHTML = html;
    for (const [id, text] of typed) {
      const area = document.getElementById(id);
      if (area) area.value = text;
    }
    if (active) document.getElementById(active)?.focus();
  }

  progress(progress) {
    for (const step of document.querySelectorAll("[data-progress]")) {
      const one = progress[step.dataset.progress];
      if (!one) continue;
      step.textContent = one.words;
      step.dataset.severity = one.severity;
    }
    const own = progress[this.form.dataset.section];
    const zeros = document.querySelector("[data-zeros]");
    if (!own || !zeros) return;
    zeros.hidden = !own.left;
    zeros.querySelector("[data-left]").textContent = own.left;
  }

  /** Say in the bottom line what the cell at hand is, and what stood there last year. */
  describe(input) {
    const place = input.closest("td.cell");
    const last = place.querySelector(".cell__last").lastChild?.textContent.trim() ?? "";
    const title = place.querySelector(".cell__label").textContent;
    this.bar.textContent = title;
    this.history.href = `${this.history.dataset.history}?cell=${place.dataset.address}`;
    if (last) this.bar.append(`. В ${this.form.dataset.year - 1} году: ${last}${change(last, input.value)}`);
    const words = place.querySelector(".cell__note").textContent.trim().replace(/\s+/g, " ");
    if (!words) return;
    const note = document.createElement("span");
    note.className = "entry-bar__note";
    note.textContent = words;
    this.bar.append(note);
  }
}

function invalid(input, is) {
  if (is) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function change(before, now) {
  const [old, fresh] = [before, now].map((text) => Number(text.replace(/\s/g, "").replace(",", ".")));
  if (!now.trim() || !old || Number.isNaN(old) || Number.isNaN(fresh)) return "";
  const percent = ((fresh - old) / old) * 100;
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "";
  return `, изменение ${sign}${Math.abs(percent).toFixed(1).replace(".", ",")} %`;
}
