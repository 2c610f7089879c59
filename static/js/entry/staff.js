// What the list of people says, compared with the cells as they are typed.

const PLACES = 2;

/** The number a person wrote, or null: «1 234,5» is 1234.5. */
function numberIn(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function gap(offered, typed) {
  const listed = numberIn(offered);
  const answered = numberIn(typed);
  if (answered === null) return "не заполнено";
  const difference = Number((listed - answered).toFixed(PLACES));
  if (!difference) return "";
  const size = String(Math.abs(difference)).replace(".", ",");
  return difference > 0 ? `+${size}` : `\u2212${size}`;
}

function compare(row) {
  const address = row.dataset.staff;
  const input = document.getElementsByName(`cell:${address}`)[0];
  const beside = document.querySelector(`[data-staff-difference="${address}"]`);
  const difference = gap(row.dataset.staffNumber, input.value);
  row.querySelector("[data-answered]").textContent = input.value;
  row.querySelector("[data-difference]").textContent = difference || "совпадает";
  row.querySelector("button").hidden = !difference;
  beside.textContent = input.value.trim() ? difference : "";
}

/** Keep the differences true while the person types. */
export function watchStaff(form) {
  const rows = [...form.querySelectorAll("[data-staff]")];
  const byName = new Map(rows.map((row) => [`cell:${row.dataset.staff}`, row]));
  form.addEventListener("input", ({ target }) => byName.has(target.name) && compare(byName.get(target.name)));
}
