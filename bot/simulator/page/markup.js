// Telegram's HTML as elements: parsed in an inert document, then copied by a list of known tags.

import { element } from "./dom.js";
import { isWeb, payload } from "./links.js";
import { say } from "./text.js";

// As in Telegram's apps, addresses and commands can be pressed wherever they stand in the text.
const PRESSABLE =
  /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])|(?<![\w/<>])(\/[a-z][a-z0-9_]{0,31})(?![\w/])/g;

const plain = (tag) => (inside) => element(tag, {}, inside);

const COPIES = {
  b: plain("b"), strong: plain("b"),
  i: plain("i"), em: plain("i"),
  u: plain("u"), ins: plain("u"),
  s: plain("s"), strike: plain("s"), del: plain("s"),
  code: plain("code"), pre: plain("pre"), blockquote: plain("blockquote"),
  a: (inside, source, person) => link(source.getAttribute("href") ?? "", inside, person),
  "tg-spoiler": spoiler,
};

/** The content of a message; `person` will `say` a pressed command and `start` a pressed link. */
export function render(html, person) {
  const source = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  return copyChildren(source.body, person);
}

function copyChildren(source, person) {
  const fragment = document.createDocumentFragment();
  for (const child of source.childNodes) fragment.append(...copy(child, person));
  return fragment;
}

function copy(source, person) {
  if (source.nodeType === Node.TEXT_NODE) return words(source, person);
  if (source.nodeType !== Node.ELEMENT_NODE) return [];
  const inside = copyChildren(source, person);
  return [COPIES[source.localName]?.(inside, source, person) ?? inside];
}

function words(source, person) {
  const text = source.data;
  if (source.parentElement.closest("a, code, pre")) return [text];
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(PRESSABLE)) {
    const [whole, address] = found;
    parts.push(text.slice(end, found.index));
    parts.push(address ? link(address, address, person) : command(whole, person));
    end = found.index + whole.length;
  }
  return [...parts, text.slice(end)];
}

const command = (text, person) =>
  element("button", { type: "button", class: "inline", onclick: () => person.say(text) }, text);

/** A link that starts this bot in the page, opens the web in a new tab, or is only its text. */
function link(address, inside, person) {
  const code = payload(address);
  if (code !== undefined) {
    const onclick = () => person.start(code);
    return element("button", { type: "button", class: "inline", onclick }, inside);
  }
  if (!isWeb(address)) return element("span", {}, inside);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, inside);
}

/** Hidden until pressed; a span, since a button would not break across lines. */
function spoiler(inside) {
  const hidden = element("span", {}, inside);
  const cover = element("span", { class: "spoiler", role: "button", tabindex: 0 }, hidden);
  const reveal = () => cover.replaceWith(...hidden.childNodes);
  cover.ariaLabel = say("spoiler");
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", ({ key }) => key === "Enter" && reveal());
  return cover;
}
