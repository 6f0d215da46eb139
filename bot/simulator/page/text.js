// Words and times as the page writes them, Indonesian first.

import en from "./words_en.js";
import id from "./words_id.js";

const WORDS = { id, en };
const KEPT = "torang.language";
const LOCALES = { id: "id-ID", en: "en-GB" };
const ZONE = "Asia/Jayapura";

const preferred = () => (navigator.language.startsWith("en") ? "en" : "id");
let language = localStorage.getItem(KEPT) ?? preferred();

export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const named = (root, what) => root.querySelectorAll(`[data-${what}]`);

/** Words every element in `root` that names its text; values come from what it stands in. */
export function word(root) {
  const worded = (node, key) => say(key, node.closest("[data-name]")?.dataset);
  for (const node of named(root, "text")) node.textContent = worded(node, node.dataset.text);
  for (const node of named(root, "title")) node.title = worded(node, node.dataset.title);
  for (const node of named(root, "hint")) node.placeholder = worded(node, node.dataset.hint);
  for (const node of named(root, "label")) node.ariaLabel = worded(node, node.dataset.label);
}

/** Words the whole page, and remembers the language. */
export function speak(chosen = language) {
  if (chosen !== language) localStorage.setItem(KEPT, chosen);
  language = chosen;
  document.documentElement.lang = language;
  word(document);
  for (const node of named(document, "language")) {
    node.ariaPressed = node.dataset.language === language;
  }
}

export const number = (count) => new Intl.NumberFormat(LOCALES[language]).format(count);

const written = (instant, options) =>
  new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options }).format(instant);

export const time = (instant) => written(instant, { hour: "2-digit", minute: "2-digit" });
export const date = (instant) => written(instant, { dateStyle: "full" });
export const day = (instant) =>
  written(instant, { weekday: "short", day: "numeric", month: "short" });
export const seconds = (instant) => written(instant, { timeStyle: "medium" });
