// The list of the people: who can be chosen, and the field that finds one among many.

import * as api from "./api.js";
import { element, find, icon, list, write } from "./dom.js";
import * as people from "./people.js";
import { number, say } from "./text.js";

const FEW = 10; // So many are found at a glance, without looking for them by name.
const TYPING_MS = 200; // A pause this long asks; each letter by itself would ask too often.

const field = find("#people-search");
const show = list(find("#people-list"));
let choice = {};

export function draw() {
  const held = document.activeElement.closest("#people-list a")?.getAttribute("href");
  const listed = people.listed();
  show(listed.map((id) => {
    const person = people.byId(id);
    const looks = {
      id,
      name: person.first_name,
      role: people.role(person),
      waiting: people.unreadOf(id),
      current: people.isActive(id) && "page",
      open: people.isOpen(id),
      beside: people.isAnyOpen() && !people.isOpen(id),
      hue: person.hue,
    };
    return { key: id, source: JSON.stringify(looks), make: () => entry(looks, person) };
  }));
  // Whose entry looks different now has a new one, and keeps the focus.
  if (held && document.activeElement === document.body) linkTo(held)?.focus();
  drawCount(listed.length);
  const waiting = people.unreadByAll();
  document.title = waiting ? `(${waiting}) Torang` : "Torang";
}

const linkTo = (address) => find(`#people-list a[href="${address}"]`);

/** Goes to a person in the list; whoever was talking comes back to where they chose. */
export const enter = (id) => linkTo(`#${id}`)?.focus();

function drawCount(count) {
  const { total, words, more } = people.counted();
  find("#people-find").hidden = total <= FEW && !words;
  find("#people-count").hidden = total <= count && !words;
  write(find("#people-count"), sentence(number(count), number(total), words, more));
}

function sentence(count, total, words, more) {
  if (!words) return say("shownOf", { count, total });
  return say(more ? "foundFirst" : "found", { count });
}

function entry({ id, name, role, waiting, current, open, beside }, person) {
  const words = element("span", { class: "person-words" },
    element("span", { class: "person-name" }, name),
    element("span", { class: "person-role" }, role));
  const parts = waiting ? [avatar(person), words, badge(waiting)] : [avatar(person), words];
  const onclick = (event) => ordinary(event) && choice.choose(id, event);
  const looks = { class: "person", href: `#${id}`, "aria-current": current, "data-open": open };
  const link = element("a", { ...looks, onclick }, ...parts);
  return element("li", {}, link, ...(beside ? [besideButton(id, name)] : []));
}

/** Whether it is a plain press, which the page answers itself; others open tabs as everywhere. */
function ordinary(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
  event.preventDefault();
  return true;
}

function besideButton(id, name) {
  const label = say("beside", { name });
  const looks = { type: "button", class: "round beside", "aria-label": label, title: label };
  return element("button", { ...looks, onclick: (event) => choice.beside(id, event) },
    icon("beside"));
}

export function avatar({ first_name, hue }) {
  const look = { class: "avatar", "data-hue": hue, "aria-hidden": "true" };
  return element("span", look, [...first_name][0] ?? "");
}

const badge = (count) =>
  element("span", { class: "badge" },
    element("span", { "aria-hidden": "true" }, String(count)),
    element("span", { class: "unseen" }, say("unread", { count })));

/** Looks for what is written; told aloud, since the list changes out of sight of who hears it. */
async function search() {
  try {
    await people.search(field.value.trim());
    write(find("#people-found"), find("#people-count").textContent);
  } catch (problem) {
    // The server is away, which stands above the page; the list is asked for anew afterwards.
    if (!(problem instanceof api.Away || problem instanceof api.Refused)) throw problem;
  }
}

/** Arrows walk from the field through the list and back; Enter chooses whom it found first. */
function walk(event) {
  const links = [...document.querySelectorAll("#people-list .person")];
  const at = links.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 };
  if (event.target === field && event.key === "Enter") links[0]?.click();
  else if (event.key in steps) (links[steps[event.key]] ?? field).focus();
  else return;
  event.preventDefault();
}

/** What a press on a person does: `{ choose, beside }`, each with an id and the press. */
export function begin(choices) {
  choice = choices;
  people.watch(draw);
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, TYPING_MS);
  });
  find(".people").addEventListener("keydown", (event) => {
    if (event.target === field || event.target.matches(".person")) walk(event);
  });
}
