// The shell: the folding menu of small screens and what htmx tells about failures.

import "./entry/signout.js";
import "./long-choices.js";
import "./open-menus.js";
import "./refusals.js";
import "./search-key.js";
import "./wide-tables.js";

const root = document.documentElement;
root.classList.add("js");

const button = document.querySelector("[data-menu-button]");
const menu = document.getElementById("menu");

if (button && menu) {
  button.addEventListener("click", () => {
    const open = menu.toggleAttribute("data-open");
    button.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("a")?.focus();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.hasAttribute("data-open")) return;
    menu.removeAttribute("data-open");
    button.setAttribute("aria-expanded", "false");
    button.focus();
  });
}

const CLICKS_APART = 5000;
const FILES_APART = 1000;

// A second click on a button while the page is on its way must not write the same thing twice.
// After the pause a form may be sent again; a short one where a file is given and the page stays.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  else setTimeout(() => delete form.dataset.sent, "files" in form.dataset ? FILES_APART : CLICKS_APART);
  form.dataset.sent = "yes";
});

const region = document.getElementById("messages");

function say(word, text) {
  const message = document.createElement("div");
  message.className = "message message_error";
  const strong = document.createElement("span");
  strong.className = "message__word";
  strong.textContent = `${word}: `;
  message.append(strong, text);
  region?.replaceChildren(message);
}

document.body.addEventListener("htmx:sendError", () => {
  say("Нет связи", "сервер не отвечает. Проверьте подключение к интернету и повторите действие.");
});

document.body.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) say("Сеанс закончился", "войдите снова в соседней вкладке и повторите действие; введённое осталось на странице.");
  else if (status === 403) say("Ошибка", "это действие Вам недоступно или сеанс закончился. Обновите страницу и войдите снова.");
  else if (status === 404) say("Ошибка", "запись не найдена: возможно, её удалили. Обновите страницу.");
  else if (status >= 500) say("Ошибка", "на сервере что-то пошло не так. Повторите действие через минуту.");
});
