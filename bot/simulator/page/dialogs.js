// Knows toasts, alerts, the question before starting over and the choice of a place.

import { $, el, icon } from "./dom.js";

const CITIES = [
  ["Berlin", 52.52, 13.405],
  ["Lisbon", 38.7223, -9.1393],
  ["New York", 40.7128, -74.006],
  ["São Paulo", -23.5505, -46.6333],
  ["Nairobi", -1.2864, 36.8172],
  ["Mumbai", 19.076, 72.8777],
  ["Tokyo", 35.6762, 139.6503],
  ["Auckland", -36.8485, 174.7633],
];
const TOAST_STAYS = 4000; // milliseconds

export function toast(text, wrong = false) {
  const made = el("div", { class: wrong ? "toast bad" : "toast" }, el("span", {}, text));
  const close = () => {
    made.classList.add("leaving");
    setTimeout(() => made.remove(), 250);
  };
  made.append(el("button", { type: "button", "aria-label": "Dismiss", onclick: close }, icon("close")));
  $("toasts").replaceChildren(made);
  setTimeout(close, TOAST_STAYS + 30 * text.length);
}

export function alert(text) {
  $("alert-text").textContent = text;
  if (!$("alert").open) $("alert").showModal();
}

export function answer(told) {
  if (told) (told.alert ? alert : toast)(told.text);
}

export function confirm() {
  const dialog = $("confirm");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

export function place() {
  const dialog = $("places");
  $("wrong").textContent = "";
  $("coordinates").reset();
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (latitude, longitude, label) => {
      chosen = { latitude, longitude, label };
      dialog.close();
    };
    $("cities").replaceChildren(
      ...CITIES.map(([name, latitude, longitude]) =>
        el("button", { type: "button", onclick: () => choose(latitude, longitude, name) }, name)),
    );
    $("coordinates").onsubmit = (event) => {
      event.preventDefault();
      const [latitude, longitude] = ["latitude", "longitude"].map((id) => Number($(id).value.replace(",", ".")));
      if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) choose(latitude, longitude, "");
      else $("wrong").textContent = "Latitude is between −90 and 90, longitude between −180 and 180.";
    };
    dialog.addEventListener("close", () => resolve(chosen), { once: true });
    dialog.showModal();
  });
}
