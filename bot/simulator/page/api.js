// What the page asks of the local Telegram; docs/simulator.md describes every call.

import { say as words } from "./text.js";

/** The server does not answer. */
export class Away extends Error {}

/** The server answered no, in one sentence. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

// Longer than the server ever lets one wait; a shorter patience finds a server that hangs.
const PATIENCE_MS = 45000;
const SHORT_MS = 6000;

async function reach(path, request, patience) {
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(path, { ...request, signal });
    return [response, await response.text()];
  } catch {
    throw new Away();
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { error: words("unreadable") };
  }
}

async function call(path, body, patience = PATIENCE_MS) {
  const request = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  const [response, text] = await reach(path, request, patience);
  const answer = read(text);
  if (!response.ok || answer.error) throw new Refused(response.status, answer.error);
  return answer;
}

const act = (id, verb, body = {}) => call(`/sim/people/${id}/${verb}`, body);

/** The first so many people, or of those whose name or id has these words in it. */
export const people = (limit, words) =>
  call(`/sim/people?limit=${limit}&q=${encodeURIComponent(words)}`);
export const peopleNamed = (ids) => call(`/sim/people?ids=${ids}`);
export const meet = ({ id, first_name, language_code }) =>
  call("/sim/people", { id, first_name, language_code });

export async function chat(id) {
  const answer = await call(`/sim/people/${id}/chat`);
  if (!Array.isArray(answer.messages)) throw new Refused(200, words("unreadable"));
  return answer;
}

export const start = (id, payload) => act(id, "start", payload ? { payload } : {});
export const say = (id, text) => act(id, "say", { text });
/** A button of a reply keyboard has no data; it is named by what stands on it. */
export const tap = (id, message_id, { data, text }) =>
  act(id, "tap", data === undefined ? { message_id, label: text } : { message_id, data });
export const file = (id, upload) => act(id, "file", upload);
export const location = (id, place) => act(id, "location", place);
export const contact = (id, card) => act(id, "contact", card);
export const block = (id) => act(id, "block");
export const unblock = (id) => act(id, "unblock");
/** Empties the chat; as a new person the account is another from then on. */
export const reset = (id, { as }) => act(id, "reset", { new: as === "new" });
export const transcript = (id) => `/sim/people/${id}/transcript`;

export const clock = () => call("/sim/clock");
export const moveClock = (move) => call("/sim/clock", move);
export const health = () => call("/sim/health", undefined, SHORT_MS);
export const calls = (after, last) => call(`/sim/outbox?after=${after}&last=${last}`);
export const changes = (after) => call(`/sim/changes?after=${after}`);
