// Beginning anew in a conversation: as the same person, or as one whom the bot has never met.

import { find } from "./dom.js";
import { say } from "./text.js";

const dialog = find("#reset");
let asked = null; // The conversation it was asked for.

export function open(pane) {
  asked = pane;
  find("#reset-title").textContent = say("resetTitle", { name: pane.person.first_name });
  dialog.showModal();
}

export function begin() {
  for (const choice of dialog.querySelectorAll("[data-reset]")) {
    choice.addEventListener("click", () => {
      dialog.close();
      asked.reset(choice.dataset.reset);
    });
  }
}
