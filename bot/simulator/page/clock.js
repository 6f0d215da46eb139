// The clock of the local Telegram: it runs on between two answers of the server, and can be moved.

import * as api from "./api.js";
import { find, write } from "./dom.js";
import { explain } from "./notice.js";
import * as text from "./text.js";

const moves = [...document.querySelectorAll(".move")];
let known = null; // What the server said last, and when by this page's own steady watch.
let due = null;
let moving = false;

const now = () => new Date(known.at.getTime() + performance.now() - known.heard);

export function set(answer) {
  known = { at: new Date(answer.now), heard: performance.now() };
  if (answer.due !== undefined) due = answer.due && new Date(answer.due);
  draw();
}

export function draw() {
  if (known === null) return;
  write(find("#now-time"), text.time(now()));
  write(find("#now-date"), text.date(now()));
  write(find("#due"), moving ? text.say("moving") : dueText());
  for (const move of moves) move.disabled = moving || ("due" in move.dataset && due === null);
}

function dueText() {
  if (due === null) return text.say("dueNone");
  return text.say("dueAt", { when: `${text.day(due)}, ${text.time(due)}` });
}

async function move(button) {
  const { due, advance } = button.dataset;
  const step = due === undefined ? { advance: Number(advance) } : { to: "due" };
  moving = true;
  button.ariaBusy = "true";
  draw();
  try {
    set(await api.moveClock(step));
    set(await api.clock());
  } catch (problem) {
    explain(problem);
  }
  moving = false;
  button.ariaBusy = "false";
  draw();
  // A disabled button loses the focus; whoever moves by keyboard wants to press it again.
  if (document.activeElement === document.body) button.focus();
}

export function begin() {
  for (const button of moves) button.addEventListener("click", () => move(button));
  setInterval(draw, 1000);
}
