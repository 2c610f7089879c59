// Editing one cell where it stands.
//
// Enter saves and goes down, Tab saves and goes on, Ctrl+Enter saves and stays, Esc gives up.
// Saving does not wait for the server: the text stands in its cell at once, and the cell opens
// again with it if the server refuses.

import { offer } from "./completion.js";
import { forget, remember } from "./drafts.js";
import { go } from "./grid.js";
import { Refusal, get } from "./server.js";
import { LABELS, cellOf, focusCell, makeReachable, numberOf, offerAgain, rootUrl, rowById, say, seenColumns, table, textOf, urlOf } from "./rows.js";
import { act } from "./sync.js";
import { open, untilAnswered } from "./unsaved.js";

const LONG = new Set(["name", "period", "organisers", "responsibles", "note"]);
const LISTS = new Set(["period", "organisers", "responsibles"]);
const COMPLETED = new Set(["event_form", "organisers", "responsibles", "place", "audience"]);
const isTouch = matchMedia("(pointer: coarse)").matches;

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Where the person is writing, for the others to see.
export function whereOpen() {
  const [editor] = [...open].filter((one) => one.row.dataset.item);
  return editor ? { item: editor.row.dataset.item, field: editor.field } : { item: "", field: "" };
}

export function watchPeriod(box, place, isAsked = () => true) {
  let timer;
  let turn = 0;
  const ask = async () => {
    const mine = ++turn;
    try {
      const answer = isAsked() ? await get(`${rootUrl("period")}?${new URLSearchParams({ text: box.value })}`) : { lines: [] };
      if (mine === turn) place.replaceChildren(...answer.lines.map((line) => element("div", { textContent: line })));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  ask();
}

function control(field, label, text) {
  const box = LONG.has(field)
    ? element("textarea", { rows: Math.max(2, text.split("\n").length + 1) })
    : element("input", { type: "text" });
  box.className = "form-control";
  box.value = text;
  box.setAttribute("aria-label", label);
  return box;
}

class Editor {
  // `base` is the text in the cell, `text` the one to begin with; `save(text, base)` sends it.
  constructor(cell, { label, base, text = base, save }) {
    this.cell = cell;
    this.row = cell.closest("tr");
    this.field = cell.dataset.field;
    this.base = base;
    this.send = save;
    this.kept = [...cell.childNodes];
    delete cell.fresh;
    this.box = control(this.field, label, text);
    this.onFresh = (event) => this.fresh(event.detail);
    cell.baseText = base;
    cell.addEventListener("plan:fresh", this.onFresh);
    open.add(this);
    this.draw();
  }

  draw() {
    this.error = element("p", { className: "plan-editor__error", id: `error-${this.row.id || "new"}-${this.field}` });
    this.error.setAttribute("role", "alert");
    this.box.setAttribute("aria-describedby", this.error.id);
    this.news = element("p", { className: "plan-editor__news" });
    this.news.setAttribute("role", "status");
    const save = element("button", { type: "button", className: "btn btn-sm btn-primary", textContent: "Сохранить", tabIndex: -1 });
    const cancel = element("button", { type: "button", className: "btn btn-sm btn-link", textContent: "Отменить", tabIndex: -1 });
    save.addEventListener("click", () => this.save("stay"));
    cancel.addEventListener("click", () => this.giveUp());
    this.buttons = element("div", { className: "plan-editor__buttons" }, save, cancel);
    this.frame = element("div", { className: "plan-editor" }, element("div", {}, this.box), this.news, this.error, this.buttons);
    if (this.field === "period") {
      const place = element("div", { className: "plan-editor__meaning" });
      place.setAttribute("role", "status");
      this.news.before(place);
      watchPeriod(this.box, place);
    }
    if (COMPLETED.has(this.field)) offer(this.box, () => this.field);
    this.frame.addEventListener("keydown", (event) => this.key(event));
    this.frame.addEventListener("focusout", () => setTimeout(() => this.left()));
    this.box.addEventListener("input", () => this.row.dataset.item && remember(this.row.dataset.item, this.field, this.box.value, this.base));
    this.cell.dataset.editing = "1";
    this.cell.replaceChildren(this.frame);
    table.dispatchEvent(new CustomEvent("plan:opened"));
  }

  focus() {
    makeReachable(this.cell);
    this.box.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  get isChanged() {
    return this.box.value !== this.base;
  }

  key(event) {
    event.stopPropagation();
    if (event.defaultPrevented || this.conflict) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.giveUp();
    } else if (event.key === "Tab" && event.target === this.box) {
      event.preventDefault();
      this.save(event.shiftKey ? "left" : "right");
    } else if (event.key === "Enter" && event.target === this.box) {
      this.enter(event);
    }
  }

  enter(event) {
    const isLong = this.box.tagName === "TEXTAREA";
    if (isLong && (event.shiftKey || (isTouch && !event.ctrlKey))) return;
    event.preventDefault();
    if (isLong && event.altKey) {
      this.box.setRangeText("\n", this.box.selectionStart, this.box.selectionEnd, "end");
      this.box.dispatchEvent(new Event("input"));
    } else {
      this.save(event.ctrlKey ? "stay" : "down");
    }
  }

  left() {
    if (this.isDone || this.conflict || this.frame.contains(document.activeElement)) return;
    this.save("");
  }

  // What others wrote into this cell meanwhile is told, and kept for when the editor closes.
  fresh(drawn) {
    this.kept = [...drawn.childNodes];
    const text = textOf(drawn);
    if (this.isPending) {
      this.isPending = false;
      this.base = text;
    }
    if (text === this.base || text === this.box.value) return;
    this.news.textContent = `Пока Вы пишете, здесь записали: «${text}». Ваш текст не пропадёт: при сохранении увидите оба.`;
  }

  close() {
    this.isDone = true;
    open.delete(this);
    this.cell.removeEventListener("plan:fresh", this.onFresh);
    delete this.cell.dataset.editing;
    if (this.row.dataset.item) forget(this.row.dataset.item, this.field);
  }

  // Gives the cell back as it was, or as others have written it meanwhile.
  giveUp() {
    this.close();
    this.cell.replaceChildren(...this.kept);
    const isGone = this.row.classList.contains("is-gone");
    go(this.cell, isGone ? "down" : "stay");
    if (isGone) this.row.remove();
  }

  save(way, base = this.base) {
    if (!this.isChanged && base === this.base) {
      const wasInside = this.frame.contains(document.activeElement);
      this.close();
      this.cell.replaceChildren(...this.kept);
      if (way) go(this.cell, way);
      else if (wasInside) focusCell(this.cell);
      return;
    }
    const text = this.box.value;
    this.close();
    if (this.row.dataset.item) remember(this.row.dataset.item, this.field, text, base);
    show(this.cell, text);
    if (way) go(this.cell, way);
    this.send(text, base, this);
  }

  // Opens again with a text that the server refused.
  refused(error) {
    if (error.answer.conflict) {
      this.showConflict(error.answer);
      return;
    }
    this.error.textContent = error.message;
    if (error.answer.removed) this.offerRestoring();
  }

  offerRestoring() {
    const button = element("button", { type: "button", className: "btn btn-sm btn-outline-primary", textContent: "Вернуть пункт и сохранить" });
    button.addEventListener("click", async () => {
      try {
        await act(urlOf(this.row, "restore"));
        this.row.classList.remove("is-gone");
        this.save("stay");
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.refused(error);
      }
    });
    this.buttons.prepend(button);
  }

  showConflict(answer) {
    const template = document.createElement("template");
    template.innerHTML = answer.conflict;
    this.conflict = template.content.firstElementChild;
    this.theirs = answer.theirs;
    for (const part of this.frame.children) if (part !== this.error) part.hidden = true;
    this.frame.append(this.conflict);
    this.conflict.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-settle]")?.dataset.settle;
      if (choice) this.settle(choice);
    });
  }

  settle(choice) {
    const merge = this.conflict.querySelector(".plan-conflict__merge");
    const merged = merge.querySelector("textarea");
    if (choice === "merge") {
      merge.hidden = false;
      this.conflict.querySelector('[data-settle="merge"]').hidden = true;
      this.conflict.querySelector('[data-settle="merged"]').hidden = false;
      merged.focus();
      return;
    }
    if (choice === "merged") this.box.value = LONG.has(this.field) ? merged.value : merged.value.replace(/\s*\n\s*/g, " ");
    if (choice === "theirs") this.keepTheirs();
    else this.save("stay", this.theirs);
  }

  // The other text stands already; the page has it, or it comes with the next news.
  keepTheirs() {
    this.close();
    this.cell.replaceChildren(...this.kept);
    focusCell(this.cell);
    act(rootUrl("live")).catch(() => {});
    say("Оставлен записанный текст. Ваш остался в истории пункта.");
  }
}

