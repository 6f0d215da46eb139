// Puts the page together: who is chosen, what changed, what time it is, and whether all are there.

import * as api from "./api.js";
import * as chat from "./chat.js";
import * as clock from "./clock.js";
import * as composer from "./composer.js";
import { find } from "./dom.js";
import * as layers from "./layers.js";
import * as notice from "./notice.js";
import * as people from "./people.js";
import * as qr from "./qr.js";
import * as text from "./text.js";

const BEAT_MS = 3000;
const RETRY_MS = 1000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The address names the person, so reloading and going back work as everywhere. */
async function choose() {
  const { hash } = location;
  const person = people.byId(Number(hash.slice(1)));
  document.body.dataset.view = person ? "chat" : "people";
  find("#chat").hidden = !person;
  find("#welcome").hidden = Boolean(person);
  people.choose(person);
  nameChosen(person);
  if (person?.id !== chat.person()?.id) composer.clear();
  if (person) await people.meet(person);
  // Meanwhile someone else may have been chosen.
  if (hash === location.hash) await chat.show(person);
}

function nameChosen(person) {
  if (person) find("#chat-as").textContent = text.say("as", { name: person.first_name });
}

function shown(conversation) {
  people.markRead(chat.person(), conversation.messages);
  composer.suit(conversation, people.isBlocked(chat.person()));
}

async function see(changed) {
  if (!changed.every(people.isMet)) await people.load();
  for (const id of changed.filter(people.byId)) {
    if (id === chat.person()?.id) await chat.refresh();
    else await people.count(id);
  }
}

/** Asks for everything; whatever changes from now on counts from 0. */
async function begin() {
  await people.load();
  await choose();
  return 0;
}

/** Follows the changes for ever; after trouble everything is asked for anew. */
async function follow() {
  let seq = null;
  for (;;) {
    try {
      seq ??= await begin();
      const change = await api.changes(seq);
      clock.set(change);
      await see(change.people);
      // A server that counts from less than before is a new one, which knows nobody yet.
      seq = change.seq < seq ? null : change.seq;
    } catch (problem) {
      tolerate(problem);
      seq = null;
      await pause(RETRY_MS);
    }
  }
}

/** Asks every few seconds for the time and the bot, and says what is missing. */
async function watch() {
  for (;;) {
    try {
      const [{ bot }, time] = await Promise.all([api.health(), api.clock()]);
      clock.set(time);
      notice.trouble(bot ? null : "botAway");
    } catch (problem) {
      tolerate(problem);
      notice.trouble("serverAway");
    }
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
  people.draw();
  chat.redraw();
  nameChosen(chat.person());
}

layers.begin();
clock.begin();
composer.begin();
qr.begin();
chat.begin(shown);
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(button.dataset.language));
}
addEventListener("hashchange", () => choose().catch(tolerate));
speak();
follow();
watch();
