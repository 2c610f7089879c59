// Two people in one cell: both values, and whose the other is; nothing is overwritten silently.

import { button } from "./words.js";

export class Conflicts {
  constructor(decide) {
    this.dialog = document.getElementById("conflict");
    this.list = this.dialog.querySelector("[data-conflicts]");
    this.decide = decide;
    // Every conflict asks for a choice, so that Esc only puts it off until the next save.
    this.dialog.addEventListener("close", () => this.list.replaceChildren());
  }

  show(conflicts) {
    for (const one of conflicts) this.list.append(this.item(one));
    if (!this.dialog.open) this.dialog.showModal();
  }

  item(one) {
    const item = document.createElement("div");
    item.className = "conflict__item";
    const title = document.createElement("p");
    title.textContent = `Ячейка ${one.address}. ${one.title}`;
    const who = document.createElement("p");
    who.textContent = `${one.by || "Другой человек"} в ${one.at || "неизвестное время"}: «${one.theirs || "пусто"}». Ваше значение: «${one.yours || "пусто"}».`;
    const choices = document.createElement("div");
    choices.className = "conflict__choices";
    const choose = (mine) => () => {
      item.remove();
      this.decide(one, mine);
      if (!this.list.childElementCount) this.dialog.close();
    };
    choices.append(
      button(`Оставить моё: ${one.yours || "пусто"}`, choose(true)),
      button(`Взять другое: ${one.theirs || "пусто"}`, choose(false)),
    );
    item.append(title, who, choices);
    return item;
  }
}
