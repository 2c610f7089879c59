// Others in the same plan: where they are, and what they did, a few seconds after they did it.

import { Refusal } from "./server.js";
import { LABELS, counted, numberOf, rootUrl, rowById, showError, table } from "./rows.js";
import { whereOpen } from "./editor.js";
import { act, isBusy } from "./sync.js";

const EVERY = 4000;
const AFTER_A_FAILURE = 15_000;
const SOON = 400;
const SHOWN = 3;
const list = document.getElementById("plan-people");
const others = document.getElementById("plan-others");
let people = [];
let timer = 0;
let isClosed = false;

function initials(name) {
  return name.split(/[\s\u00a0]+/).map((word) => word[0]).slice(0, 2).join("");
}

function placeOf({ item, field }) {
  const row = item && rowById(item);
  if (!row) return "";
  return field ? ` (правит пункт ${numberOf(row)}, ${LABELS[field]?.toLowerCase() ?? ""})` : ` (пункт ${numberOf(row)})`;
}

// A mark in the row where somebody writes: her initials, and the whole name for those who ask.
function badge(person) {
  const mark = document.createElement("span");
  mark.className = "plan-who";
  mark.title = `${person.name} правит этот пункт`;
  const short = document.createElement("span");
  short.setAttribute("aria-hidden", "true");
  short.textContent = `✎ ${initials(person.name)}`;
  const whole = document.createElement("span");
  whole.className = "visually-hidden";
  whole.textContent = `, правит ${person.name}`;
  mark.append(short, whole);
  return mark;
}

function showPeople() {
  for (const old of table.querySelectorAll(".plan-who")) old.remove();
  for (const person of people) {
    const row = person.field && rowById(person.item);
    if (row) row.cells[0].append(badge(person));
  }
  list.hidden = !people.length;
  list.textContent = people.length ? `Сейчас в плане: ${people.map((one) => one.name + placeOf(one)).join("; ")}` : "";
}

function tell(lines) {
  const more = lines.length - SHOWN;
  const shown = lines.slice(0, SHOWN).concat(more > 0 ? [`и ещё ${counted(more, "изменение", "изменения", "изменений")}`] : []);
  others.replaceChildren(...shown.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
}

async function ask() {
  const at = whereOpen();
  const cell = document.activeElement?.closest?.("tr[data-item]");
  const answer = await act(rootUrl("live"), at.item ? at : { item: cell?.dataset.item ?? "", field: "" });
  if (answer.closed) {
    isClosed = true;
    showError(answer.closed);
    return;
  }
  people = answer.people;
  showPeople();
}

async function turn() {
  clearTimeout(timer);
  if (isClosed || document.hidden) return;
  if (isBusy()) {
    timer = setTimeout(turn, SOON);
    return;
  }
  let pause = EVERY;
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    pause = AFTER_A_FAILURE;
  }
  timer = setTimeout(turn, pause);
}

if (table && "live" in table.dataset) {
  table.addEventListener("plan:told", (event) => tell(event.detail));
  table.addEventListener("plan:drawn", showPeople);
  document.addEventListener("visibilitychange", turn);
  // The others see at once that a cell is being written.
  table.addEventListener("plan:opened", () => {
    clearTimeout(timer);
    timer = setTimeout(turn, SOON);
  });
  timer = setTimeout(turn, EVERY / 4);
}
