// The entry screen: every change is saved as soon as the person goes on to the next cell.
// What cannot be sent stays on this computer and is sent when the portal is reached again.

import { watchBranches } from "./entry/branches.js";
import { Conflicts } from "./entry/conflicts.js";
import { Keyboard } from "./entry/keyboard.js";
import { Offline, Sender, SignedOut } from "./entry/sender.js";
import { Sheet, addressOf, focus } from "./entry/sheet.js";
import { watchStaff } from "./entry/staff.js";
import { Store } from "./entry/store.js";
import { focusTarget } from "./entry/target.js";
import { View } from "./entry/view.js";
import { button, counted } from "./entry/words.js";

const RETRY_MS = 10_000;

const form = document.getElementById("entry");
const sheet = new Sheet(form);
const store = new Store(form.dataset.user, form.dataset.submission);
const view = new View(form, sheet);
const sender = new Sender(form, () => sheet.versions());
const conflicts = new Conflicts(decide);
let sending = null;
let retry = 0;

new Keyboard(sheet, commit, restore, (filled, outside) => {
  const lost = outside ? ` Не поместилось: ${outside}.` : "";
  view.say("saving", `Вставлено: ${counted(filled, "значение", "значения", "значений")}.${lost}`);
});

function entryOf(input, extra = {}) {
  const { address } = addressOf(input);
  const version = store.get(address)?.version ?? Number(input.dataset.version);
  return [address, { text: input.value.trim(), version, ...extra }];
}

function commit(inputs, extra) {
  for (const input of inputs) {
    const [address, entry] = entryOf(input, extra);
    view.ask(address, "");
    if (entry.text === sheet.known(address) && !sending) store.remove(address);
    else store.put(address, entry);
  }
  flush();
}

function restore(input) {
  const { address } = addressOf(input);
  if (!store.get(address)?.draft) return;
  store.remove(address);
  if (input.value !== sheet.known(address)) commit([input]);
}

function flush() {
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

async function sendAll() {
  clearTimeout(retry);
  for (let batch = store.ready(); batch.length; batch = store.ready()) {
    view.say("saving", "Сохраняю…");
    const changes = batch.map(([address, { text, version, confirmed }]) => ({ address, text, version, confirmed }));
    try {
      apply(await sender.send(changes), new Map(batch));
    } catch (error) {
      fail(error);
      return false;
    }
  }
  view.report(store);
  return true;
}

function fail(error) {
  const kept = "введённое хранится на этом компьютере";
  if (error instanceof SignedOut) {
    const link = document.createElement("a");
    Object.assign(link, { href: form.dataset.login, target: "_blank", textContent: "Войти снова" });
    view.say("offline", `Сеанс закончился, ${kept}.`, link);
  } else if (error instanceof Offline) {
    view.say("offline", `Нет связи, ${kept}`);
  } else {
    view.say("error", error.message);
    return;
  }
  retry = setTimeout(flush, RETRY_MS);
}

function apply(answer, sent) {
  for (const one of [...answer.saved, ...answer.totals]) settle(one, sent.get(one.address));
  for (const one of answer.errors) hold(one.address, sent, { error: one.message });
  for (const one of answer.questions) hold(one.address, sent, { question: one.message });
  for (const one of answer.conflicts) hold(one.address, sent, { conflict: true });
  takeOver(answer.others);
  view.notes(answer.notes, store);
  view.list(answer.problems);
  view.progress(answer.progress);
  view.savedAt = answer.time;
  if (document.activeElement?.matches("input.cell__value")) view.describe(document.activeElement);
  if (answer.conflicts.length) conflicts.show(answer.conflicts);
}

/** Show what others have written meanwhile, but never under the hands of who types there. */
function takeOver(others) {
  const taken = others.filter(({ address }) => {
    const input = sheet.input(address);
    return !store.get(address) && (!input || input.value.trim() === input.dataset.committed.trim());
  });
  for (const { address, text, version } of taken) sheet.settle(address, text, version);
  view.tellOthers(taken.filter(({ address }) => sheet.input(address)));
}

function settle({ address, text, version }, was) {
  const now = store.get(address);
  const input = sheet.input(address);
  if (was && now && now.text !== was.text) {
    store.put(address, { ...now, version });
    return;
  }
  store.remove(address);
  if (!input || input.value.trim() === (was?.text ?? input.dataset.committed)) sheet.settle(address, text, version);
}

function hold(address, sent, why) {
  const now = store.get(address);
  if (now?.text !== sent.get(address)?.text) return;
  store.put(address, { ...now, ...why });
  show(address);
}

/** Show at the cell why what stands in it is not saved. */
function show(address) {
  const entry = store.get(address);
  const input = sheet.input(address);
  if (!input) return;
  if (entry.error) view.ask(address, entry.error);
  if (entry.question) {
    view.ask(address, entry.question, [
      button("Да, верно", () => commit([input], { confirmed: true })),
      button("Исправить", () => focus(input)),
    ]);
  }
}

/** The choice in the dialogue: my value over the newer one, or theirs. */
function decide(conflict, mine) {
  const { address, yours, theirs, version } = conflict;
  sheet.settle(address, theirs, version);
  const input = sheet.input(address);
  if (!mine) {
    store.remove(address);
  } else {
    if (input) input.value = input.dataset.committed = yours;
    store.put(address, { text: yours, version });
  }
  flush();
}

/** Put what waits on this computer back into the cells, and send it. */
function takeUp() {
  for (const [address, entry] of store.all()) {
    const { draft, conflict, ...rest } = entry;
    store.put(address, rest);
    const input = sheet.input(address);
    if (!input) continue;
    if (input.value.trim() === rest.text) {
      store.remove(address);
      continue;
    }
    input.value = input.dataset.committed = rest.text;
    show(address);
  }
  if (store.size) flush();
}

form.addEventListener("input", (event) => {
  if (!event.target.matches("input.cell__value")) return;
  const [address, entry] = entryOf(event.target, { draft: true });
  store.put(address, entry);
});

const noData = document.querySelector("[data-no-data]");
let current = null;

form.addEventListener("focusin", (event) => {
  if (!event.target.matches("input.cell__value")) return;
  current = event.target;
  noData.hidden = false;
  view.describe(current);
});

// A phone's keyboard for numbers has no letters, so «н/д» has a button of its own.
noData.addEventListener("click", () => {
  current.inputMode = "text";
  current.value = "н/д: ";
  current.focus();
  current.setSelectionRange(current.value.length, current.value.length);
  view.say("saving", "Допишите причину: почему нет данных.");
});

// Buttons that post the whole page wait until the cells are saved.
form.addEventListener("submit", async (event) => {
  if (form.dataset.leaving) return;
  event.preventDefault();
  const by = event.submitter;
  if (!(await flush()) || !by || by.matches("[data-save-button]")) return;
  form.dataset.leaving = "yes";
  // Not before this event has ended: a form ignores a submit from within a submit.
  setTimeout(() => form.requestSubmit(by));
});

window.addEventListener("online", flush);
window.addEventListener("focus", () => store.ready().length && flush());

// A page brought back by the browser's own memory may be older than what others have saved.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

// Only now is it true: a page whose script did not arrive has no more than its button.
view.say("saved", "Изменения сохраняются сами.");
takeUp();
watchStaff(form);
watchBranches(flush);
focusTarget();
if (location.hash === "#blank" && sheet.firstBlank()) focus(sheet.firstBlank());
