// The table of a pairing: drawn from the data, steps asked for from the keyboard.

import { takesCell, works } from "./columns.js";

const KEYS = { Enter: "split", ArrowDown: "down", ArrowUp: "up" };

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export class Sheet {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.kinds = [...(this.body.querySelector("select")?.options ?? [])].map((one) => [one.value, one.text]);
    this.titles = [...table.tHead.querySelectorAll("th[data-column]")].map((th) => [
      th.dataset.column,
      th.textContent,
    ]);
    this.spot = null;
    this.listen();
  }

  /** The data that the page came with. */
  read() {
    const state = { entries: [], columns: Object.fromEntries(this.titles.map(([number]) => [number, []])) };
    for (const row of this.body.rows) {
      const name = row.querySelector("[data-column=name]");
      if (name) state.entries.push({ text: name.value, kind: row.dataset.kind });
      for (const cell of row.querySelectorAll("textarea:not([data-column=name])")) {
        state.columns[cell.dataset.column].push(cell.value);
      }
    }
    for (const cells of Object.values(state.columns)) while (cells.length && !cells.at(-1)) cells.pop();
    return state;
  }

  textAt(state, column, place) {
    return (column === "name" ? state.entries[place]?.text : state.columns[column][place]) ?? "";
  }

  draw(state, sure) {
    const rows = [];
    let place = 0;
    state.entries.forEach((entry, line) => {
      rows.push(this.row(state, entry, line, takesCell(entry) ? place : null, rows.length + 1));
      if (takesCell(entry)) place += 1;
    });
    const last = Math.max(place, ...Object.values(state.columns).map((cells) => cells.length));
    for (; place < last; place += 1) rows.push(this.row(state, null, null, place, rows.length + 1));
    this.body.replaceChildren(...rows);
    this.mark(state, sure);
  }

  row(state, entry, line, place, number) {
    const made = element("tr");
    made.dataset.kind = entry?.kind ?? "loose";
    const kind = entry
      ? this.choice(entry.kind, line, number)
      : Object.assign(element("span", { className: "state", textContent: "без пары" }));
    if (!entry) kind.dataset.state = "warning";
    made.append(element("td", {}, kind));
    made.append(element("td", {}, ...(entry ? [this.cell(entry.text, "name", line, "Строка", number)] : [])));
    if (place === null) {
      if (this.titles.length) made.append(element("td", { colSpan: this.titles.length }));
      return made;
    }
    for (const [column, title] of this.titles) {
      const mark = element("span", { className: "pair-mark" });
      const cell = this.cell(this.textAt(state, column, place), column, place, title, number);
      made.append(element("td", {}, element("div", { className: "pair-with" }, mark, cell)));
    }
    return made;
  }

  choice(kind, line, number) {
    const select = element("select", { className: "form-select form-select-sm" });
    select.append(...this.kinds.map(([value, text]) => new Option(text, value, false, value === kind)));
    select.dataset.line = line;
    select.setAttribute("aria-label", `Что это: строка ${number}`);
    return select;
  }

  cell(text, column, place, title, number) {
    const box = element("textarea", { className: "pair-cell", value: text, spellcheck: false });
    box.rows = text.split("\n").length;
    Object.assign(box.dataset, { column, place });
    box.setAttribute("aria-label", column === "name" ? `${title} ${number}` : `${title}, строка ${number}`);
    return box;
  }

  /** Say at each cell whether it is surely of its work. */
  mark(state, sure) {
    const count = works(state).length;
    for (const mark of this.body.querySelectorAll(".pair-mark")) {
      const { column, place } = mark.nextElementSibling.dataset;
      const told = this.told(state, column, Number(place), Number(place) < count, sure);
      mark.textContent = told.sign;
      mark.title = told.words;
      mark.dataset.sure = told.sure;
      const hidden = mark.nextElementSibling;
      hidden.setAttribute("aria-description", told.words);
    }
  }

  told(state, column, place, isWork, sure) {
    if (!state.columns[column].length) return { sign: "", words: "", sure: "" };
    if (isWork && place < (sure[column] ?? 0)) return { sign: "✓", words: "точно", sure: "yes" };
    return { sign: "?", words: isWork ? "проверьте" : "без пары", sure: "no" };
  }

  focus({ column, place, at, kind }) {
    if (kind !== undefined) {
      this.body.querySelector(`select[data-line="${kind}"]`)?.focus();
      return;
    }
    const box = this.body.querySelector(`textarea[data-column="${column}"][data-place="${place}"]`);
    if (!box) return;
    box.focus();
    box.setSelectionRange(at, at);
    box.dataset.moved = "";
  }

  listen() {
    const noted = (event) => this.note(event.target);
    for (const name of ["focusin", "keyup", "click", "select"]) this.body.addEventListener(name, noted);
    this.body.addEventListener("change", (event) => {
      if (event.target.matches("select")) this.onKind(Number(event.target.dataset.line), event.target.value);
    });
    this.body.addEventListener("keydown", (event) => this.key(event));
    // Letters are neither typed nor deleted here: texts are put right on the page before.
    this.body.addEventListener("beforeinput", (event) => {
      if (event.target.matches("textarea")) event.preventDefault();
    });
  }

  note(target) {
    if (!target.matches?.("textarea.pair-cell")) return;
    const { column, place } = target.dataset;
    this.spot = { column, place: Number(place), at: target.selectionStart };
  }

  key(event) {
    const step = this.step(event);
    if (step) {
      event.preventDefault();
      this.note(event.target);
      this.onAct(step);
    } else if (event.target.matches("textarea") && !event.altKey && !event.ctrlKey && !event.shiftKey) {
      this.walk(event);
    }
  }

  step(event) {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.code === "KeyZ") return event.shiftKey ? "redo" : "undo";
    if (command && event.code === "KeyY") return "redo";
    if (!event.target.matches("textarea")) return "";
    if (command && event.code === "KeyJ") return "join";
    if (event.altKey || event.key === "Enter") return command ? "" : (KEYS[event.key] ?? "");
    const { selectionStart: start, selectionEnd: end, value, dataset } = event.target;
    if (event.key === "Backspace" && start === 0 && end === 0) return dataset.place === "0" ? "" : "joinUp";
    return event.key === "Delete" && start === value.length ? "join" : "";
  }

  /** ↑ and ↓ leave the cell from its first and last line. */
  walk(event) {
    const { value, selectionStart: at, dataset } = event.target;
    const isUp = event.key === "ArrowUp" && !value.slice(0, at).includes("\n");
    const isDown = event.key === "ArrowDown" && !value.slice(at).includes("\n");
    if (!isUp && !isDown) return;
    const cells = [...this.body.querySelectorAll(`textarea[data-column="${dataset.column}"]`)];
    const next = cells[cells.indexOf(event.target) + (isUp ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.setSelectionRange(0, 0);
  }
}
