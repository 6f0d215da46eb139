// What stands in a conversation, from top to bottom: dates, the line above what is unread,
// messages, and the pictures of an album as one.

import { album, bubble, instant } from "./bubbles.js";
import { element } from "./dom.js";
import { date, say } from "./text.js";

/** What the bot wrote after the message of this id. */
export const fresh = (messages, seen) =>
  messages.filter(({ from, message_id }) => from === "bot" && message_id > seen);

/** Entries for a list of dom.js; `unreadFrom` is the message above which the line stands. */
export function entries(messages, unreadFrom, person) {
  let day = null;
  return together(messages).flatMap((group) => {
    const [{ message_id }] = group;
    const today = date(instant(group[0]));
    const lines = today === day ? [] : [line(today, "day")];
    if (group.some((message) => message.message_id === unreadFrom)) {
      lines.push(line(say("fresh"), "fresh"));
    }
    day = today;
    const make = () => (group.length > 1 ? album(group, person) : bubble(group[0], person));
    return [...lines, { key: message_id, source: JSON.stringify(group), make }];
  });
}

/** Messages one by one, but neighbours of the same album as one group. */
function together(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.album && last?.[0].album === message.album) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

const line = (text, kind) =>
  ({ key: `${kind} ${text}`, source: text, make: () => element("h3", { class: kind }, text) });
