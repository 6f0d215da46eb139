// What lies above the page: menus beside the button that opens them, and dialogs that close.

import { find } from "./dom.js";

const GAP = 8;

function place(menu, opener) {
  const { left, right, top, bottom } = opener.getBoundingClientRect();
  const above = top > innerHeight / 2;
  const leftward = left > innerWidth / 2;
  Object.assign(menu.style, {
    top: above ? "auto" : `${bottom + GAP}px`,
    bottom: above ? `${innerHeight - top + GAP}px` : "auto",
    left: leftward ? "auto" : `${left}px`,
    right: leftward ? `${innerWidth - right}px` : "auto",
  });
}

/** Makes every button in `root` that names a menu there open it. */
export function menus(root) {
  for (const opener of root.querySelectorAll("[data-menu]")) {
    const menu = find(`.menu.${opener.dataset.menu}`, root);
    opener.popoverTargetElement = menu;
    menu.addEventListener("beforetoggle", () => place(menu, opener));
    menu.addEventListener("toggle", ({ newState }) => newState === "open" && entries(menu)[0].focus());
    // Before the entry acts: what it opens gives the focus back to where it found it.
    menu.addEventListener("click", ({ target }) => target.closest("button, a") && menu.hidePopover(), true);
    menu.addEventListener("keydown", (event) => step(event, menu));
  }
}

const entries = (menu) =>
  [...menu.querySelectorAll("button, a")].filter((entry) => entry.offsetParent);

function step(event, menu) {
  const all = entries(menu);
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all.at(to % all.length).focus();
}

export function begin() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    // A press on the backdrop is a press on the dialog itself, outside of all that it holds.
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  }
}
