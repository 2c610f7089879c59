// Talking to the server: every refusal becomes words for the person, and no typed text is lost.

export class Refusal extends Error {
  constructor(message, answer = {}) {
    super(message);
    this.answer = answer;
  }
}

const OFFLINE = "Нет связи с сервером. Ваш текст остался в ячейке: сохраните его, когда связь вернётся.";
const SIGNED_OUT = "Сеанс закончился. Войдите в соседней вкладке и сохраните ещё раз: Ваш текст остался в ячейке.";
const FAILED = "Сервер не смог сохранить. Ваш текст остался в ячейке: повторите через минуту.";
const GONE = "Пункт не найден: обновите страницу.";

function tokenIn(page) {
  return page.querySelector("#plan-token [name=csrfmiddlewaretoken]");
}

const LONGEST = 30_000;

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { ...options, redirect: "manual", signal: AbortSignal.timeout(LONGEST) });
  } catch {
    throw new Refusal(OFFLINE);
  }
  if (response.type === "opaqueredirect") throw new Refusal(SIGNED_OUT);
  return response;
}

function post(url, data) {
  const headers = { Accept: "application/json", "X-CSRFToken": tokenIn(document).value };
  return ask(url, { method: "POST", headers, body: new URLSearchParams(data) });
}

export async function getPage(url) {
  const response = await ask(url, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Refusal(response.status === 404 ? GONE : FAILED);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// A person who signed in again in another tab has a new token: take it from a fresh page.
async function renewToken() {
  const fresh = tokenIn(await getPage(location.href));
  if (fresh) tokenIn(document).value = fresh.value;
  return Boolean(fresh);
}

async function answerOf(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : {};
  if (response.ok && isJson) return answer;
  if (response.status === 404) throw new Refusal(GONE);
  throw new Refusal(answer.error ?? FAILED, answer);
}

// `data` is an object, or pairs where a name comes more than once.
export async function send(url, data = {}) {
  let response = await post(url, data);
  if (response.status === 403 && (await renewToken())) response = await post(url, data);
  return answerOf(response);
}

export async function get(url) {
  return answerOf(await ask(url, { headers: { Accept: "application/json" } }));
}
