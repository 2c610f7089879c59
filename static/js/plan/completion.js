// Completion in the cells: what the registry and the plan itself know, found as one types.

import { enhance } from "../combobox.js";
import { get } from "./server.js";
import { rootUrl } from "./rows.js";

const MOST = 8;
let asked = null;

// The words are fetched once, when the first cell is opened.
function choices() {
  asked ??= get(rootUrl("choices")).catch(() => {
    asked = null;
    return {};
  });
  return asked;
}

function plain(text) {
  return text.toLowerCase().replaceAll("ё", "е").replace(/[«»"']/g, "");
}

// Words whose beginning is typed come before those that only hold it.
function found(words, typed) {
  const wanted = plain(typed);
  const ranked = words
    .map((word) => [word, ` ${plain(word)}`.indexOf(wanted), ` ${plain(word)}`.indexOf(` ${wanted}`)])
    .filter(([word, anywhere]) => anywhere >= 0 && plain(word) !== wanted)
    .sort(([, , one], [, , other]) => (one < 0) - (other < 0));
  return ranked.slice(0, MOST).map(([word]) => word);
}

// `fieldOf` tells at each question which field is being written.
export function offer(box, fieldOf) {
  choices();
  enhance(box, {
    find: async (typed) => found((await choices())[fieldOf()] ?? [], typed),
    marksFirst: false,
    wait: 0,
  });
}
