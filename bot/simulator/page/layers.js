// What lies above the page: menus beside the button that opens them, and dialogs that close.

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

export function begin() {
  for (const opener of document.querySelectorAll("[popovertarget]")) {
    const menu = document.getElementById(opener.getAttribute("popovertarget"));
    menu.addEventListener("beforetoggle", () => place(menu, opener));
    menu.addEventListener("click", ({ target }) => target.closest("button") && menu.hidePopover());
  }
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    // A press on the backdrop is a press on the dialog itself, outside of all that it holds.
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  }
}
