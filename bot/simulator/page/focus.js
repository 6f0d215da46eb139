// The focus in a conversation: where it goes, and where it stays while messages change.

import { find } from "./dom.js";

/** Goes to where one writes, or to what there is to press; by touch no keyboard springs up. */
export function enter(pane, touched) {
  const wanted = touched ? ".start, .unblock" : "textarea, .start, .unblock";
  const places = [...pane.querySelectorAll(wanted)];
  (places.find((node) => node.offsetParent) ?? find(".log", pane)).focus();
}

/**
 * Remembers what has the focus in this conversation. Once it is pressed it may be gone: what comes
 * back, once called, takes the focus to the first button of its message, or to where one writes.
 */
export function hold(pane) {
  const held = document.activeElement;
  const within = pane.contains(held);
  const id = held.closest(".message")?.dataset.id;
  const byKey = held.matches(":focus-visible");
  return () => {
    if (!within || held.checkVisibility()) return;
    if (id === undefined) return enter(pane, !byKey);
    const key = find(`.message[data-id="${id}"] .key`, pane) ?? find(".log", pane);
    key.focus({ preventScroll: true });
  };
}
