// Rows that are marked to be changed together; they stay marked in the address of the page.

import { Refusal } from "./server.js";
import { allRows, counted, reachableCell, rootUrl, rowById, say, table } from "./rows.js";
import { act, tried } from "./sync.js";
import { watchPeriod } from "./editor.js";
import { offer } from "./completion.js";

const bar = document.getElementById("many");
const dialog = document.getElementById("many-dialog");
const sections = document.getElementById("section-dialog");

export function marks() {
  return [...table.querySelectorAll('input[name="item"]:checked')];
}

export const markedRows = () => marks().map((mark) => mark.closest("tr"));

function markOf(row) {
  return row.querySelector('input[name="item"]');
}

const LONGEST_ADDRESS = 2000;

// Keys in a row are told as ranges, so that the address stays short: 12-18,25. What is too long
// for an address is not kept in it.
function shortened(keys) {
  const ranges = [];
  for (const key of keys.sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last && key === last[1] + 1) last[1] = key;
    else ranges.push([key, key]);
  }
  const text = ranges.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(",");
  return text.length > LONGEST_ADDRESS ? "" : text;
}

function* unfolded(text) {
  for (const part of text.split(",")) {
    const [from, to = from] = part.split("-").map(Number);
    for (let key = from; key <= to && key - from < 2000; key += 1) yield key;
  }
}

function writeAddress(keys) {
  const address = new URL(location.href);
  const marked = shortened(keys);
  if (marked) address.searchParams.set("marked", marked);
  else address.searchParams.delete("marked");
  address.search = address.search.replaceAll("%2C", ",");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
  // The ways to another look of the same plan take the marks along.
  for (const link of document.querySelectorAll(".plan-view > nav a")) {
    const aim = new URL(link.href);
    if (marked) aim.searchParams.set("marked", marked);
    else aim.searchParams.delete("marked");
    link.href = aim;
  }
}

function button(title, work, looks = "btn-outline-primary") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn-sm ${looks}`;
  made.textContent = title;
  made.addEventListener("click", work);
  return made;
}

const words = document.createElement("span");
const buttons = [
  button("Изменить…", () => change()),
  button("В раздел…", () => moveToSection()),
  button("Удалить", () => removeMarked(), "btn-outline-danger"),
  button("Снять отметки", () => unmark(), "btn-link"),
];

function tell() {
  const rows = markedRows();
  for (const row of table.querySelectorAll("tr.is-marked")) row.classList.remove("is-marked");
  for (const row of rows) row.classList.add("is-marked");
  const wasInBar = bar.contains(document.activeElement);
  bar.hidden = !rows.length;
  // The bar goes with the last mark: the person is back in the table then.
  if (wasInBar && bar.hidden) reachableCell()?.focus();
  words.textContent = `Отмечено: ${counted(rows.length, "пункт", "пункта", "пунктов")}`;
  buttons[1].hidden = sections.querySelector("select").options.length < 2;
  writeAddress(rows.map((row) => Number(row.dataset.item)));
}

let last = null;

export function toggle(row, isOn = !markOf(row)?.checked) {
  const mark = markOf(row);
  if (!mark) return;
  mark.checked = isOn;
  last = row;
  tell();
  say(`${isOn ? "Отмечен" : "Не отмечен"} пункт. Всего отмечено: ${marks().length}.`);
}

export function markAll() {
  for (const row of allRows()) if (markOf(row)) markOf(row).checked = true;
  tell();
  say(words.textContent);
}

export function unmark() {
  const were = marks();
  for (const mark of were) mark.checked = false;
  tell();
  if (were.length) say("Отметки сняты.");
  return were.length > 0;
}

const pairs = (extra) => [...marks().map((mark) => ["item", mark.value]), ...Object.entries(extra)];

async function done(work) {
  const answer = await tried(work);
  if (!answer) return;
  say(answer.said);
  tell();
}

export function removeMarked() {
  return done(() => act(rootUrl("many"), pairs({ act: "remove" })));
}

export function moveToSection() {
  sections.returnValue = "";
  sections.showModal();
  sections.onclose = () => {
    const section = sections.querySelector("select").value;
    if (sections.returnValue === "move") done(() => act(rootUrl("many"), pairs({ act: "section", section })));
  };
}

export function change() {
  const error = dialog.querySelector("[data-error]");
  error.textContent = "";
  dialog.querySelector("h2").textContent = `Изменить ${counted(marks().length, "пункт", "пункта", "пунктов")}`;
  dialog.returnValue = "";
  dialog.showModal();
}

const part = (name) => dialog.querySelector(`[name="${name}"]`);

async function send(event) {
  if (event.submitter?.value !== "change") return;
  event.preventDefault();
  const error = dialog.querySelector("[data-error]");
  const wanted = { act: "change", field: part("field").value, way: part("way").value, text: part("text").value };
  try {
    const answer = await act(rootUrl("many"), pairs(wanted));
    dialog.close();
    part("text").value = "";
    say(answer.said);
    tell();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    error.textContent = refusal.message;
  }
}

function begin() {
  bar.replaceChildren(words, ...buttons);
  bar.addEventListener("submit", (event) => event.preventDefault());
  table.addEventListener("change", (event) => {
    if (event.target.name === "item") toggle(event.target.closest("tr"), event.target.checked);
  });
  // Shift and a click mark all rows from the one before.
  table.addEventListener("click", (event) => {
    if (event.target.name !== "item" || !event.shiftKey || !last?.isConnected) return;
    const rows = allRows();
    const ends = [rows.indexOf(last), rows.indexOf(event.target.closest("tr"))].sort((one, other) => one - other);
    for (const row of rows.slice(ends[0], ends[1] + 1)) if (markOf(row)) markOf(row).checked = event.target.checked;
  });
  table.addEventListener("plan:drawn", tell);
  dialog.querySelector("form").addEventListener("submit", send);
  document.querySelector(".plan-sift form")?.addEventListener("formdata", (event) => {
    const marked = shortened(markedRows().map((row) => Number(row.dataset.item)));
    if (marked) event.formData.set("marked", marked);
  });
  const meaning = document.createElement("div");
  meaning.className = "plan-editor__meaning";
  meaning.setAttribute("role", "status");
  part("text").after(meaning);
  offer(part("text"), () => part("field").value);
  watchPeriod(part("text"), meaning, () => part("field").value === "period");
  const asked = new URLSearchParams(location.search).get("marked");
  for (const key of asked ? unfolded(asked) : []) {
    const mark = rowById(key) && markOf(rowById(key));
    if (mark) mark.checked = true;
  }
  tell();
}

if (bar && table) begin();

