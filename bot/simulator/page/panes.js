// Which conversations are open side by side. The address names them, so that reloading and going
// back work as everywhere; on a telephone only the one that one is in is shown.

import { arrange, find } from "./dom.js";
import * as listing from "./listing.js";
import { Pane } from "./pane.js";
import * as people from "./people.js";

const narrow = matchMedia("(max-width: 45rem)");
const strip = find("#panes");
let open = [];
let active = null;
let entering = null; // Whose conversation is gone into once it is there, `{ id, touched }`.

const ids = () => open.map(({ id }) => id);
const addressed = () => [...new Set(location.hash.slice(1).split(",").map(Number))].filter(isId);
const isId = (number) => Number.isInteger(number) && number > 0;
const isTouched = (press) => press?.pointerType === "touch";

/** Goes to these conversations, and into the one of `into`. */
function go(wanted, into) {
  active = into;
  const hash = wanted.length ? `#${wanted.join(",")}` : "#";
  if (location.hash === hash) mark();
  else location.hash = hash;
}

/**
 * Opens a conversation in place of the one that one is in; an open one is only gone into. Either
 * way the focus goes along, as to where one writes.
 */
export function choose(id, press) {
  entering = { id, touched: isTouched(press) };
  if (ids().includes(id) && !narrow.matches) {
    go(ids(), id);
    enter();
  } else if (narrow.matches || active === null) go([id], id);
  else put(active, id);
}

const put = (id, other) => go(ids().map((one) => (one === id ? other : one)), other);

/** What was pressed for these is gone afterwards, so the focus goes along. */
export function beside(id, press) {
  entering = { id, touched: isTouched(press) };
  go([...ids(), id], id);
}

export function replace(id, other) {
  entering = { id: other };
  put(id, other);
}

export function close(id) {
  const left = ids().filter((one) => one !== id);
  const next = active === id ? left.at(-1) ?? null : active;
  if (next !== null) entering = { id: next };
  go(left, next);
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
  if (history.state?.active !== active) history.replaceState({ active }, "");
}

/** Shows what the address names; conversations that stay open stay as they are. */
export async function arrangeByAddress() {
  const address = location.hash;
  await people.learn(addressed().filter((id) => !people.byId(id)));
  // Where the address is another by now, that one is arranged for.
  if (location.hash !== address) return;
  const left = active;
  lay(addressed().filter(people.byId));
  await refresh(ids());
  if (active === null && left !== null && document.activeElement === document.body) {
    listing.enter(left);
  }
  enter();
}

/** Lays these conversations side by side; those that were open are the same. */
function lay(wanted) {
  const before = new Map(open.map((pane) => [pane.id, pane]));
  open = wanted.map((id) => before.get(id) ?? new Pane(people.byId(id), { close, replace }));
  if (!wanted.includes(active)) active = lastActive(wanted) ?? wanted[0] ?? null;
  arrange(strip, open.map(({ node }) => node));
  mark();
  find("[data-active]", strip)?.scrollIntoView({ inline: "nearest", block: "nearest" });
}

/** Which one was in before the page was loaded again, or came back to; undefined at first. */
const lastActive = (wanted) => wanted.find((id) => id === history.state?.active);

function enter() {
  const pane = open.find(({ id }) => id === entering?.id);
  if (pane) pane.enter(entering);
  entering = null;
}

/** Looks again at those of these people whose conversations are open. */
export async function refresh(changed) {
  await Promise.all(open.filter(({ id }) => changed.includes(id)).map((pane) => pane.refresh()));
}

export const redraw = () => { for (const pane of open) pane.redraw(); };

export function begin() {
  listing.begin({ choose, beside });
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
