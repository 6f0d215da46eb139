// The focus in a conversation: where it goes, and where it stays while messages change.

import { find } from "./dom.js";

/** Goes to where one writes, or to what there is to press; by touch no keyboard springs up. */
export function enter(pane, touched) {
  const wanted = touched ? ".start, .unblock" : "textarea, .start, .unblock";
  const places = [...pane.querySelectorAll(wanted)];
  (places.find((node) => node.offsetParent) ?? find(".log", pane)).focus();
}

/**
 * Remembers the message that has the focus. After an edit the pressed button is gone: what comes
 * back, once called, takes the focus to the first of its message.
 */
export function hold(pane) {
  const message = document.activeElement.closest(".message");
  const id = message && pane.contains(message) ? message.dataset.id : null;
  return () => {
    if (id === null || document.activeElement !== document.body) return;
    const key = find(`.message[data-id="${id}"] .key`, pane) ?? find(".log", pane);
    key.focus({ preventScroll: true });
  };
}
