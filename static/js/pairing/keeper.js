// Has the server take the steps made: one request at a time, in their order, nothing dropped.

import { Refusal, send } from "../plan/server.js";

const PAUSE = 400;

export class Keeper {
  constructor(table, status, { kept, refused }) {
    this.url = table.dataset.url;
    this.base = JSON.parse(table.dataset.told).base;
    this.status = status;
    this.kept = kept;
    this.refused = refused;
    this.waiting = [];
    this.running = null;
    addEventListener("beforeunload", (event) => {
      if (!this.isIdle) event.preventDefault();
    });
  }

  get isIdle() {
    return !this.waiting.length && !this.running;
  }

  keep(step) {
    this.waiting.push(step);
    this.status.textContent = "Сохраняется…";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Forget a step that could not be taken; nothing drawn depends on it. */
  drop(step) {
    this.waiting = this.waiting.filter((one) => one !== step);
  }

  /** Send what waits; true when all is kept. */
  async flush() {
    clearTimeout(this.timer);
    // Whoever waited for the same request may have begun the next one meanwhile.
    while (this.running) await this.running;
    if (!this.waiting.length) return true;
    this.running = this.post([...this.waiting]);
    const done = await this.running;
    this.running = null;
    return done && this.waiting.length ? this.flush() : done;
  }

  async post(steps) {
    try {
      const answer = await send(this.url, { steps: JSON.stringify(steps), base: this.base });
      this.base = answer.base;
      this.waiting.splice(0, steps.length);
      if (!this.waiting.length) {
        this.status.textContent = "Сохранено";
        this.kept(answer);
      }
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.status.textContent = "Не сохранено";
      this.refused(error.message);
      return false;
    }
  }
}
