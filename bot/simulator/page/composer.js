// Everything a person can send: text, commands, files, a place, a contact, a sticker; a block.

import * as api from "./api.js";
import * as chat from "./chat.js";
import { element, find } from "./dom.js";

const SOFIFI = { latitude: 0.7375, longitude: 127.5642 };

const form = find("#composer");
const field = find("#text");
const picker = find("#file");

/** Shows what fits the conversation: the opening, the way back from a block, or the field. */
export function suit({ messages, commands }, blocked) {
  find("#blocked").hidden = !blocked;
  find("#opening").hidden = blocked || messages.length > 0;
  form.hidden = blocked || messages.length === 0;
  find("#block").hidden = blocked;
  find("#commands-button").hidden = commands.length === 0;
  find("#commands").replaceChildren(...commands.map(entry));
}

const entry = ({ command, description }) =>
  element("button", { type: "button", onclick: () => chat.write(`/${command}`) },
    element("span", {}, `/${command}`),
    element("span", { class: "description" }, description));

/** Takes the text out of the field at once, and puts it back if it was not sent. */
async function send(deed) {
  const text = field.value;
  put("");
  if (!(await chat.perform((id) => deed(id, text)))) put(text);
}

/** What one person began to write is not for another to send. */
export const clear = () => put("");

function put(text) {
  field.value = text;
  fit();
}

function fit() {
  field.style.height = "auto";
  // While it is hidden nothing can be measured, and nothing is written in it.
  if (field.value === "") return;
  const border = field.offsetHeight - field.clientHeight;
  field.style.height = `${field.scrollHeight + border}px`;
}

function submit(event) {
  event.preventDefault();
  if (field.value.trim()) send(api.say);
}

function sendOnEnter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
}

async function sendFile() {
  const [file] = picker.files;
  picker.value = "";
  if (!file) return;
  const upload = {
    file_name: file.name,
    mime_type: file.type || "application/octet-stream",
    content_base64: await base64(file),
  };
  send((id, caption) => api.file(id, caption ? { ...upload, caption } : upload));
}

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

const card = () => {
  const { id, first_name } = chat.person();
  return { phone_number: `+62812${String(id).padStart(8, "0")}`, first_name };
};

const ATTACHMENTS = {
  file: () => picker.click(),
  location: () => chat.perform((id) => api.location(id, SOFIFI)),
  contact: () => chat.perform((id) => api.contact(id, card())),
  sticker: () => chat.perform(api.sticker),
};

export function begin() {
  form.addEventListener("submit", submit);
  field.addEventListener("keydown", sendOnEnter);
  field.addEventListener("input", fit);
  picker.addEventListener("change", sendFile);
  for (const button of document.querySelectorAll("[data-attach]")) {
    button.addEventListener("click", () => ATTACHMENTS[button.dataset.attach]());
  }
  find("#opening-start").addEventListener("click", () => chat.start());
  find("#restart").addEventListener("click", () => chat.start());
  find("#block").addEventListener("click", () => chat.perform(api.block));
  find("#unblock").addEventListener("click", () => chat.perform(api.unblock));
}
