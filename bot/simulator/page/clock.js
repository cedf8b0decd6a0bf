// Knows the turned clock: its dial, its date, and how it moves on between two answers.

import { $, language, still, svg } from "./dom.js";

const SPIN = 900; // milliseconds that the hands take for a turn of the clock
let base = { at: Date.now() / 1000, from: performance.now() };
let zone;
let offset = 0;
let shown = null; // epoch seconds that the dial shows; null before the first reading
let spin = null;
let form = formats();

function formats() {
  const timeZone = zone || undefined;
  const make = (options) => {
    try {
      return new Intl.DateTimeFormat(language, { timeZone, ...options });
    } catch {
      return new Intl.DateTimeFormat(language, options); // a zone that this browser does not know
    }
  };
  return {
    time: make({ hour: "2-digit", minute: "2-digit" }),
    date: make({ weekday: "long", day: "numeric", month: "long" }),
    day: make({ year: "numeric", month: "2-digit", day: "2-digit" }),
    parts: new Intl.DateTimeFormat("en-GB", {
      timeZone: make({}).resolvedOptions().timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }),
    zone: make({}).resolvedOptions().timeZone,
  };
}

export const now = () => base.at + (performance.now() - base.from) / 1000;
export const time = (at) => form.time.format(at * 1000);
export const date = (at) => form.date.format(at * 1000);
export const day = (at) => form.day.format(at * 1000);

function ahead() {
  if (offset < 30) return "";
  const minutes = Math.round(offset / 60);
  const parts = [[Math.floor(minutes / 1440), "d"], [Math.floor(minutes / 60) % 24, "h"], [minutes % 60, "min"]];
  return `${parts.filter(([n]) => n).slice(0, 2).map(([n, unit]) => `${n} ${unit}`).join(" ")} ahead`;
}

function draw(at) {
  shown = at;
  $("time").textContent = time(at);
  $("time").dateTime = new Date(at * 1000).toISOString();
  $("date").textContent = date(at);
  const [hours, minutes] = form.parts.format(at * 1000).split(":").map(Number);
  const day = hours * 60 + minutes + (at % 60) / 60;
  $("hour").style.transform = `rotate(${(day / 720) * 360}deg)`;
  $("minute").style.transform = `rotate(${((day % 60) / 60) * 360}deg)`;
  $("orbit").style.transform = `rotate(${(day / 1440) * 360 + 180}deg)`;
  const phase = hours < 5 || hours >= 21 ? "night" : hours < 8 ? "dawn" : hours < 18 ? "day" : "dusk";
  if (document.documentElement.dataset.phase !== phase) document.documentElement.dataset.phase = phase;
}

// Called with each reading; true when the zone changed, so that times have to be written anew.
export function set(clock) {
  const changed = zone !== clock.zone;
  zone = clock.zone;
  offset = clock.offset;
  if (changed) form = formats();
  base = { at: clock.now, from: performance.now() };
  $("zone").textContent = [form.zone.replaceAll("_", " "), ahead()].filter(Boolean).join(" · ");
  if (shown === null || still() || document.hidden) draw(now());
  else if (Math.abs(now() - shown) > 90) start();
  return changed;
}

function start() {
  if (spin) cancelAnimationFrame(spin.frame);
  spin = { from: shown, since: performance.now() };
  const step = () => {
    const part = Math.min(1, (performance.now() - spin.since) / SPIN);
    const eased = 1 - (1 - part) ** 3;
    draw(spin.from + (now() - spin.from) * eased);
    if (part < 1) spin.frame = requestAnimationFrame(step);
    else spin = null;
  };
  spin.frame = requestAnimationFrame(step);
}

export function begin() {
  for (let hour = 0; hour < 12; hour += 1) {
    const long = hour % 3 === 0;
    const tick = svg("line", { x1: 100, x2: 100, y1: 32, y2: long ? 42 : 37, transform: `rotate(${hour * 30} 100 100)` });
    if (long) tick.setAttribute("class", "long");
    $("ticks").append(tick);
  }
  setInterval(() => { if (!spin && shown !== null) draw(now()); }, 1000);
}
