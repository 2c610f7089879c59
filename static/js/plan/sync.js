// Acts one after another: each tells which version of the plan the page shows, and its answer
// brings in all that changed since, by whomever.

import { draw } from "./drawing.js";
import { Refusal, send } from "./server.js";
import { showError, table } from "./rows.js";

let version = Number(table?.dataset.version);
let queue = Promise.resolve();
let waiting = 0;

// What is sent to the server goes in turn, so that a quick hand loses no step. `arrived` is called
// before the answer is drawn.
export function act(url, data = {}, arrived = () => {}) {
  waiting += 1;
  const done = queue.then(async () => {
    const pairs = Array.isArray(data) ? data : Object.entries(data);
    const answer = await send(url, [...pairs, ["since", version]]);
    arrived();
    await take(answer);
    return answer;
  });
  queue = done.catch(() => {}).finally(() => {
    waiting -= 1;
  });
  return done;
}

export async function take(answer) {
  const isLate = answer.version < version;
  version = Math.max(version, answer.version);
  if (answer.steps) table.dispatchEvent(new CustomEvent("plan:steps", { detail: answer.steps }));
  if (answer.told?.length) table.dispatchEvent(new CustomEvent("plan:told", { detail: answer.told }));
  if (answer.rows || answer.all) await draw(answer, isLate);
}

export const isBusy = () => waiting > 0;

// Does something and tells the person when it was refused; returns nothing then.
export async function tried(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    showError(error.message);
    return null;
  }
}
