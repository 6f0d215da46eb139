// Pictures in the chat, and one of them at its full size above the page.

import { element, find } from "./dom.js";
import { say } from "./text.js";

/** The picture of a message; pressed, it is shown as large as the window lets. */
export function picture({ photo, text }) {
  const onclick = () => view(photo.url, text);
  return element("button", { type: "button", class: "picture", onclick },
    element("img", { src: photo.url, alt: say("picture") }));
}

function view(url, text) {
  const image = find("#picture img");
  image.src = url;
  image.alt = text || say("picture");
  find("#picture").showModal();
}
