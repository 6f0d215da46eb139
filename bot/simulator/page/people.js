// The people one can be, who of them has something unread, and whose conversations are open.
// The server may know very many: only those that are listed or open are asked for.

import * as api from "./api.js";
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
const presets = new Map(PRESETS.map((preset, place) => [preset.id, { ...preset, hue: place }]));
const met = new Map(); // Person id -> as the server knows those whom this page shows.
let found = []; // The ids that the server listed.
let total = 0; // How many the server knows.
let more = false; // Whether others fit what is looked for.
let words = ""; // What is looked for.
let asked = 0;
let open = { ids: [], active: null };
let tell = () => {};

export const isMet = (id) => met.has(id);
export const isBlocked = (id) => met.get(id)?.blocked ?? false;
export const nameOf = (id) => byId(id)?.first_name ?? String(id);

/** The person as the server knows them, or as they are offered; null for anybody else. */
export function byId(id) {
  const known = met.get(id) ?? presets.get(id);
  return known ? { role: roleOf(id), hue: id % HUES, ...presets.get(id), ...known } : null;
}

const roleOf = (id) => (id > STRANGERS ? "stranger" : "guest");
export const role = ({ role, id }) => say(role, { id });

/** `draw` is called whenever the list or what stands in it is different. */
export const watch = (draw) => { tell = draw; };

/** Whom the list shows: the presets first, known or not, then whom the server named. */
export function listed() {
  const guests = found.filter((id) => met.has(id) && !presets.has(id));
  return [...[...presets.keys()].filter(isLookedFor), ...guests].slice(0, MOST);
}

function isLookedFor(id) {
  const name = byId(id).first_name.toLowerCase();
  return name.includes(words.toLowerCase()) || String(id).startsWith(words);
}

/** How many there are in all, and what is known of those who are looked for. */
export function counted() {
  const unmet = [...presets.keys()].filter((id) => !met.has(id)).length;
  return { total: total + unmet, words, more };
}

export const unreadOf = (id) => unread.get(id) ?? 0;
export const unreadByAll = () => [...unread.values()].reduce((sum, count) => sum + count, 0);
export const isOpen = (id) => open.ids.includes(id);
export const isActive = (id) => id === open.active;
export const isAnyOpen = () => open.ids.length > 0;

/** Lists those whose name or id has this in it; everybody without. */
export async function search(text) {
  words = text;
  await enlist();
}

/** Asks for everybody this page shows: the presets, the open ones, and those who are listed. */
export async function load() {
  await Promise.all([learn([...presets.keys(), ...open.ids]), enlist()]);
}

/** Asks how these people are now; who is gone is forgotten. */
export async function learn(ids) {
  if (ids.length === 0) return;
  const answer = await api.peopleNamed(ids);
  for (const id of ids) met.delete(id);
  take(answer);
  tell();
}

/** Asks for the list anew. */
async function enlist() {
  const asking = ++asked;
  const answer = await api.people(MOST, words);
  if (asking !== asked) return;
  found = answer.people.map(({ id }) => id);
  more = answer.more;
  const kept = new Set([...presets.keys(), ...open.ids]);
  for (const id of met.keys()) if (!kept.has(id)) met.delete(id);
  take(answer);
  tell();
}

function take(answer) {
  for (const person of answer.people) met.set(person.id, person);
  total = answer.total;
}

/** Asks only for what a change of these people means here. */
export async function see(changed) {
  const shown = new Set([...listed(), ...open.ids]);
  const others = changed.some((id) => !shown.has(id));
  // What was looked for stays as it was found: the next letter looks again.
  const asking = others && !words ? [enlist()] : [];
  await Promise.all([...asking, learn(changed.filter((id) => shown.has(id)))]);
}

/** Makes the person known to the server, where they are not yet. */
export async function meet(person) {
  if (met.has(person.id)) return;
  met.set(person.id, await api.meet(person));
}

/** Marks whose conversations are open, and which of them one is in. */
export function mark(ids, active) {
  open = { ids, active };
  tell();
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
  tell();
}

/** Counts what the bot wrote since the person was last looked at. */
export function note(id, messages) {
  const seen = readUntil(id, messages) ?? 0;
  const fresh = messages.filter(({ from, message_id }) => from === "bot" && message_id > seen);
  unread.set(id, fresh.length);
  tell();
}

/** Counts it for those who are listed and not open; what cannot be read counts nothing. */
export async function count(ids) {
  const shown = new Set(listed());
  for (const id of ids.filter((one) => shown.has(one))) {
    if (!met.has(id) || isOpen(id)) continue;
    try {
      note(id, (await api.chat(id)).messages);
    } catch (problem) {
      if (!(problem instanceof api.Refused)) throw problem;
    }
  }
}
