// The open conversation: its messages, where it is scrolled to, and what the person does in it.

import * as api from "./api.js";
import { bubble, instant } from "./bubbles.js";
import { element, find, list } from "./dom.js";
import * as notice from "./notice.js";
import * as people from "./people.js";
import { date, say } from "./text.js";

const NEAR = 60; // Pixels from the end that still count as being there.

const log = find("#log");
const newer = find("#newer");
let open = null;
let asked = 0;
let showAll = list(find("#messages"));
let atEnd = true;
let top = 0;
let unseen = 0;
let last = null;
let whenShown = () => {};

export const person = () => open;

/** Opens the conversation of `someone`; null closes it. */
export async function show(someone) {
  open = someone;
  last = null;
  asked += 1;
  redraw();
  if (open) await refresh();
}

/** Asks for the open conversation again; of several askings only the latest is shown. */
export async function refresh() {
  if (open === null) return;
  const asking = ++asked;
  const [chat] = await Promise.all([api.chat(open.id), people.load()]);
  if (asking === asked) draw(chat);
}

/** Draws everything again, as after a change of language. */
export function redraw() {
  find("#messages").replaceChildren();
  showAll = list(find("#messages"));
  toEnd();
  if (last) draw(last);
}

function draw(chat) {
  const before = last;
  last = chat;
  const held = document.activeElement.closest(".message")?.dataset.id;
  showAll(chat.messages.flatMap(entries));
  if (held) holdFocus(held);
  countUnseen(before?.messages ?? [], chat.messages);
  whenShown(chat);
}

/** A message, and before the first of a day its date. */
function entries(message, place, messages) {
  const day = date(instant(message));
  const entry = {
    key: message.message_id,
    source: JSON.stringify(message),
    make: () => bubble(message, acts),
  };
  if (place > 0 && day === date(instant(messages[place - 1]))) return [entry];
  return [{ key: day, source: day, make: () => element("h3", { class: "day" }, day) }, entry];
}

/** After an edit the pressed button is gone; the focus goes to the first one of its message. */
function holdFocus(id) {
  if (document.activeElement !== document.body) return;
  (find(`.message[data-id="${id}"] .key`) ?? log).focus({ preventScroll: true });
}

function countUnseen(before, messages) {
  if (atEnd) return;
  const seen = before.at(-1)?.message_id ?? 0;
  unseen += messages.filter(({ from, message_id }) => from === "bot" && message_id > seen).length;
  newer.hidden = unseen === 0;
  newer.textContent = say("newer", { count: unseen });
}

function arrive() {
  atEnd = true;
  unseen = 0;
  newer.hidden = true;
}

function toEnd() {
  arrive();
  log.scrollTop = log.scrollHeight;
}

/** Does something as the open person and shows what came of it; whether it was done. */
export async function perform(deed) {
  try {
    await deed(open.id);
    toEnd();
    await refresh();
    return true;
  } catch (problem) {
    notice.explain(problem);
    return false;
  }
}

async function press(message, button, key) {
  const presser = open;
  if (key.ariaBusy === "true") return;
  key.ariaBusy = "true";
  try {
    const { answer } = await api.tap(presser.id, message.message_id, button);
    if (answer?.text && presser === open) tell(answer);
  } catch (problem) {
    notice.explain(problem);
  }
  key.ariaBusy = "false";
}

function tell({ text, show_alert }) {
  if (show_alert) notice.alert(text);
  else notice.toast(text);
}

const acts = {
  say: (text) => perform((id) => api.say(id, text)),
  start: (payload) => perform((id) => api.start(id, payload)),
  press,
};
export const { say: write, start } = acts;

/** Begins to follow the scroll; `shown` is called with every conversation drawn. */
export function begin(shown) {
  whenShown = shown;
  newer.addEventListener("click", toEnd);
  log.addEventListener("scroll", () => {
    const near = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (near) arrive();
    // What grew below was not scrolled away from: only moving up is leaving.
    else if (log.scrollTop < top) atEnd = false;
    top = log.scrollTop;
  });
  // New messages, loading pictures and a growing composer all end here.
  const follow = new ResizeObserver(() => { if (atEnd) toEnd(); });
  follow.observe(log);
  follow.observe(find("#messages"));
}
