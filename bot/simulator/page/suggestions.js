// The bot's commands offered while one types "/": chosen by arrows and Enter, or by a press.

import { element } from "./dom.js";

let numbered = 0;

export class Suggestions {
  #field;
  #list;
  #choose;
  #commands = [];
  #at = -1;

  /** `choose` gets the command that is chosen, with its slash. */
  constructor(field, list, choose) {
    this.#field = field;
    this.#list = list;
    this.#choose = choose;
    list.id = `suggestions-${++numbered}`;
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.#show([]));
  }

  offer(commands) {
    this.#commands = commands;
  }

  /** Offers what begins with what is written. */
  suit() {
    const text = this.#field.value;
    const fits = ({ command }) => `/${command}`.startsWith(text) && `/${command}` !== text;
    this.#show(text.startsWith("/") ? this.#commands.filter(fits) : []);
  }

  #show(commands) {
    this.#list.replaceChildren(...commands.map((command, place) => this.#option(command, place)));
    this.#list.hidden = commands.length === 0;
    this.#mark(-1);
  }

  #option({ command, description }, place) {
    const id = `${this.#list.id}-${place}`;
    // A press must not take the focus, and with it the list, before it is done.
    const hold = (event) => event.preventDefault();
    const onclick = () => this.#choose(`/${command}`);
    const looks = { id, role: "option", "data-command": `/${command}`, "aria-selected": "false" };
    return element("li", { ...looks, onclick, onpointerdown: hold },
      element("span", {}, `/${command}`),
      element("span", { class: "description" }, description));
  }

  #mark(place) {
    this.#at = place;
    const options = [...this.#list.children];
    options.forEach((option, at) => { option.ariaSelected = String(at === place); });
    const chosen = options[place];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.#field.setAttribute("aria-activedescendant", chosen.id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const count = this.#list.children.length;
    if (count === 0 || event.isComposing) return;
    const moves = { ArrowDown: this.#at + 1, ArrowUp: this.#at < 0 ? count - 1 : this.#at - 1 };
    if (event.key in moves) this.#mark((moves[event.key] + count) % count);
    else if (event.key === "Escape") this.#show([]);
    else if (event.key === "Enter" && this.#at >= 0) {
      this.#choose(this.#list.children[this.#at].dataset.command);
    } else return;
    event.preventDefault();
  }
}