// Puts a text into a cell as it will be drawn, until the server draws it.
function show(cell, text) {
  const lines = LISTS.has(cell.dataset.field) ? text.split(/[;\n]/).map((line) => line.trim()).filter(Boolean) : [];
  if (LISTS.has(cell.dataset.field)) cell.replaceChildren(...lines.map((line) => element("div", { textContent: line })));
  else if (cell.dataset.field === "name") cell.replaceChildren(element("span", { className: "plan-name", textContent: text.trim() }));
  else cell.textContent = text.trim();
  cell.classList.add("is-saving");
}

// Opens a cell; `text` is what to begin with, when it is not what stands there.
export function editCell(cell, { text, base, isQuiet } = {}) {
  const row = cell.closest("tr");
  if (cell.dataset.editing || !("open" in row.dataset)) return null;
  const id = row.dataset.item;
  const { field } = cell.dataset;
  const wasPending = cell.classList.contains("is-saving");
  const editor = new Editor(cell, {
    label: `${LABELS[field]}, пункт ${numberOf(row)}`,
    base: base ?? textOf(cell),
    text,
    save: (typed, from, by) => untilAnswered(saveCell({ id, field, text: typed, base: from, by })),
  });
  editor.isPending = wasPending;
  if (!isQuiet) editor.focus();
  return editor;
}

