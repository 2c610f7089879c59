// Under each time that is being put right stands how it is now understood.

import { Refusal, get } from "./plan/server.js";

const PAUSE = 250;
const form = document.querySelector("form[data-meaning]");
const asked = new WeakMap();

async function tell(box) {
  const turn = (asked.get(box) ?? 0) + 1;
  asked.set(box, turn);
  const place = box.parentElement.querySelector("[data-period-meaning]");
  try {
    const answer = await get(`${form.dataset.meaning}?${new URLSearchParams({ text: box.value })}`);
    if (asked.get(box) === turn) place.textContent = answer.lines.join("; ");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

const timers = new WeakMap();

form?.addEventListener("input", ({ target }) => {
  if (!target.matches("textarea")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(tell, PAUSE, target));
});
