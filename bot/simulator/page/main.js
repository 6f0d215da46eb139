// Puts the page together: what changed, what time it is, and whether all are there.

import * as api from "./api.js";
import * as calls from "./calls.js";
import * as clock from "./clock.js";
import * as layers from "./layers.js";
import * as listing from "./listing.js";
import * as notice from "./notice.js";
import * as panes from "./panes.js";
import * as people from "./people.js";
import * as qr from "./qr.js";
import * as reset from "./reset.js";
import * as text from "./text.js";

const BEAT_MS = 3000;
const RETRY_MS = 1000;
const BREATH_MS = 100; // A crowd changes a thousand times a second; nobody sees more than this.

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function see(changed) {
  await people.see(changed);
  await panes.refresh(changed);
  await people.count(changed);
}

/** Asks for everything that the page shows; of what changed since, the server then tells. */
async function begin() {
  const { seq } = await api.changes(0);
  await people.load();
  await panes.arrangeByAddress();
  await people.count(people.listed());
  await look();
  return seq;
}

/** Follows the changes for ever; after trouble everything is asked for anew. */
async function follow() {
  let seq = null;
  for (;;) {
    try {
      seq ??= await begin();
      const change = await api.changes(seq);
      clock.set(change);
      // Where the server cannot tell what changed, or is a new one, all is asked for anew.
      seq = change.people === null || change.seq < seq ? null : change.seq;
      if (seq !== null) await see(change.people);
      await pause(BREATH_MS);
    } catch (problem) {
      tolerate(problem);
      seq = null;
      await look();
      await pause(RETRY_MS);
    }
  }
}

/** Asks for the time and the bot, and says what is missing. */
async function look() {
  try {
    const [{ bot }, time] = await Promise.all([api.health(), api.clock()]);
    clock.set(time);
    notice.trouble(bot ? null : "botAway");
  } catch (problem) {
    tolerate(problem);
    notice.trouble("serverAway");
  }
}

async function watch() {
  for (;;) {
    await look();
    await pause(BEAT_MS);
  }
}

/** A lost or ailing server is waited for; anything else is a bug of this page. */
function tolerate(problem) {
  if (!(problem instanceof api.Away || problem instanceof api.Refused)) throw problem;
}

function speak(language) {
  text.speak(language);
  clock.draw();
  listing.draw();
  panes.redraw();
  calls.redraw();
}

for (const part of [layers, clock, qr, reset, calls, panes]) part.begin();
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(button.dataset.language));
}
for (const button of document.querySelectorAll("[data-open]")) {
  const wanted = button.dataset.open.split(",").map(Number);
  button.addEventListener("click", () => panes.openAll(wanted));
}
addEventListener("hashchange", () => panes.arrangeByAddress().catch(tolerate));
speak();
follow();
watch();
