// Everything a person can send: text, commands, pictures and other files, a place, a contact.

import * as api from "./api.js";
import { element, find } from "./dom.js";
import { Suggestions } from "./suggestions.js";

const SOFIFI = { latitude: 0.7375, longitude: 127.5642 };

const PICTURES = new Set(["image/png", "image/jpeg"]); // What Telegram takes for a photo.

const drafts = new Map(); // Person id -> what they began to write, which is not another's to send.

export class Composer {
  #pane;
  #form;
  #field;
  #picker;
  #suggestions;
  #asPhoto = true;

  constructor(pane) {
    this.#pane = pane;
    this.#form = find(".composer", pane.node);
    this.#field = find("textarea", pane.node);
    this.#picker = find("input[type=file]", pane.node);
    const choose = (command) => { this.clear(); pane.say(command); };
    this.#suggestions = new Suggestions(this.#field, find(".suggestions", pane.node), choose);
    this.#listen();
    this.#field.value = drafts.get(pane.id) ?? "";
  }

  #listen() {
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("keydown", (event) => this.#sendOnEnter(event));
    this.#field.addEventListener("input", () => this.#put(this.#field.value));
    this.#field.addEventListener("paste", (event) => this.#paste(event));
    this.#picker.addEventListener("change", () => this.#sendPicked());
    for (const button of this.#pane.node.querySelectorAll("[data-attach]")) {
      button.addEventListener("click", () => this.#attach(button.dataset.attach));
    }
  }

  /** Shows what fits the conversation: the opening, the way back from a block, or the field. */
  suit({ messages, commands }, blocked) {
    const at = (selector) => find(selector, this.#pane.node);
    at(".blocked").hidden = !blocked;
    at(".opening").hidden = blocked || messages.length > 0;
    this.#form.hidden = blocked || messages.length === 0;
    at(".block").hidden = blocked;
    at("[data-menu=commands]").hidden = commands.length === 0;
    at(".menu.commands").replaceChildren(...commands.map((command) => this.#entry(command)));
    this.#suggestions.offer(commands);
    this.#fit();
  }

  #entry({ command, description }) {
    const onclick = () => this.#pane.say(`/${command}`);
    return element("button", { type: "button", onclick },
      element("span", {}, `/${command}`),
      element("span", { class: "description" }, description));
  }

  clear() {
    this.#put("");
  }

  /** Takes the text out of the field at once, and puts it back if it was not sent. */
  async #send(deed) {
    const text = this.#field.value;
    this.clear();
    if (!(await this.#pane.perform((id) => deed(id, text)))) this.#put(text);
  }

  #put(text) {
    if (this.#field.value !== text) this.#field.value = text;
    drafts.set(this.#pane.id, text);
    this.#suggestions.suit();
    this.#fit();
  }

  #fit() {
    this.#field.style.height = "auto";
    // While it is hidden nothing can be measured, and nothing is written in it.
    if (this.#field.value === "") return;
    const border = this.#field.offsetHeight - this.#field.clientHeight;
    this.#field.style.height = `${this.#field.scrollHeight + border}px`;
  }

  #submit(event) {
    event.preventDefault();
    if (this.#field.value.trim()) this.#send(api.say);
  }

  #sendOnEnter(event) {
    if (event.defaultPrevented || event.key !== "Enter") return;
    if (event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #paste(event) {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    this.#sendFile(file);
  }

  #sendPicked() {
    const [file] = this.#picker.files;
    if (file) this.#sendFile(file, this.#asPhoto);
    this.#picker.value = "";
  }

  /** A picture goes as one, as in Telegram's apps, unless it is wanted as a file. */
  async #sendFile(file, asPhoto = true) {
    const upload = {
      as_photo: asPhoto && PICTURES.has(file.type),
      file_name: file.name,
      mime_type: file.type || "application/octet-stream",
      content_base64: await base64(file),
    };
    this.#send((id, caption) => api.file(id, caption ? { ...upload, caption } : upload));
  }

  #attach(kind) {
    const perform = (deed) => this.#pane.perform(deed);
    if (kind === "media" || kind === "file") {
      this.#asPhoto = kind === "media";
      this.#picker.click();
    }
    if (kind === "location") perform((id) => api.location(id, SOFIFI));
    if (kind === "contact") perform((id) => api.contact(id, card(this.#pane.person)));
  }
}

const card = ({ id, first_name }) =>
  ({ phone_number: `+62812${String(id).padStart(8, "0")}`, first_name });

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
