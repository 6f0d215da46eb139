// The people one can be, who of them has something unread, and whose conversations are open.

import * as api from "./api.js";
import { element, find, icon, list } from "./dom.js";
import { say } from "./text.js";

const PRESETS = [
  { id: 1001, first_name: "Yusuf", language_code: "id", role: "citizen" },
  { id: 1002, first_name: "Maria", language_code: "en", role: "citizen" },
  { id: 2001, first_name: "Ahmad", language_code: "id", role: "employee" },
  { id: 2002, first_name: "Fatimah", language_code: "id", role: "employee" },
  { id: 9001, first_name: "Rahma", language_code: "id", role: "admin" },
];
const MOST = 60; // A load test leaves thousands; the list stays one for people.
const HUES = 5;
const STRANGERS = 7_000_000_000; // From here the server numbers those whom no bot has met.
const KEPT = "torang.read";

const read = JSON.parse(localStorage.getItem(KEPT) ?? "{}"); // Person id -> last message seen.
const unread = new Map();
const show = list(find("#people-list"));
const coloured = (person, place) => ({ ...person, hue: place % HUES });
let everyone = PRESETS.map(coloured);
let met = new Set();
let open = { ids: [], active: null };
let choice = {};

export const byId = (id) => everyone.find((person) => person.id === id) ?? null;
export const isMet = (id) => met.has(id);
export const isBlocked = (id) => byId(id)?.blocked ?? false;
export const nameOf = (id) => byId(id)?.first_name ?? String(id);

/** What a press on a person does: `{ choose, beside }`, each with an id. */
export const begin = (choices) => { choice = choices; };

/** Lists whom the server knows; the presets stand first, known or not. */
export async function load() {
  const known = new Map((await api.people()).map((person) => [person.id, person]));
  met = new Set(known.keys());
  const presets = PRESETS.map((preset) => ({ ...known.get(preset.id), ...preset }));
  for (const { id } of PRESETS) known.delete(id);
  const guests = [...known.values()].map((guest) => ({ ...guest, role: roleOf(guest) }));
  everyone = [...presets, ...guests].map(coloured);
  draw();
}

const roleOf = ({ id }) => (id > STRANGERS ? "stranger" : "guest");
export const role = ({ role, id }) => say(role, { id });

/** Makes the person known to the server, where they are not yet. */
export async function meet(person) {
  if (met.has(person.id)) return;
  await api.meet(person);
  met.add(person.id);
}

/** Marks whose conversations are open, and which of them one is in. */
export function mark(ids, active) {
  open = { ids, active };
  draw();
}

const last = (messages) => messages.at(-1)?.message_id ?? 0;

/** The last message this person was seen to read; undefined before any was. */
export const readUntil = (id, messages) =>
  // Where the server began anew, so do the ids of its messages.
  (read[id] > last(messages) ? 0 : read[id]);

export function markRead(id, messages) {
  read[id] = last(messages);
  localStorage.setItem(KEPT, JSON.stringify(read));
  unread.delete(id);
  draw();
}

/** Counts what the bot wrote since the person was last looked at. */
export function note(id, messages) {
  const seen = readUntil(id, messages) ?? 0;
  const fresh = messages.filter(({ from, message_id }) => from === "bot" && message_id > seen);
  unread.set(id, fresh.length);
  draw();
}

export async function count(id) {
  note(id, (await api.chat(id)).messages);
}

/** The people that are listed; many more may be known. */
export const listed = () => everyone.slice(0, MOST);

export function draw() {
  const held = document.activeElement.closest("#people-list a")?.getAttribute("href");
  show(listed().map((person) => {
    const looks = {
      id: person.id,
      name: person.first_name,
      role: role(person),
      waiting: unread.get(person.id) ?? 0,
      current: person.id === open.active && "page",
      open: open.ids.includes(person.id),
      beside: open.ids.length > 0 && !open.ids.includes(person.id),
      hue: person.hue,
    };
    return { key: person.id, source: JSON.stringify(looks), make: () => entry(looks, person) };
  }));
  // Whose entry looks different now has a new one, and keeps the focus.
  if (held && document.activeElement === document.body) {
    find(`#people-list a[href="${held}"]`)?.focus();
  }
  const waiting = [...unread.values()].reduce((sum, count) => sum + count, 0);
  document.title = waiting ? `(${waiting}) Torang` : "Torang";
}

function entry({ id, name, role, waiting, current, open, beside }, person) {
  const words = element("span", { class: "person-words" },
    element("span", { class: "person-name" }, name),
    element("span", { class: "person-role" }, role));
  const parts = waiting ? [avatar(person), words, badge(waiting)] : [avatar(person), words];
  const onclick = (event) => ordinary(event) && choice.choose(id);
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
  return element("button", { ...looks, onclick: () => choice.beside(id) }, icon("beside"));
}

export function avatar({ first_name, hue }) {
  const look = { class: "avatar", "data-hue": hue, "aria-hidden": "true" };
  return element("span", look, [...first_name][0] ?? "");
}

const badge = (count) =>
  element("span", { class: "badge" },
    element("span", { "aria-hidden": "true" }, String(count)),
    element("span", { class: "unseen" }, say("unread", { count })));
