// One open conversation: a person's chat with the bot, as it looks and what can be done in it.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { element, find, list } from "./dom.js";
import { entries, fresh } from "./entries.js";
import * as focus from "./focus.js";
import { menus } from "./layers.js";
import { avatar } from "./listing.js";
import { Log } from "./log.js";
import * as notice from "./notice.js";
import * as people from "./people.js";
import * as qr from "./qr.js";
import * as reset from "./reset.js";
import { word } from "./text.js";

const HUSH_MS = 300; // What is there when a conversation opens is not read aloud as new.

export class Pane {
  id;
  node;
  #person;
  #house;
  #composer;
  #log;
  #showAll;
  #asked = 0;
  #asking = null;
  #last = null;
  #gone = false; // Whoever is becoming another is not to be made known again.
  #unreadFrom = null; // The message above which "unread" stands.

  /** `house` can `close` a conversation and `replace` it by another's. */
  constructor(person, house) {
    this.id = person.id;
    this.#person = person;
    this.#house = house;
    this.node = element("section", { class: "pane" }, find("#pane").content.cloneNode(true));
    this.#log = new Log(this.#find(".log"), this.#find(".messages"), this.#find(".newer"), "newer");
    this.#composer = new Composer(this);
    this.#listen();
    this.redraw();
  }

  #find(selector) {
    return find(selector, this.node);
  }

  #listen() {
    const on = (selector, act) => {
      for (const node of this.node.querySelectorAll(selector)) node.addEventListener("click", act);
    };
    menus(this.node);
    on(".close-pane", () => this.#house.close(this.id));
    on(".start, .restart", () => this.start());
    on(".scan", () => qr.open(this));
    on(".reset", () => reset.open(this));
    on(".block", () => this.perform(api.block));
    on(".unblock", () => this.perform(api.unblock));
    on(".broken button", () => this.refresh().catch((problem) => this.#explain(problem)));
  }

  /** Words and draws everything again, as after a change of language. */
  redraw() {
    const name = this.#person.first_name;
    this.node.dataset.name = name;
    this.node.ariaLabel = name;
    word(this.node);
    this.#find(".chat-name").textContent = name;
    this.#find(".chat-role").textContent = people.role(this.#person);
    this.#find(".back").after(avatar(this.#person));
    this.#find(".avatar + .avatar")?.remove();
    const kept = { href: api.transcript(this.id), download: `${name}.txt` };
    Object.assign(this.#find(".transcript"), kept);
    this.#empty();
    if (this.#last) this.#draw(this.#last);
    this.#log.toEnd();
  }

  #empty() {
    this.#find(".messages").replaceChildren();
    this.#showAll = list(this.#find(".messages"));
    this.#find(".log").ariaLive = "off";
  }

  enter(press = {}) {
    focus.enter(this.node, press.touched);
  }

  /** Asks for the conversation again; done once the latest of several askings is shown. */
  refresh() {
    this.#asking = this.#ask(++this.#asked);
    return this.#asking;
  }

  async #ask(asking) {
    if (this.#gone) return;
    try {
      await people.meet(this.#person);
      const conversation = await api.chat(this.id);
      if (asking !== this.#asked) return await this.#asking;
      if (this.node.isConnected) this.#draw(conversation);
      notice.broken(this.#find(".broken"), null);
    } catch (problem) {
      // One conversation that cannot be read is told where it stands; the others go on.
      if (problem instanceof api.Away) throw problem;
      notice.broken(this.#find(".broken"), problem);
    }
  }

  /** The person's name may be another by now. */
  #introduce() {
    const named = this.#person.first_name;
    this.#person = people.byId(this.id) ?? this.#person;
    if (this.#person.first_name !== named) this.redraw();
  }

  #draw(conversation) {
    this.#introduce();
    const first = this.#last === null;
    const before = this.#last?.messages ?? [];
    const { messages } = conversation;
    const holdFocus = focus.hold(this.node);
    this.#last = conversation;
    this.#markUnread(messages, first);
    this.#showAll(entries(messages, this.#unreadFrom, this));
    this.#log.more(fresh(messages, before.at(-1)?.message_id ?? 0).length);
    this.#composer.suit(conversation, people.isBlocked(this.id));
    holdFocus();
    setTimeout(() => { this.#find(".log").ariaLive = "polite"; }, first ? HUSH_MS : 0);
    if (this.#isSeen()) people.markRead(this.id, messages);
    else people.note(this.id, messages);
  }

  #isSeen() {
    return document.visibilityState === "visible" && this.node.offsetParent !== null;
  }

  /** What came since the person was last looked at stands under a line, until they act. */
  #markUnread(messages, first) {
    const read = people.readUntil(this.id, messages);
    if (read === undefined || (this.#isSeen() && !first)) return;
    this.#unreadFrom ??= fresh(messages, read)[0]?.message_id ?? null;
  }

  /** Does something as this person and shows what came of it; whether it was done. */
  async perform(deed) {
    try {
      await deed(this.id);
      this.#unreadFrom = null;
      this.#log.toEnd();
      await people.learn([this.id]);
      await this.refresh();
      return true;
    } catch (problem) {
      this.#explain(problem);
      return false;
    }
  }

  say = (text) => this.perform((id) => api.say(id, text));
  start = (payload) => this.perform((id) => api.start(id, payload));

  /** Begins anew, as the same person or as another of the same name. */
  async reset(as) {
    this.#gone = as === "new";
    try {
      const other = await api.reset(this.id, { as });
      await people.learn([this.id]);
      this.#composer.clear();
      if (other.id !== this.id) this.#house.replace(this.id, other.id);
      else await this.refresh();
    } catch (problem) {
      this.#gone = false;
      this.#explain(problem);
    }
    if (!this.#gone) this.enter();
  }

  get person() {
    return this.#person;
  }

  /** Presses a button under a message; it turns until the bot answers. */
  async press(message, button, key) {
    if (key.ariaBusy === "true") return;
    key.ariaBusy = "true";
    try {
      const { answer } = await api.tap(this.id, message.message_id, button);
      if (answer?.text && this.node.isConnected) notice.tell(answer, this.#find(".toasts"));
    } catch (problem) {
      this.#explain(problem);
    }
    key.ariaBusy = "false";
  }

  #explain(problem) {
    notice.explain(problem, this.#find(".toasts"));
  }
}
