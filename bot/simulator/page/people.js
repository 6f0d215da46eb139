// The people one can be, who of them has something unread, and who is chosen.

import * as api from "./api.js";
import { element, find, list } from "./dom.js";
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
const KEPT = "torang.read";

const read = JSON.parse(localStorage.getItem(KEPT) ?? "{}"); // Person id -> last message seen.
const unread = new Map();
const show = list(find("#people-list"));
let everyone = PRESETS;
let met = new Set();
let chosen = null;

export const byId = (id) => everyone.find((person) => person.id === id) ?? null;
export const isMet = (id) => met.has(id);
export const isBlocked = ({ id }) => byId(id)?.blocked ?? false;

/** Lists whom the server knows; the presets stand first, known or not. */
export async function load() {
  const known = new Map((await api.people()).map((person) => [person.id, person]));
  met = new Set(known.keys());
  const presets = PRESETS.map((preset) => ({ ...known.get(preset.id), ...preset }));
  for (const { id } of PRESETS) known.delete(id);
  const guests = [...known.values()].map((guest) => ({ ...guest, role: "guest" }));
  everyone = [...presets, ...guests].slice(0, MOST);
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
  const fresh = messages.filter(({ from, message_id }) => from === "bot" && message_id > seen);
  unread.set(id, fresh.length);
  draw();
}

export function draw() {
  show(everyone.map((person, place) => {
    const looks = {
      id: person.id,
      name: person.first_name,
      role: say(person.role),
      waiting: unread.get(person.id) ?? 0,
      current: person.id === chosen?.id && "page",
      hue: place % HUES,
    };
    return { key: person.id, source: JSON.stringify(looks), make: () => entry(looks) };
  }));
}

function entry({ id, name, role, waiting, current, hue }) {
  const words = element("span", { class: "person-words" },
    element("span", { class: "person-name" }, name),
    element("span", { class: "person-role" }, role));
  const first = [...name][0] ?? "";
  const look = { class: "avatar", "data-hue": hue, "aria-hidden": "true" };
  const avatar = element("span", look, first);
  const parts = waiting ? [avatar, words, badge(waiting)] : [avatar, words];
  const link = { class: "person", href: `#${id}`, "aria-current": current };
  return element("li", {}, element("a", link, ...parts));
}

const badge = (count) =>
  element("span", { class: "badge" },
    element("span", { "aria-hidden": "true" }, String(count)),
    element("span", { class: "unseen" }, say("unread", { count })));
