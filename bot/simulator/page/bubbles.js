// Knows how a message looks, and keeps the log of them in step with the server.

import * as clock from "./clock.js";
import { $, el, icon, still } from "./dom.js";
import { markup, words } from "./markup.js";

const FRESH = 6000; // milliseconds that a ping stays lit
const OTHERS = { photo: "Photo", animation: "GIF", video: "Video", sticker: "Sticker", voice: "Voice message" };
const OTHER_ICONS = { photo: "photo", animation: "film", video: "film", sticker: "sticker", voice: "voice" };
const known = new Map(); // id → { told, node }
const gone = new Set();
let hooks = {};

export const find = (id) => known.get(id)?.told;

export const node = (id) => known.get(id)?.node;

export const latestMine = () => {
  const mine = [...known.values()].map((one) => one.told).filter((told) => told.mine && told.kind === "text");
  return mine.at(-1);
};

export function begin(given) {
  hooks = given;
}

export function snippet(told) {
  if (!told) return "A message that is gone";
  const text = told.mine ? label(told) : words(told.text);
  return text || told.media?.name || "Message";
}

function label(told) {
  return told.kind === "other" ? (OTHERS[told.text] ?? told.text) : told.text;
}

// Changes

export function clear() {
  known.clear();
  gone.clear();
  $("log").replaceChildren();
}

export function remove(id) {
  gone.add(id);
  const found = known.get(id);
  if (!found) return;
  known.delete(id);
  found.node.classList.add("leaving");
  found.node.inert = true;
  setTimeout(() => { found.node.remove(); separate(); }, 260);
}

// Puts a message in its place; says "new", "changed", "kept" where what one reads (or looks at)
// stayed the same, or "" when this is old news.
export function put(told, first) {
  const before = known.get(told.id);
  if (gone.has(told.id) || (before && before.told.version >= told.version)) return "";
  const node = before?.node ?? el("article", { class: told.mine ? "message mine" : "message", id: `m${told.id}` });
  const focus = before && node.contains(document.activeElement) ? document.activeElement : null;
  const place = focus ? [...node.querySelectorAll("button")].indexOf(focus) : -1;
  const picture = before?.told.media?.url === told.media?.url ? node.querySelector(".picture") : null;
  known.set(told.id, { told, node });
  node.replaceChildren(...parts(told, picture));
  node.setAttribute("aria-label", `${told.mine ? "You" : "Unhunch"}, ${clock.time(told.at)}`);
  if (before) {
    node.classList.remove("changed");
    void node.offsetWidth; // restarts the animation
    node.classList.add("changed");
    if (place >= 0) (node.querySelectorAll("button")[place] ?? node.querySelector("button"))?.focus({ preventScroll: true });
    const same = before.told.text === told.text || (told.media && before.told.media?.url === told.media.url);
    return same ? "kept" : "changed";
  }
  const later = [...known.keys()].filter((id) => id > told.id).sort((a, b) => a - b)[0];
  $("log").insertBefore(node, later ? known.get(later).node : null);
  if (!first) node.classList.add("arriving");
  if (!first && told.unasked) {
    node.classList.add("ping");
    setTimeout(() => node.classList.remove("ping"), FRESH);
  }
  return "new";
}

// Writes all times and days anew (the zone became known).
export function retime() {
  for (const { told, node } of known.values()) {
    node.querySelector(".meta time").textContent = clock.time(told.at);
  }
  separate();
}

// Day separators; those in their place stay, so that they are not read aloud again.
export function separate() {
  const kept = new Set();
  let last = "";
  for (const { told, node } of [...known.values()].sort((a, b) => a.told.id - b.told.id)) {
    const day = clock.date(told.at);
    if (clock.day(told.at) !== last) {
      const before = node.previousElementSibling;
      const right = before?.classList.contains("day") && before.textContent === day;
      const line = right ? before : el("div", { class: "day" }, el("span", {}, day));
      if (!right) node.before(line);
      kept.add(line);
    }
    last = clock.day(told.at);
  }
  $("log").querySelectorAll(".day").forEach((one) => { if (!kept.has(one)) one.remove(); });
}

// Looks

function parts(told, picture) {
  const bubble = el("div", { class: "bubble" });
  bubble.addEventListener("click", (event) => {
    if (event.target.closest("a, button, .spoiler") || String(getSelection())) return;
    hooks.reply(told.id);
  });
  if (told.mine && told.reply) bubble.append(quotation(told.reply));
  if (SHOWN[told.media?.kind]) bubble.append(picture ?? SHOWN[told.media.kind](told.media));
  if (told.media?.kind === "sent") bubble.append(sent(told.media));
  if (told.kind === "location" || told.kind === "other") bubble.append(thing(told));
  else if (told.text) {
    bubble.append(el("div", { class: "text", dir: "auto" }, told.mine ? told.text : markup(told.text)));
  }
  if (told.media?.kind === "document") bubble.append(download(told.media));
  bubble.append(meta(told), acts(told));
  return [bubble, ...buttons(told)];
}

