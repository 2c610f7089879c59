// Signing out clears what she has unsent on this computer: the next person must not find it.

import { forgetAll, hasUnsent } from "./store.js";

const QUESTION = "Часть введённого в отчёты ещё не сохранена на портале и при выходе пропадёт. Выйти?";

for (const form of document.querySelectorAll('form[action$="/logout/"]')) {
  form.addEventListener("submit", (event) => {
    const { user } = document.body.dataset;
    if (hasUnsent(user) && !window.confirm(QUESTION)) event.preventDefault();
    else forgetAll(user);
  });
}
