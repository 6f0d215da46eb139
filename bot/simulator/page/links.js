// Tells addresses of this bot, which stay in the page, from those of the web, which open beside.

const BOT = "torang_bot";

/** The start payload when `address` leads to this bot ("" without one), otherwise undefined. */
export function payload(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.hostname !== "t.me" || url.pathname.toLowerCase() !== `/${BOT}`) return undefined;
  return url.searchParams.get("start") ?? "";
}

export const isWeb = (address) => /^https?:\/\//i.test(address);
