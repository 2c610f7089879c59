// What is typed and not yet saved, kept on this computer: by user and report.

const PREFIX = "entry:";

export class Store {
  constructor(user, submission) {
    this.key = `${PREFIX}${user}:${submission}`;
    this.entries = this.read();
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }

  /** Write one change beside what other tabs of the same report have put there meanwhile. */
  write(address, entry) {
    try {
      const kept = this.read();
      if (entry) kept[address] = entry;
      else delete kept[address];
      if (Object.keys(kept).length) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
    } catch {
      // A full or forbidden store: the entries stay in memory and are sent as usual.
    }
  }

  get(address) {
    return this.entries[address];
  }

  put(address, entry) {
    this.entries[address] = entry;
    this.write(address, entry);
  }

  remove(address) {
    delete this.entries[address];
    this.write(address);
  }

  all() {
    return Object.entries(this.entries);
  }

  /** Entries that can be sent now: finished, without a mistake, a question or a conflict. */
  ready() {
    return this.all().filter(([, entry]) => !entry.draft && !entry.error && !entry.question && !entry.conflict);
  }

  get size() {
    return Object.keys(this.entries).length;
  }
}

/** Whether anything that this person typed waits on this computer. */
export function hasUnsent(user) {
  return keysOf(user).length > 0;
}

/** Forget what this person leaves behind; a colleague's text waits for the colleague. */
export function forgetAll(user) {
  for (const key of keysOf(user)) localStorage.removeItem(key);
}

function keysOf(user) {
  return Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}${user}:`));
}
