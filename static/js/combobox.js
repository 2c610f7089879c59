// A field that offers names found by the server as one types (ARIA 1.2 combobox with a list).
//
// <input data-offers="address?kind=…">: the address answers {"offers": ["name", …]} to &q=words.
// The first offer is chosen by Tab or Enter. After a semicolon the next name is asked for, and in a
// <textarea data-offers> on every new line; only the last name is asked for.
// Without this script the field is a plain one, and the server finds the row by the words typed.
//
// Another script may call `enhance` with a way of its own to find offers. With `marksFirst` false
// nothing is chosen until an arrow key marks it, so that Tab and Enter keep what was typed.

const WAIT = 120;
let count = 0;

for (const input of document.querySelectorAll("[data-offers]")) enhance(input);

async function askServer(input, words) {
  const response = await fetch(`${input.dataset.offers}&q=${encodeURIComponent(words)}`);
  return response.ok ? (await response.json()).offers : null;
}

export function enhance(input, { find = (words) => askServer(input, words), marksFirst = true, wait = WAIT } = {}) {
  const isLine = input.tagName === "INPUT";
  const list = document.createElement("ul");
  list.id = `offers-${(count += 1)}`;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Подходящие названия");
  input.removeAttribute("list");
  if (isLine) input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  expand(false);
  input.parentElement.classList.add("offers-place");
  input.after(list);

  let timer = 0;
  let asked = "";

  const isOpen = () => !list.hidden;
  const active = () => list.querySelector("[aria-selected=true]");
  const before = () => input.value.slice(0, /[^;\n]*$/.exec(input.value).index);
  const typed = () => input.value.slice(before().length).trim();

  // A text of several lines is no combobox to ARIA: it may not be called expanded.
  function expand(isExpanded) {
    if (isLine) input.setAttribute("aria-expanded", String(isExpanded));
  }

  function close() {
    list.hidden = true;
    expand(false);
    input.removeAttribute("aria-activedescendant");
  }

  function mark(option) {
    active()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function choose(option) {
    const kept = before();
    input.value = kept + (kept.endsWith(";") ? " " : "") + option.textContent;
    asked = typed();
    close();
  }

  function show(offers) {
    list.replaceChildren(...offers.map((text, place) => optionOf(text, place)));
    if (!offers.length) return close();
    list.hidden = false;
    expand(true);
    return marksFirst ? mark(list.firstElementChild) : null;
  }

  function optionOf(text, place) {
    const option = document.createElement("li");
    option.id = `${list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.textContent = text;
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(option);
    });
    return option;
  }

  async function ask() {
    const words = typed();
    const isInside = !isLine && input.selectionStart < input.value.length;
    if (words === asked || isInside) return;
    asked = words;
    if (!words) return close();
    const offers = await find(words);
    if (!offers || document.activeElement !== input) return;
    if (words === typed() && words === asked) show(offers);
  }

  input.addEventListener("input", () => {
    close();
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });

  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (isOpen() || isLine)) {
      event.preventDefault();
      if (isOpen()) mark(neighbour(event.key === "ArrowDown"));
      else { asked = ""; ask(); }
    } else if (isOpen() && active() && event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      choose(active());
    } else if (isOpen() && active() && event.key === "Tab" && !event.shiftKey) {
      choose(active());
    }
  });

  function neighbour(isNext) {
    const present = active();
    if (isNext) return present?.nextElementSibling ?? list.firstElementChild;
    return present?.previousElementSibling ?? list.lastElementChild;
  }

  input.addEventListener("blur", () => {
    clearTimeout(timer);
    close();
  });
}
