/* What the page knows: the data beside this script, and the questions asked of it. */

/**
 * @typedef {{id: string, voice: number, start: number, end: number, text: string, marks: [number, number][],
 *   doubts: number[], changes: {at: number, before: string, after: string, rule: string}[]}} Said
 * @typedef {{number: number, kind: string, start: number, end: number, reason: string, other: string,
 *   said: number|null}} Doubt
 * @typedef {{label: string, seconds: number, count: number}} Voice
 */

/** @type {{title: string, about: string, seconds: number, audio: string, said: Said[], doubts: Doubt[],
 *   voices: Voice[], joints: number[],
 *   course: {said: number, time: number, title: string, result: string, item: boolean}[]}} */
const data = JSON.parse(document.getElementById("data").textContent);
const { said, doubts, voices } = data;

/** @param {string} id */
const $ = (id) => document.getElementById(id);
const place = new Map(said.map((u, i) => [u.id, i]));

/** 754.2 → 0:12:34 @param {number} seconds */
function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

function two(n) {
  return String(n).padStart(2, "0");
}

/** 1:02:03, 62:03 or 全角 → seconds; null if it is no time. @param {string} text */
function seconds(text) {
  const parts = text.normalize("NFKC").trim().match(/^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/);
  return parts ? Number(parts[1] || 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3]) : null;
}

/** The last of `list` that has begun at `time`; -1 before the first. @param {{start: number}[]} list */
function begun(list, time) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].start <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The parts of an utterance that can be played for themselves, with their times. Between two marks of the transcript (or
 * the utterance's ends) time is shared out by characters.
 * @param {Said} u @returns {{from: number, to: number, start: number, end: number}[]}
 */
function clauses(u) {
  const known = [[0, u.start], ...u.marks, [u.text.length, u.end]];
  const at = (position) => {
    let k = 1;
    while (k < known.length - 1 && known[k][0] <= position) k++;
    const [p0, t0] = known[k - 1];
    const [p1, t1] = known[k];
    return p1 > p0 ? t0 + ((t1 - t0) * (position - p0)) / (p1 - p0) : t0;
  };
  const parts = [];
  let from = 0;
  for (const match of u.text.matchAll(/[。？！?!]+[」』）)]*|[、，]/g)) {
    const to = match.index + match[0].length;
    parts.push({ from, to, start: at(from), end: at(to) });
    from = to;
  }
  if (from < u.text.length || !parts.length) parts.push({ from, to: u.text.length, start: at(from), end: u.end });
  return parts;
}

/** An element with text and attributes. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((c) => c !== null && c !== undefined));
  return element;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
