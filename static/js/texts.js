// The text part of a report: what is typed is kept on this computer at once and saved by itself
// when the person stops typing; what cannot be sent waits here and is shown again.

import { Offline, Sender, SignedOut } from "./entry/sender.js";
import { Store } from "./entry/store.js";
import { button } from "./entry/words.js";

const PAUSE_MS = 1500;
const RETRY_MS = 10_000;

class Part {
  constructor(place) {
    this.place = place;
    this.heading = place.dataset.heading;
    this.most = Number(place.dataset.most);
    this.area = place.querySelector("textarea");
    this.state = place.querySelector("[data-state]");
    this.count = place.querySelector("[data-count]");
    this.version = place.querySelector("input[name^='version-']");
    this.saved = this.area.value;
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("change", flush);
    this.tell();
    this.recall();
  }

  /** Bring back what was typed here and never reached the portal. */
  recall() {
    const kept = store.get(this.heading);
    if (!kept) return;
    if (kept.text.trim() === this.saved.trim()) {
      store.remove(this.heading);
      return;
    }
    this.area.value = kept.text;
    this.version.value = kept.version;
    this.say("saving", "Восстановлено несохранённое с этого компьютера");
    this.tell();
    later();
  }

  typed() {
    store.put(this.heading, { text: this.area.value, version: Number(this.version.value) });
    this.tell();
    this.say("saving", "Ещё не сохранено");
    later();
  }

  tell() {
    const length = this.area.value.trim().length;
    this.count.textContent = `${words(length)} из ${words(this.most)} знаков`;
    if (length > this.most) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
  }

  say(state, text, link) {
    this.state.dataset.state = state;
    this.state.textContent = text;
    if (link) this.state.append(" ", link);
  }

  /** Show what became of a text that was sent; what was typed meanwhile waits for its turn. */
  settle(answer, sent, savedAt) {
    if (answer.error) {
      this.say("error", answer.error);
      return;
    }
    if (answer.conflict) {
      this.conflict(answer.conflict);
      return;
    }
    this.version.value = answer.version;
    this.saved = sent;
    this.place.querySelector(".text-entry__theirs")?.remove();
    if (this.area.value === sent) {
      store.remove(this.heading);
      this.say("saved", `Сохранено в ${savedAt}`);
    } else {
      store.put(this.heading, { text: this.area.value, version: answer.version });
      later();
    }
  }

  /** Show the other person's text; nothing is written until this one chooses. */
  conflict({ theirs, by, at, version }) {
    store.put(this.heading, { text: this.area.value, version: Number(this.version.value), conflict: true });
    this.say("error", "Не сохранено: текст изменил кто-то ещё");
    this.place.querySelector(".text-entry__theirs")?.remove();
    const notice = document.createElement("div");
    notice.className = "notice notice_bad text-entry__theirs";
    notice.setAttribute("role", "alert");
    const who = document.createElement("p");
    who.textContent = `${by || "Другой человек"} сохранил другой текст (${at}):`;
    const text = document.createElement("div");
    text.className = "report-text text-entry__other";
    text.textContent = theirs || "пусто";
    const decide = (mine) => () => {
      notice.remove();
      this.version.value = version;
      if (!mine) this.area.value = theirs;
      store.put(this.heading, { text: this.area.value, version });
      this.tell();
      this.area.focus();
      flush();
    };
    notice.append(who, text, button("Оставить мой текст", decide(true)), " ", button("Взять другой", decide(false)));
    this.area.before(notice);
  }
}

const form = document.getElementById("entry");
const store = form && new Store(form.dataset.user, form.dataset.submission);
const sender = form && new Sender(form);
let timer = 0;
let sending = null;
const parts = new Map();

if (form) {
  for (const place of form.querySelectorAll("[data-heading]")) {
    const part = new Part(place);
    parts.set(part.heading, part);
  }
  // The button saves the whole page by itself; the copies here go when the page comes back saved.
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
}

function words(number) {
  return number.toLocaleString("ru-RU");
}

function later(pause = PAUSE_MS) {
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
}

function flush() {
  clearTimeout(timer);
  sending ??= send().finally(() => {
    sending = null;
  });
  return sending;
}

async function send() {
  const ready = store.ready().filter(([heading, entry]) => parts.has(heading) && !tooLong(heading, entry));
  if (!ready.length) return;
  try {
    const sent = new Map(ready.map(([heading, entry]) => [heading, entry.text]));
    const changes = ready.map(([heading, { text, version }]) => ({ heading, text, version }));
    const answer = await sender.send(changes);
    for (const one of answer.texts) {
      const heading = String(one.heading);
      parts.get(heading).settle(one, sent.get(heading), answer.saved_at);
    }
  } catch (error) {
    complain(ready, error);
  }
}

function tooLong(heading, entry) {
  const part = parts.get(heading);
  const over = entry.text.trim().length - part.most;
  if (over > 0) part.say("error", `Не сохранено: длиннее на ${words(over)}. Сократите текст.`);
  return over > 0;
}

function complain(ready, error) {
  const told = (state, text, link) => {
    for (const [heading] of ready) parts.get(heading).say(state, text, link?.cloneNode(true));
  };
  if (error instanceof SignedOut) {
    const link = document.createElement("a");
    link.href = `${form.dataset.login}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = "Войдите снова";
    told("offline", "Сеанс закончился, текст ждёт на этом компьютере.", link);
  } else if (error instanceof Offline) {
    told("offline", "Нет связи: текст на этом компьютере, отправится сам");
    later(RETRY_MS);
  } else {
    told("error", `Не сохранено. ${error.message}`);
  }
}
