// Knows Telegram's subset of HTML: turns it into elements from a whitelist, all else into text.

import { el } from "./dom.js";

const TAGS = {
  b: "strong", strong: "strong", i: "em", em: "em", u: "u", ins: "u", s: "s", strike: "s", del: "s",
  code: "code", pre: "pre", blockquote: "blockquote", a: "a", "tg-spoiler": "span", "tg-time": "span",
};
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"' };
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:|tg:\/\/)/i;
const TOKEN = /<(\/?)([a-z][a-z-]*)((?:\s[^<>]*)?)>|&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);|[^<&]+|[<&]/gi;

function decode(entity) {
  if (entity[0] !== "#") return ENTITIES[entity.toLowerCase()] ?? `&${entity};`;
  const hex = entity[1] === "x" || entity[1] === "X";
  const code = parseInt(entity.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

const plain = (text) => text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]+);/gi, (_, entity) => decode(entity));

function opened(tag, attributes) {
  if (tag === "tg-spoiler") {
    const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" });
    const show = (event) => {
      if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
      if (hidden.classList.contains("open")) return;
      event.preventDefault();
      event.stopPropagation();
      hidden.classList.add("open");
      ["role", "tabindex", "aria-label"].forEach((name) => hidden.removeAttribute(name));
    };
    hidden.addEventListener("click", show);
    hidden.addEventListener("keydown", show);
    return hidden;
  }
  if (tag !== "a") return el(TAGS[tag]);
  const href = plain(/\bhref\s*=\s*"([^"]*)"/i.exec(attributes)?.[1] ?? "");
  return SAFE_LINK.test(href) ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : el("span");
}

export function markup(text) {
  const root = document.createDocumentFragment();
  const open = [{ tag: "", node: root }];
  for (const [whole, closing, name, attributes, entity] of text.matchAll(TOKEN)) {
    const top = open[open.length - 1];
    const tag = name?.toLowerCase();
    if (entity) top.node.append(decode(entity));
    else if (!tag || !Object.hasOwn(TAGS, tag)) top.node.append(whole);
    else if (!closing) {
      const node = opened(tag, attributes);
      top.node.append(node);
      open.push({ tag, node });
    } else {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at > 0) open.length = at;
      else top.node.append(whole);
    }
  }
  root.normalize();
  return root;
}

// The words alone, on one line, for a quotation.
export function words(text) {
  return markup(text).textContent.replace(/\s+/g, " ").trim();
}
