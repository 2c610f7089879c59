// Russian words that go with numbers.

export function counted(number, one, few, many) {
  const tens = number % 100;
  const units = number % 10;
  let word = many;
  if (units === 1 && tens !== 11) word = one;
  else if (units >= 2 && units <= 4 && (tens < 12 || tens > 14)) word = few;
  return `${number} ${word}`;
}

export function button(title, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-outline-primary";
  made.textContent = title;
  made.addEventListener("click", act);
  return made;
}
