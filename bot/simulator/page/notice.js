// What the page says beside the chat: passing answers, answers to be confirmed, and trouble.

import { Away, Refused } from "./api.js";
import { element, find, write } from "./dom.js";
import { say } from "./text.js";

const TOAST_MS = 4000;

/** Shows a text for a moment; the newest takes the place of an older one. */
export function toast(text) {
  const note = element("p", { class: "toast" }, text);
  find("#toasts").replaceChildren(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

function alert(text) {
  find("#alert-text").textContent = text;
  find("#alert").showModal();
}

/** Shows what the bot answered to a press. */
export function tell({ text, show_alert }) {
  if (show_alert) alert(text);
  else toast(text);
}

/** Tells why something was not done; what is neither refusal nor lost server is a bug. */
export function explain(problem) {
  if (problem instanceof Away) toast(say("notSent"));
  else if (problem instanceof Refused) toast(problem.message);
  else throw problem;
}

/** Shows the sentence named `key` above the page; null says that all is well. */
export function trouble(key) {
  write(find("#trouble"), key === null ? "" : say(key));
  find("#trouble").hidden = key === null;
  find("#connected").hidden = key !== null;
}
