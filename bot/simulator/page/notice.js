// What the page says beside the chat: passing answers, answers to be confirmed, and trouble.

import { Away, Refused } from "./api.js";
import { element, find, write } from "./dom.js";
import { say } from "./text.js";

const TOAST_MS = 4000;

/** Shows a text in `place` for a moment; the newest takes the place of an older one. */
function toast(text, place) {
  const note = element("p", { class: "toast" }, text);
  place.replaceChildren(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

function alert(text) {
  find("#alert-text").textContent = text;
  find("#alert").showModal();
}

/** Shows what the bot answered to a press, in `place` unless it is to be confirmed. */
export function tell({ text, show_alert }, place) {
  if (show_alert) alert(text);
  else toast(text, place);
}

/** Tells why something was not done; what is neither refusal nor lost server is a bug. */
export function explain(problem, place = find("#toasts")) {
  if (problem instanceof Away) toast(say("notSent"), place);
  else if (problem instanceof Refused) toast(problem.message, place);
  else throw problem;
}

/** Says in `place` why a conversation cannot be read, or with null that it can. */
export function broken(place, problem) {
  place.hidden = problem === null;
  if (problem === null) return;
  const reason = problem instanceof Refused ? problem.message : say("unreadable");
  write(find("p", place), say("broken", { reason }));
  // What is no answer of the server is a bug, which is for the browser's console.
  if (!(problem instanceof Refused)) reportError(problem);
}

/** Shows the sentence named `key` above the page; null says that all is well. */
export function trouble(key) {
  write(find("#trouble"), key === null ? "" : say(key));
  find("#trouble").hidden = key === null;
  find("#connected").hidden = key !== null;
}
