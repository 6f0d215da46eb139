// The log of calls: what the bot asked this Telegram, and what it was answered.

import * as api from "./api.js";
import { element, find, list } from "./dom.js";
import { Log } from "./log.js";
import * as people from "./people.js";
import { say, seconds } from "./text.js";

const KEPT = 300;
const BEAT_MS = 1000;

const panel = find("#calls");
const button = find("#calls-button");
const filter = find("#calls-filter");
const refused = find("#calls-refused");
const log = new Log(find("#calls-log"), find("#calls-list"), find("#calls-newer"), "callsNewer");
let show = list(find("#calls-list"));
let seq = 0;
let calls = [];
let following = null;

async function look() {
  const answer = await api.calls(seq, KEPT);
  // A server that began anew counts from 1 again.
  if (answer.seq < seq) calls = [];
  calls = [...calls, ...answer.calls].slice(-KEPT);
  seq = answer.seq;
  draw();
  log.more(answer.calls.filter(fits).length);
}

/** Looks every second while it is open; a lost server is told of elsewhere. */
async function follow() {
  try {
    await look();
  } catch (problem) {
    if (!(problem instanceof api.Away || problem instanceof api.Refused)) throw problem;
  } finally {
    if (!panel.hidden) following = setTimeout(follow, BEAT_MS);
  }
}

const isRefused = ({ answer }) => answer?.ok !== true;

function fits(call) {
  const wanted = filter.value.trim().toLowerCase();
  const written = () => `${call.method} ${whose(call)} ${JSON.stringify(call)}`.toLowerCase();
  return (!refused.checked || isRefused(call)) && (!wanted || written().includes(wanted));
}

function draw() {
  const shown = calls.filter(fits);
  find("#calls-none").hidden = shown.length > 0;
  show(shown.map((call) => ({ key: call.seq, source: call, make: () => entry(call) })));
}

/** Draws everything again, as after a change of language. */
export function redraw() {
  find("#calls-list").replaceChildren();
  show = list(find("#calls-list"));
  if (!panel.hidden) draw();
}

/** Whom a call is about, where that is somebody. */
function whose({ params, answer }) {
  const id = params.chat_id ?? answer?.result?.chat?.id;
  return id === undefined ? "" : people.nameOf(Number(id));
}

function outcome({ answer }) {
  if (!answer) return say("callLost");
  return answer.ok ? say("callOk") : `${answer.error_code} ${answer.description}`;
}

function entry(call) {
  const at = new Date(call.at * 1000);
  const status = { class: isRefused(call) ? "call-outcome refused" : "call-outcome" };
  const summary = element("summary", {},
    element("time", { datetime: at.toISOString() }, seconds(at)), " ",
    element("b", {}, call.method), " ",
    element("span", { class: "call-whose" }, whose(call)), " ",
    element("span", status, outcome(call)));
  const details = element("details", {}, summary);
  // Thousands of lines of JSON are only written for who wants to read them.
  details.addEventListener("toggle", () => details.append(...facts(call)), { once: true });
  return element("li", {}, details);
}

const facts = ({ params, answer }) => [
  element("h3", {}, say("callParams")), element("pre", {}, JSON.stringify(params, null, 2)),
  element("h3", {}, say("callAnswer")), element("pre", {}, JSON.stringify(answer, null, 2)),
];

function toggle() {
  panel.hidden = !panel.hidden;
  button.ariaExpanded = String(!panel.hidden);
  clearTimeout(following);
  if (panel.hidden) return button.focus();
  log.toEnd();
  filter.focus();
  return follow();
}

export function begin() {
  button.addEventListener("click", toggle);
  find("#calls-close").addEventListener("click", toggle);
  panel.addEventListener("keydown", ({ key, target }) => {
    if (key === "Escape" && !(target === filter && filter.value)) toggle();
  });
  for (const control of [filter, refused]) control.addEventListener("input", draw);
}
