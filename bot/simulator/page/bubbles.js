// One message as it looks in the chat: a bubble, its time, and the buttons under it.

import { element, icon } from "./dom.js";
import { isWeb, payload } from "./links.js";
import { render } from "./markup.js";
import { picture } from "./pictures.js";
import { say, time } from "./text.js";

export const instant = (message) => new Date(message.date * 1000);

/** The message as an element; `person` can `say`, `start` and `press`. */
export function bubble(message, person) {
  const parts = [element("div", { class: "bubble" }, ...content(message, person))];
  if (message.keyboard.length) parts.push(keyboard(message, person));
  const marks = { class: `message ${message.from}`, "data-id": message.message_id };
  return element("article", marks, ...parts);
}

/** Pictures that were sent together, as one bubble with what is written to them. */
export function album(messages, person) {
  const said = messages.filter(({ text }) => text).map((message) => words(message, person));
  const [first] = messages;
  const pictures = element("div", { class: "album" }, ...messages.map(picture));
  const parts = [sender(first, person), pictures, ...(said.length ? said : [meta(first)])];
  const marks = { class: `message ${first.from}`, "data-id": first.message_id };
  return element("article", marks, element("div", { class: "bubble" }, ...parts));
}

/** For those who hear the page: several conversations may be open. */
function sender({ from }, { person }) {
  const name = from === "bot" ? say("botTo", { name: person.first_name }) : person.first_name;
  return element("span", { class: "unseen" }, `${name}: `);
}

function content(message, person) {
  const parts = [sender(message, person)];
  if (message.photo) parts.push(picture(message));
  if (message.document) parts.push(download(message.document));
  if (message.location) parts.push(place(message.location));
  if (message.contact) parts.push(card(message.contact));
  if (message.sticker) parts.push(sticker());
  parts.push(message.text ? words(message, person) : meta(message));
  return parts;
}

const words = (message, person) =>
  element("div", { class: "text" }, render(message.html, person), meta(message));

const download = ({ url, file_name }) =>
  element("a", { class: "document", href: url, download: file_name },
    icon("file"), element("span", {}, file_name));

const place = ({ latitude, longitude }) =>
  element("span", { class: "card" }, icon("location"), `${latitude}, ${longitude}`);

const card = ({ first_name, phone_number }) =>
  element("span", { class: "card" }, icon("contact"), `${first_name} · ${phone_number}`);

const sticker = () => element("span", { class: "card" }, icon("sticker"), say("sticker"));

function meta(message) {
  const sent = instant(message);
  const edited = message.edited ? `${say("edited")} ` : "";
  return element("span", { class: "meta" }, ...(message.silent ? [silent()] : []), edited,
    element("time", { datetime: sent.toISOString() }, time(sent)));
}

const silent = () =>
  element("span", { class: "silent", title: say("silent") },
    icon("silent"), element("span", { class: "unseen" }, `${say("silent")} `));

function keyboard(message, person) {
  const rows = message.keyboard.map((row) =>
    element("div", { class: "row" }, ...row.map((button) => key(button, message, person))));
  return element("div", { class: "keyboard", role: "group" }, ...rows);
}

function key(button, message, person) {
  const code = button.url && payload(button.url);
  if (button.url && code === undefined && isWeb(button.url)) {
    const to = { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return element("a", to, button.text, icon("out"));
  }
  const onclick = ({ currentTarget }) =>
    button.url ? person.start(code) : person.press(message, button, currentTarget);
  return element("button", { type: "button", class: "key", onclick }, button.text);
}
