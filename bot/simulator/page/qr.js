// The QR codes at the counters: scanning one starts the bot with the code of its unit.

import { element, find, icon } from "./dom.js";

const OFFICES = [
  ["Disdukcapil", {
    "dukcapil-ktp": "KTP elektronik",
    "dukcapil-kk": "Kartu Keluarga",
    "dukcapil-akta": "Akta Kelahiran",
  }],
  ["Puskesmas", {
    "puskesmas-umum": "Poli Umum",
    "puskesmas-kia": "KIA",
    "puskesmas-farmasi": "Farmasi",
  }],
  ["Perizinan", {
    "izin-usaha": "Izin Usaha",
    "izin-bangunan": "Izin Bangunan",
  }],
];

const dialog = find("#qr");
let scanner = null; // The conversation of whoever scans.

function scan(code) {
  dialog.close();
  scanner.start(code);
}

const office = ([name, units]) =>
  element("section", {}, element("h3", {}, name), ...Object.entries(units).map(unit(name)));

const unit = (office) => ([code, name]) => {
  const label = `${office} · ${name}`;
  const onclick = () => scan(code);
  return element("button", { type: "button", class: "code", "aria-label": label, onclick },
    icon("qr"), element("span", {}, name));
};

/** Offers the codes to the person of this conversation. */
export function open(pane) {
  scanner = pane;
  find("#payload").value = "";
  dialog.showModal();
}

export function begin() {
  find("#qr-offices").append(...OFFICES.map(office));
  find("#qr-other").addEventListener("submit", (event) => {
    event.preventDefault();
    scan(find("#payload").value);
  });
}
