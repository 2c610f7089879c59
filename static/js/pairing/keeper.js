// Keeps the pairing on the server: the latest state, one request at a time, nothing dropped.

import { Refusal, send } from "../plan/server.js";

const PAUSE = 400;

export class Keeper {
  constructor(table, status, { kept, refused }) {
    this.url = table.dataset.url;
    this.base = JSON.parse(table.dataset.told).base;
    this.status = status;
    this.kept = kept;
    this.refused = refused;
    this.waiting = null;
    this.running = null;
    addEventListener("beforeunload", (event) => {
      if (!this.isIdle) event.preventDefault();
    });
  }

  get isIdle() {
    return !this.waiting && !this.running;
  }

  keep(state) {
    this.waiting = state;
    this.status.textContent = "Сохраняется…";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Send what waits; true when all is kept. */
  async flush() {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (!this.waiting) return true;
    this.running = this.post(this.waiting);
    const done = await this.running;
    this.running = null;
    return done && this.waiting ? this.flush() : done;
  }

  async post(state) {
    const entries = state.entries.map(({ text, kind }) => [text, kind]);
    const pairing = JSON.stringify({ entries, columns: state.columns });
    try {
      const answer = await send(this.url, { pairing, base: this.base });
      this.base = answer.base;
      if (this.waiting === state) {
        this.waiting = null;
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
