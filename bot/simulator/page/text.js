// The page's own few words, Indonesian first, and how it writes times.

const WORDS = {
  id: {
    clock: "Jam",
    zone: "Waktu Indonesia Timur",
    hour: "+1 jam",
    day: "+1 hari",
    due: "Berikutnya",
    dueAt: "Terjadwal berikutnya {when}",
    dueNone: "Belum ada yang terjadwal",
    moving: "Jam sedang dimajukan…",
    people: "Anda sebagai siapa?",
    local: "Telegram lokal untuk mencoba. Tidak ada yang keluar dari komputer ini.",
    language: "Bahasa halaman",
    citizen: "Warga",
    employee: "Pegawai (ASN)",
    admin: "Admin",
    guest: "Ditambahkan lewat API",
    unread: "{count} belum dibaca",
    welcomeTitle: "Pilih seseorang",
    welcome: "Bercakaplah dengan bot sebagai orang itu, tekan tombolnya, lalu majukan jam "
      + "untuk melihat pengingat berdatangan.",
    back: "Kembali ke daftar orang",
    as: "Anda sebagai {name}",
    scan: "Pindai QR",
    more: "Lainnya",
    log: "Percakapan",
    opening: "Belum ada percakapan. Mulai langsung, atau pindai QR di loket.",
    start: "Mulai",
    restart: "Mulai lagi (/start)",
    block: "Blokir bot",
    blocked: "Anda memblokir bot ini.",
    unblock: "Buka blokir",
    commands: "Perintah",
    attach: "Lampirkan",
    message: "Tulis pesan",
    send: "Kirim",
    file: "Berkas",
    location: "Lokasi (Sofifi)",
    contact: "Kontak saya",
    sticker: "Stiker",
    close: "Tutup",
    scanTitle: "QR di loket",
    scanHelp: "Setiap loket memasang satu QR. Pilih yang Anda pindai.",
    otherCode: "Kode lain, misalnya undangan",
    codeShape: "1 sampai 64 huruf, angka, _ atau -",
    open: "Buka",
    ok: "Baik",
    edited: "diedit",
    you: "Anda",
    newer: "{count} pesan baru",
    connected: "Bot tersambung",
    botAway: "Bot sedang tidak tersambung. Pesan Anda dijawab begitu bot kembali.",
    serverAway: "Server lokal tidak menjawab. Halaman ini terus mencoba dan tersambung lagi "
      + "sendiri.",
    notSent: "Tidak terkirim: server lokal tidak menjawab.",
    spoiler: "Tampilkan teks tersembunyi",
  },
  en: {
    clock: "Clock",
    zone: "Eastern Indonesia Time",
    hour: "+1 hour",
    day: "+1 day",
    due: "Next due",
    dueAt: "Next due {when}",
    dueNone: "Nothing is due yet",
    moving: "Moving the clock…",
    people: "Who are you?",
    local: "A local Telegram to try things out. Nothing leaves this computer.",
    language: "Language of the page",
    citizen: "Citizen",
    employee: "Employee (ASN)",
    admin: "Admin",
    guest: "Added through the API",
    unread: "{count} unread",
    welcomeTitle: "Choose a person",
    welcome: "Chat with the bot as that person, press its buttons, then move the clock and "
      + "watch reminders arrive.",
    back: "Back to the people",
    as: "You are {name}",
    scan: "Scan QR",
    more: "More",
    log: "Conversation",
    opening: "No conversation yet. Start right away, or scan the QR at the counter.",
    start: "Start",
    restart: "Start again (/start)",
    block: "Block the bot",
    blocked: "You have blocked this bot.",
    unblock: "Unblock",
    commands: "Commands",
    attach: "Attach",
    message: "Write a message",
    send: "Send",
    file: "File",
    location: "Location (Sofifi)",
    contact: "My contact",
    sticker: "Sticker",
    close: "Close",
    scanTitle: "The QR at the counter",
    scanHelp: "Every counter shows one QR. Choose the one you scan.",
    otherCode: "Another code, such as an invitation",
    codeShape: "1 to 64 letters, digits, _ or -",
    open: "Open",
    ok: "OK",
    edited: "edited",
    you: "You",
    newer: "{count} new",
    connected: "The bot is connected",
    botAway: "The bot is not connected. It answers your messages as soon as it is back.",
    serverAway: "The local server does not answer. This page keeps trying and reconnects by "
      + "itself.",
    notSent: "Not sent: the local server does not answer.",
    spoiler: "Show hidden text",
  },
};

const KEPT = "torang.language";
const LOCALES = { id: "id-ID", en: "en-GB" };
const ZONE = "Asia/Jayapura";

const preferred = () => (navigator.language.startsWith("en") ? "en" : "id");
let language = localStorage.getItem(KEPT) ?? preferred();

export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const named = (what) => document.querySelectorAll(`[data-${what}]`);

/** Words every element that names its text, and remembers the language. */
export function speak(chosen = language) {
  if (chosen !== language) localStorage.setItem(KEPT, chosen);
  language = chosen;
  document.documentElement.lang = language;
  for (const node of named("text")) node.textContent = say(node.dataset.text);
  for (const node of named("title")) node.title = say(node.dataset.title);
  for (const node of named("hint")) node.placeholder = say(node.dataset.hint);
  for (const node of named("label")) node.ariaLabel = say(node.dataset.label);
  for (const node of named("language")) node.ariaPressed = node.dataset.language === language;
}

const written = (instant, options) =>
  new Intl.DateTimeFormat(LOCALES[language], { timeZone: ZONE, ...options }).format(instant);

export const time = (instant) => written(instant, { hour: "2-digit", minute: "2-digit" });
export const date = (instant) => written(instant, { dateStyle: "full" });
export const day = (instant) =>
  written(instant, { weekday: "short", day: "numeric", month: "short" });
