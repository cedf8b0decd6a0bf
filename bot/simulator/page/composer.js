// Knows the foot of the page: typing, answering, editing, the menu and what else can be sent.

import { find, latestMine, snippet } from "./bubbles.js";
import * as dialogs from "./dialogs.js";
import { $, el } from "./dom.js";

let commands = [];
let listed = [];
let active = -1;
let mode = null; // { kind: "reply" | "edit", id }
let send = {};

export function setMenu(menu) {
  commands = menu;
  $("slash").hidden = !menu.length;
}

// Answering and editing

function setMode(next, title, text) {
  mode = next;
  $("bar").hidden = !next;
  if (!next) return;
  $("bar-icon").setAttribute("href", next.kind === "edit" ? "#i-edit" : "#i-reply");
  $("bar-title").textContent = title;
  $("bar-text").textContent = text;
}

export function reply(id, focus = true) {
  const told = find(id);
  if (!told) return;
  if (mode?.kind === "edit") $("input").value = "";
  setMode({ kind: "reply", id }, told.mine ? "Reply to yourself" : "Reply to Unhunch", snippet(told));
  if (focus) $("input").focus();
}

export function edit(id) {
  const told = find(id);
  if (!told) return;
  setMode({ kind: "edit", id }, "Edit message", told.text);
  $("input").value = told.text;
  $("input").focus();
  grow();
}

// A bot may ask for an answer in the typing field, with a hint of what it understands.
export function ask(told) {
  $("input").placeholder = told?.hint || "Message";
  if (told?.hint) reply(told.id, matchMedia("(hover: hover)").matches);
}

export function forget(id) {
  if (mode?.id === id) cancel();
}

export function cancel() {
  if (mode?.kind === "edit") $("input").value = "";
  setMode(null);
  grow();
}

// The menu

function list(filter) {
  listed = commands.filter((one) => one.name.startsWith(filter));
  active = filter && listed.length ? 0 : -1;
  const rows = listed.map((one, at) => {
    const row = el("li", { role: "option", id: `command-${at}`, "aria-selected": "false" },
      el("b", {}, `/${one.name}`), el("span", {}, one.about));
    row.addEventListener("click", () => pick(one));
    return row;
  });
  $("menu").replaceChildren(...rows);
  show($("menu"), $("slash"), listed.length > 0);
  mark();
}

function mark() {
  [...$("menu").children].forEach((row, at) => {
    row.setAttribute("aria-selected", String(at === active));
    if (at === active) row.scrollIntoView({ block: "nearest" });
  });
  if (active >= 0) $("input").setAttribute("aria-activedescendant", `command-${active}`);
  else $("input").removeAttribute("aria-activedescendant");
}

function show(panel, button, open) {
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

export function close() {
  show($("menu"), $("slash"), false);
  show($("attach"), $("clip"), false);
  active = -1;
  $("input").removeAttribute("aria-activedescendant");
}

function pick(command) {
  $("input").value = "";
  setMode(null);
  grow();
  close();
  send.say(`/${command.name}`, null);
}

// Typing

function grow() {
  const input = $("input");
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 140)}px`;
  $("composer").classList.toggle("filled", Boolean(input.value.trim()));
}

function typed() {
  grow();
  const command = /^\/(\w*)$/.exec($("input").value);
  if (command && mode?.kind !== "edit") list(command[1].toLowerCase());
  else if (!$("menu").hidden) close();
}

async function submit() {
  const text = $("input").value.trim();
  if (!text) return;
  const was = mode;
  $("input").value = "";
  setMode(null);
  grow();
  close();
  const told = await (was?.kind === "edit" ? send.edit(was.id, text) : send.say(text, was?.id ?? null));
  if (told || $("input").value) return;
  $("input").value = text; // it did not arrive: nobody should have to type it twice
  grow();
}

function pressed(event) {
  const menu = !$("menu").hidden;
  if (event.isComposing) return;
  if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    active = (active + step + listed.length + (active < 0 && step < 0 ? 1 : 0)) % listed.length;
    mark();
  } else if (menu && active >= 0 && (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey))) {
    event.preventDefault();
    pick(listed[active]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "ArrowUp" && !$("input").value && !mode && latestMine()) {
    event.preventDefault();
    edit(latestMine().id);
  }
}

// What else can be sent

export async function share() {
  const place = await dialogs.place();
  if (place) send.location(place);
}

export function keys(keyboard) {
  $("keys").hidden = !keyboard;
  if (!keyboard) return;
  $("keys").replaceChildren(
    el("button", { type: "button", class: "key", onclick: share }, keyboard.share),
    el("button", { type: "button", class: "key", onclick: () => send.say(keyboard.leave, null) }, keyboard.leave),
  );
}

export function begin(given) {
  send = given;
  $("input").addEventListener("input", typed);
  $("input").addEventListener("keydown", pressed);
  $("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  $("bar-close").addEventListener("click", () => { cancel(); $("input").focus(); });
  $("slash").addEventListener("click", () => {
    const open = $("menu").hidden;
    close();
    if (open) list("");
    $("input").focus();
  });
  $("clip").addEventListener("click", () => {
    const open = $("attach").hidden;
    close();
    show($("attach"), $("clip"), open);
    if (open) $("attach").querySelector("button").focus();
  });
  $("attach").addEventListener("click", (event) => {
    const kind = event.target.closest("button")?.dataset.kind;
    if (!kind) return;
    close();
    if (kind === "location") share();
    else send.other(kind);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (!$("menu").hidden || !$("attach").hidden) close();
    else if (mode) cancel();
    else return;
    $("input").focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".foot")) close();
  });
}
