// Sending changes: tells a lost network, an ended session and a refusal apart.

export class Offline extends Error {}
export class SignedOut extends Error {}
export class Refused extends Error {}

const GONE = "Отчёта больше нет: возможно, сбор отменили. Откройте «Отчётность», там сказано почему.";

export class Sender {
  /** `seen` gives the versions of cells that stand on the page, by address; texts have none. */
  constructor(form, seen = () => undefined) {
    this.form = form;
    this.seen = seen;
  }

  async send(changes) {
    let response = await this.post(changes);
    if (response.status === 403) {
      // A new sign-in in another tab renews the token of this page.
      await this.renewToken();
      response = await this.post(changes);
    }
    if (response.type === "opaqueredirect") throw new SignedOut();
    if (response.status >= 500) throw new Offline();
    if (response.status === 404) throw new Refused(GONE);
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refused(answer.message ?? "Портал не принял изменения. Обновите страницу.");
    return answer;
  }

  async post(changes) {
    const { save, section } = this.form.dataset;
    const body = JSON.stringify({ changes, section: Number(section), seen: this.seen() });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    return reach(() => fetch(save, { method: "POST", body, headers, redirect: "manual" }));
  }

  async renewToken() {
    const response = await reach(() => fetch(location.pathname, { redirect: "manual" }));
    if (response.type === "opaqueredirect") throw new SignedOut();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("entry");
    if (fresh?.dataset.user !== this.form.dataset.user) {
      throw new Refused("Сейчас в портал вошёл другой человек. Войдите снова под своим именем.");
    }
    this.form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
  }
}

async function reach(request) {
  try {
    return await request();
  } catch {
    throw new Offline();
  }
}