function quotation(id) {
  const jump = () => {
    const node = known.get(id)?.node;
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("ping");
    setTimeout(() => node?.classList.remove("ping"), 1600);
  };
  const told = find(id);
  return el("button", { type: "button", class: "quotation", onclick: jump },
    el("b", {}, told?.mine ? "You" : "Unhunch"), el("span", {}, snippet(told).slice(0, 160)));
}

const SHOWN = { figure, loop, follow };

// A short film that goes on for ever; whoever wants little motion sees its still.
function loop(media) {
  const poster = { ...media, url: media.poster };
  if (still()) return figure(poster);
  const frame = film(media, { muted: true, loop: true, autoplay: true });
  frame.firstChild.addEventListener("error", () => frame.replaceWith(figure(poster)));
  return frame;
}

// A film of a whole dose, with sound: it waits for a press.
function follow(media) {
  const frame = film(media, { controls: true });
  frame.classList.add("follow");
  frame.firstChild.addEventListener("error", () => frame.replaceWith(el("p", { class: "late" }, words(media.instead))));
  return frame;
}

function film(media, options) {
  const video = el("video", { "aria-label": `Film: ${media.name}`, poster: media.poster });
  Object.assign(video, { playsInline: true, preload: "auto", ...options });
  const frame = el("div", { class: "picture" }, video);
  video.addEventListener("loadedmetadata", () => {
    frame.style.setProperty("--shape", `${video.videoWidth} / ${video.videoHeight}`);
    hooks.grown();
  });
  video.src = media.url;
  return frame;
}

function figure(media) {
  const image = el("img", { class: "waiting", alt: `Picture: ${media.name}`, decoding: "async" });
  const frame = el("div", { class: "picture" }, image);
  image.addEventListener("load", () => {
    image.classList.remove("waiting");
    frame.style.setProperty("--shape", `${image.naturalWidth} / ${image.naturalHeight}`);
    hooks.grown();
  });
  image.addEventListener("error", () => frame.classList.add("broken"));
  image.src = media.url;
  return frame;
}

// What a person sent stays with Telegram; here a frame stands for it.
function sent(media) {
  const name = OTHERS[media.name] ?? media.name;
  return el("div", { class: media.name === "voice" ? "sent voice" : "sent", role: "img", "aria-label": `Your own: ${name}` },
    el("span", { class: "disc" }, icon(OTHER_ICONS[media.name] ?? "clip")), el("b", {}, name));
}

function download(media) {
  return el("a", { class: "document", href: media.url, download: media.name },
    el("span", { class: "disc" }, icon("file")),
    el("span", { class: "about" }, el("b", {}, media.name), el("small", {}, "ZIP file, press to download")));
}

function thing(told) {
  const place = told.kind === "location";
  return el("div", { class: "thing" },
    el("span", { class: "disc" }, icon(place ? "pin" : OTHER_ICONS[told.text] ?? "clip")),
    el("span", { class: "about" }, el("b", {}, place ? "Location" : label(told)), place ? el("small", {}, told.text) : null));
}

function meta(told) {
  const made = el("div", { class: "meta" });
  if (told.edited) made.append(el("span", { class: "edited" }, "edited"));
  if (told.unasked) {
    const name = told.silent ? "came without a sound" : "came with a sound";
    made.append(el("span", { class: told.silent ? "bell" : "bell loud", title: name, role: "img", "aria-label": name },
      icon(told.silent ? "mute" : "bell")));
  }
  const shown = clock.time(told.at);
  document.documentElement.style.setProperty("--time", `${shown.length * 6}px`); // "07:15 PM" is longer
  made.append(el("time", { datetime: new Date(told.at * 1000).toISOString() }, shown));
  return made;
}

function acts(told) {
  const made = el("div", { class: "acts" });
  if (told.mine && told.kind === "text") {
    made.append(el("button", { type: "button", class: "act", "aria-label": "Edit this message", title: "Edit",
      onclick: () => hooks.edit(told.id) }, icon("edit")));
  }
  made.append(el("button", { type: "button", class: "act reply", "aria-label": "Reply to this message", title: "Reply",
    onclick: () => hooks.reply(told.id) }, icon("reply")));
  return made;
}

function buttons(told) {
  if (!told.rows.length) return [];
  const rows = told.rows.map((row) => el("div", { class: "row" }, ...row.map((button) => {
    const made = el("button", { type: "button", class: `key ${button.style}` }, el("span", {}, button.label));
    made.addEventListener("click", () => hooks.tap(told.id, button.line, made));
    return made;
  })));
  return [el("div", { class: "rows" }, ...rows)];
}
