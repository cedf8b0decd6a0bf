// Knows how to ask the server, and the latest change that this page has seen.

import { language } from "./dom.js";

export const seen = { version: -1, floor: -1 };

export class Refused extends Error {}

async function read(response) {
  if (response.ok) return response.json();
  const told = await response.json().catch(() => ({}));
  throw new Refused(told.error ?? "Something broke. /start brings you back.");
}

export async function get(path) {
  return read(await fetch(path, { headers: { accept: "application/json" } }));
}

export async function post(path, body = {}) {
  return read(
    await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ language: language.slice(0, 35), after: seen.version, ...body }),
    }),
  );
}