async function saveCell(saving) {
  const { id, field, text, base, by } = saving;
  try {
    const url = `${table.dataset.items}${id}/field/`;
    await act(url, { field, text, base }, () => by.cell.classList.remove("is-saving"));
    forget(id, field);
    say("Сохранено.");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reopen(saving, error);
  }
}

// The typed text comes back into its cell; the focus only when the person is not elsewhere by now.
function reopen(saving, error) {
  const { id, field, text, base, by } = saving;
  const cell = rowById(id) && cellOf(rowById(id), field);
  if (!cell) {
    offerBack(saving, error);
    return;
  }
  const present = [...open].find((editor) => editor.cell === cell);
  if (present) {
    present.error.textContent = error.message;
    return;
  }
  if (cell === by.cell) cell.replaceChildren(...(cell.fresh ?? by.kept));
  cell.classList.remove("is-saving");
  const isWriting = document.activeElement.closest("input, textarea, dialog");
  const editor = editCell(cell, { text, base, isQuiet: Boolean(isWriting) });
  editor.refused(error);
  if (!isWriting) (editor.conflict?.querySelector("button") ?? editor.box).focus();
}

// The row has gone from the page before its text could be saved.
function offerBack(saving, error) {
  offerAgain(`${error.message} Ваш текст: «${saving.text}».`, "Вернуть пункт и сохранить", async () => {
    await act(`${table.dataset.items}${saving.id}/restore/`);
    await saveCell(saving);
  });
}

// A new row in its place: it is sent to the server when it has a name.
export function addRow({ place, insert, giveUp }) {
  const cell = element("td", { colSpan: seenColumns() });
  cell.setAttribute("role", "gridcell");
  cell.dataset.field = "name";
  const row = element("tr", { className: "plan-draft" }, cell);
  row.setAttribute("role", "row");
  insert(row);
  openDraft(cell, row, place, giveUp, "");
  row.scrollIntoView({ block: "nearest" });
}

// Where the key that saved the name leads: on to the next cell, as from any other.
function openDraft(cell, row, place, giveUp, text) {
  let way = "stay";
  const editor = new Editor(cell, {
    label: "Наименование нового пункта",
    base: "",
    text,
    save: (typed) => untilAnswered(add(typed)),
  });
  const add = async (typed) => {
    try {
      const answer = await act(rootUrl("items/add"), { name: typed, ...place });
      const isWriting = document.activeElement.closest("input, textarea, dialog");
      row.remove();
      const made = rowById(answer.item);
      if (made && !isWriting) go(cellOf(made, "name"), way === "right" ? way : "stay");
      say("Пункт добавлен.");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      openDraft(cell, row, place, giveUp, typed).refused(error);
    }
  };
  editor.giveUp = () => {
    editor.close();
    row.remove();
    giveUp();
  };
  const save = editor.save.bind(editor);
  editor.save = (pressed) => {
    way = pressed;
    if (editor.box.value.trim()) save("");
    else if (pressed) editor.giveUp();
    else {
      editor.close();
      row.remove();
    }
  };
  editor.focus();
  return editor;
}
