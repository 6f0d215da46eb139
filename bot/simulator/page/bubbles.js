// One message as it looks in the chat: a bubble, its time, and the buttons under it.

import { element, icon } from "./dom.js";
import { isWeb, payload } from "./links.js";
import { render } from "./markup.js";
import { say, time } from "./text.js";

export const instant = (message) => new Date(message.date * 1000);

/** The message as an element; `person` can `say`, `start` and `press`. */
export function bubble(message, person) {
  const parts = [element("div", { class: "bubble" }, ...content(message, person))];
  if (message.keyboard.length) parts.push(keyboard(message, person));
  const marks = { class: `message ${message.from}`, "data-id": message.message_id };
  return element("article", marks, ...parts);
}

function content(message, person) {
  const sender = message.from === "bot" ? "Torang" : say("you");
  const parts = [element("span", { class: "unseen" }, `${sender}: `)];
  if (message.photo) parts.push(picture(message.photo));
  if (message.document) parts.push(download(message.document));
  if (message.location) parts.push(place(message.location));
  if (message.contact) parts.push(card(message.contact));
  if (message.sticker) parts.push(sticker());
  parts.push(message.text ? words(message, person) : meta(message));
  return parts;
}

const words = (message, person) =>
  element("div", { class: "text" }, render(message.html, person), meta(message));

const picture = ({ url, file_name }) =>
  element("a", { class: "picture", href: url, target: "_blank", rel: "noopener" },
    element("img", { src: url, alt: file_name }));

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
  return element("span", { class: "meta" }, edited,
    element("time", { datetime: sent.toISOString() }, time(sent)));
}

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
