// The people one can be, who of them has something unread, and who is chosen.

import * as api from "./api.js";
import { element, find } from "./dom.js";
import { say } from "./text.js";

const PRESETS = [
  { id: 1001, first_name: "Yusuf", language_code: "id", role: "citizen" },
  { id: 1002, first_name: "Maria", language_code: "en", role: "citizen" },
  { id: 2001, first_name: "Ahmad", language_code: "id", role: "employee" },
  { id: 2002, first_name: "Fatimah", language_code: "id", role: "employee" },
  { id: 9001, first_name: "Rahma", language_code: "id", role: "admin" },
];
const MOST = 60; // A load test leaves thousands; the list stays one for people.
const KEPT = "torang.read";

const read = JSON.parse(localStorage.getItem(KEPT) ?? "{}"); // Person id -> last message seen.
const unread = new Map();
let everyone = PRESETS;
let met = new Set();
let chosen = null;

export const byId = (id) => everyone.find((person) => person.id === id) ?? null;
export const isListed = (id) => met.has(id) && byId(id) !== null;

/** Lists whom the server knows; the presets stand first, known or not. */
export async function load() {
  const listed = await api.people();
  met = new Set(listed.map(({ id }) => id));
  const preset = new Set(PRESETS.map(({ id }) => id));
  const guests = listed.filter(({ id }) => !preset.has(id)).map((guest) => ({ ...guest, role: "guest" }));
  everyone = [...PRESETS, ...guests].slice(0, MOST);
  draw();
}

/** Makes the person known to the server, where they are not yet. */
export async function meet(person) {
  if (met.has(person.id)) return;
  await api.meet(person);
  met.add(person.id);
}

export function choose(person) {
  chosen = person;
  draw();
}

const last = (messages) => messages.at(-1)?.message_id ?? 0;

export function markRead(person, messages) {
  read[person.id] = last(messages);
  localStorage.setItem(KEPT, JSON.stringify(read));
  unread.delete(person.id);
  draw();
}

/** Counts what the bot wrote since the person was last looked at. */
export async function count(id) {
  const { messages } = await api.chat(id);
  // Where the server began anew, so do the ids of its messages.
  const seen = (read[id] ?? 0) > last(messages) ? 0 : read[id] ?? 0;
  unread.set(id, messages.filter((message) => message.from === "bot" && message.message_id > seen).length);
  draw();
}

export function draw() {
  const focused = document.activeElement?.closest(".person")?.hash;
  find("#people-list").replaceChildren(...everyone.map((person) => element("li", {}, entry(person))));
  if (focused) find(`.person[href="${focused}"]`)?.focus();
}

function entry(person) {
  const waiting = unread.get(person.id) ?? 0;
  const name = element("span", { class: "person-name" }, person.first_name);
  const role = element("span", { class: "person-role" }, say(person.role));
  const parts = [avatar(person), element("span", { class: "person-words" }, name, role)];
  if (waiting) parts.push(badge(waiting));
  const current = person.id === chosen?.id && "page";
  return element("a", { class: "person", href: `#${person.id}`, "aria-current": current }, ...parts);
}

const avatar = ({ first_name, id }) =>
  element("span", { class: "avatar", "data-hue": id % 5, "aria-hidden": "true" }, [...first_name][0]);

const badge = (count) =>
  element("span", { class: "badge" },
    element("span", { "aria-hidden": "true" }, String(count)),
    element("span", { class: "unseen" }, say("unread", { count })));
