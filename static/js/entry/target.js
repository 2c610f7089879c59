// A link to a cell puts the focus into it.

export function focusTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches(".cell__value, textarea, input")) {
    target.focus();
    target.select?.();
  }
}

window.addEventListener("hashchange", focusTarget);
focusTarget();
