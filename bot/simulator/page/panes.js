// Which conversations are open side by side. The address names them, so that reloading and going
// back work as everywhere; on a telephone only the one that one is in is shown.

import { arrange, find } from "./dom.js";
import { Pane } from "./pane.js";
import * as people from "./people.js";

const narrow = matchMedia("(max-width: 45rem)");
const strip = find("#panes");
let open = [];
let active = null;
let entering = null; // Whose conversation is gone into once it is there.

const ids = () => open.map(({ id }) => id);
const named = () => location.hash.slice(1).split(",").map(Number).filter(people.byId);

/** Goes to these conversations, and into the one of `into`. */
function go(wanted, into) {
  active = into;
  const hash = wanted.length ? `#${wanted.join(",")}` : "#";
  if (location.hash === hash) mark();
  else location.hash = hash;
}

/** Opens a conversation in place of the one that one is in; an open one is only gone into. */
export function choose(id) {
  if (ids().includes(id) && !narrow.matches) {
    go(ids(), id);
    open.find((pane) => pane.id === id).enter();
  } else if (narrow.matches || active === null) go([id], id);
  else put(active, id);
}

const put = (id, other) => go(ids().map((one) => (one === id ? other : one)), other);

/** What was pressed for these is gone afterwards, so the focus goes along. */
export function beside(id) {
  entering = id;
  go([...ids(), id], id);
}

export function replace(id, other) {
  entering = other;
  put(id, other);
}

export function close(id) {
  const left = ids().filter((one) => one !== id);
  go(left, active === id ? left.at(-1) ?? null : active);
}

export const openAll = (wanted) =>
  go(narrow.matches ? wanted.slice(0, 1) : wanted, wanted[0]);

function mark() {
  document.body.dataset.view = active === null ? "people" : "chat";
  find("#welcome").hidden = active !== null;
  find("#skip").hidden = active === null;
  strip.classList.toggle("several", open.length > 1);
  for (const pane of open) pane.node.toggleAttribute("data-active", pane.id === active);
  people.mark(ids(), active);
}

/** Shows what the address names; conversations that stay open stay as they are. */
export async function arrangeByAddress() {
  const wanted = [...new Set(named())];
  const before = new Map(open.map((pane) => [pane.id, pane]));
  open = wanted.map((id) => before.get(id) ?? new Pane(people.byId(id), { close, replace }));
  if (!wanted.includes(active)) active = wanted.at(-1) ?? null;
  arrange(strip, open.map(({ node }) => node));
  mark();
  find("[data-active]", strip)?.scrollIntoView({ inline: "nearest", block: "nearest" });
  await refresh(ids());
  open.find(({ id }) => id === entering)?.enter();
  entering = null;
}

/** Looks again at those of these people whose conversations are open. */
export async function refresh(changed) {
  await Promise.all(open.filter(({ id }) => changed.includes(id)).map((pane) => pane.refresh()));
}

export const isOpen = (id) => ids().includes(id);
export const redraw = () => { for (const pane of open) pane.redraw(); };

export function begin() {
  people.begin({ choose, beside });
  strip.addEventListener("focusin", ({ target }) => {
    const pane = open.find(({ node }) => node.contains(target));
    if (!pane || pane.id === active) return;
    active = pane.id;
    mark();
  });
  find("#skip").addEventListener("click", (event) => {
    event.preventDefault();
    open.find((pane) => pane.id === active)?.enter();
  });
  // What came while the page was out of sight, or its pane was, is read once it is seen.
  const look = () => refresh(ids());
  document.addEventListener("visibilitychange", look);
  narrow.addEventListener("change", look);
}
