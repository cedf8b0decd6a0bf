// Knows how the page works as a whole: asks the server, shows what it says, sends what is done.

import { get, post, Refused, seen } from "./api.js";
import * as bubbles from "./bubbles.js";
import * as clock from "./clock.js";
import * as composer from "./composer.js";
import * as dialogs from "./dialogs.js";
import { $, language, still } from "./dom.js";

const RETRY = 1500; // milliseconds
const TYPES_AFTER = 160; // milliseconds without an answer before the bot is seen typing
let unread = 0;
let waiting = 0;

// Scrolling

const low = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < 80;
let held = true; // whether the log is held at its end

let gliding = false; // on the way to the end

function glide(top, smooth) {
  const far = Math.abs($("scroll").scrollTop - top) > 1.5 * $("scroll").clientHeight;
  $("scroll").scrollTo({ top, behavior: smooth && !far && !still() ? "smooth" : "instant" });
}

function down(smooth) {
  held = gliding = true;
  glide($("scroll").scrollHeight, smooth);
  note(0);
}

// Shows a message from its beginning where it is too tall to be seen whole.
function reveal(id, smooth) {
  const node = bubbles.node(id);
  const tall = node && node.offsetHeight > $("scroll").clientHeight - 20;
  if (!tall) return down(smooth);
  held = gliding = false;
  glide(node.offsetTop - 8, smooth);
}

function settle() {
  if (gliding && !low()) return;
  gliding = false;
  held = low();
  $("latest").hidden = held && !unread;
  if (held && unread && !document.hidden) note(0);
}

function note(count) {
  unread = count;
  $("latest").hidden = held && !count;
  $("latest-count").textContent = count ? String(count) : "";
  $("latest").setAttribute("aria-label", count ? `${count} new, go to the latest` : "Go to the latest message");
  document.title = count ? `(${count}) Unhunch, simulated` : "Unhunch, simulated";
}

// What the server tells

function apply(told) {
  if (told.version < seen.floor) return; // an answer from before the chat was started over
  const first = seen.version < 0 || told.all;
  if (told.all) {
    bubbles.clear();
    composer.cancel();
    seen.floor = told.version;
    seen.version = told.version;
  }
  const newest = told.version >= seen.version; // answers may overtake each other
  seen.version = Math.max(seen.version, told.version);
  const zoned = newest && clock.set(told.clock);
  const news = [];
  let touched = null; // the bot's message that this answer is about
  for (const one of told.messages) {
    const put = bubbles.put(one, first);
    if (put === "new") news.push(one);
    if ((put === "new" || put === "changed") && !one.mine) touched = one.id;
  }
  told.gone.forEach((id) => { bubbles.remove(id); composer.forget(id); });
  if (zoned) bubbles.retime();
  else bubbles.separate();
  if (newest) composer.keys(told.keyboard);
  $("hello").hidden = Boolean($("log").childElementCount);
  if (news.length || first) composer.ask(news.filter((one) => !one.mine).at(-1));
  const pings = first ? [] : news.filter((one) => one.unasked);
  if (pings.some((one) => !one.silent)) buzz();
  if (first || waiting || held || news.some((one) => one.mine)) {
    if (touched || news.length) reveal(touched, !first);
    else if (held && told.messages.length) down(true);
    if (document.hidden && !first) note(unread + news.length);
  } else {
    note(unread + news.length);
  }
}

function buzz() {
  $("phone").classList.remove("buzz");
  void $("phone").offsetWidth; // restarts the animation
  $("phone").classList.add("buzz");
}

async function listen() {
  let lost = false;
  for (;;) {
    try {
      apply(await get(`/events?after=${seen.version}${lost ? "&now" : ""}`));
      lost = false;
    } catch {
      lost = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
    $("offline").hidden = !lost;
  }
}

// What the person does

async function act(path, body) {
  waiting += 1;
  const typing = setTimeout(() => type(true), TYPES_AFTER);
  try {
    const told = await post(path, body);
    apply(told);
    return told;
  } catch (error) {
    dialogs.toast(error instanceof Refused ? error.message : "The simulator is not answering.", true);
    return null;
  } finally {
    clearTimeout(typing);
    waiting -= 1;
    if (!waiting) type(false);
  }
}

function type(on) {
  $("typing").hidden = !on;
  $("status").textContent = on ? "typing…" : "in your browser";
  if (on && held) down(false);
}

async function tap(message, line, button) {
  if (button.getAttribute("aria-busy") === "true") return; // a second click on the same press
  button.setAttribute("aria-busy", "true");
  const told = await act("/tap", { message, line });
  button.removeAttribute("aria-busy");
  dialogs.answer(told?.toast);
}

async function turn(button) {
  const buttons = [...$("turns").querySelectorAll("button")];
  if (buttons.some((one) => one.getAttribute("aria-busy") === "true")) return;
  button.setAttribute("aria-busy", "true");
  const next = "next" in button.dataset;
  try {
    const told = await post("/turn", next ? {} : { seconds: Number(button.dataset.seconds) });
    apply(told);
    if (next && !told.news) dialogs.toast("Nothing is due. Reminders can be set with the bot.");
  } catch (error) {
    dialogs.toast(error instanceof Refused ? error.message : "The simulator is not answering.", true);
  }
  button.removeAttribute("aria-busy");
}

// Colours

function colours(choice) {
  const dark = choice ? choice === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (choice) document.documentElement.dataset.theme = choice;
  $("theme").setAttribute("aria-pressed", String(dark));
  $("theme").title = dark ? "Light colours" : "Dark colours";
  $("theme").querySelector("use").setAttribute("href", dark ? "#i-sun" : "#i-moon");
  return dark;
}

// The choice stays in this browser, where it lets pages keep anything.
function chosen(next) {
  try {
    if (next) localStorage.setItem("colours", next);
    return localStorage.getItem("colours");
  } catch {
    return next ?? document.documentElement.dataset.theme;
  }
}

function begin() {
  colours(chosen());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => colours(chosen()));
  $("theme").addEventListener("click", () => colours(chosen(colours(chosen()) ? "light" : "dark")));
  $("over").addEventListener("click", async () => {
    if (await dialogs.confirm()) await act("/restart", {});
  });
  $("start").addEventListener("click", () => act("/say", { text: "/start", reply: null }));
  $("turns").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) turn(button);
  });
  $("latest").addEventListener("click", () => down(true));
  $("scroll").addEventListener("scroll", settle);
  for (const moved of ["scrollend", "wheel", "touchmove", "keydown"]) {
    $("scroll").addEventListener(moved, () => { gliding = false; settle(); }, { passive: true });
  }
  document.addEventListener("visibilitychange", settle);
  new ResizeObserver(() => { if (held) down(false); }).observe($("scroll"));
  clock.begin();
  bubbles.begin({ tap, reply: composer.reply, edit: composer.edit, grown: () => { if (held) down(false); } });
  composer.begin({
    say: (text, reply) => act("/say", { text, reply }),
    edit: (message, text) => act("/edit", { message, text }),
    location: (place) => act("/location", place),
    other: (kind) => act("/other", { kind }),
  });
}

async function open() {
  begin();
  for (;;) {
    try {
      const told = await get(`/state?language=${encodeURIComponent(language)}`);
      composer.setMenu(told.menu);
      $("description").textContent = told.description;
      apply(told);
      $("offline").hidden = true;
      break;
    } catch {
      $("offline").hidden = false;
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }
  listen();
}

open();
