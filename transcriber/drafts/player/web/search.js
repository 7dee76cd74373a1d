/* Search: in the data, not in the page, so that it finds what is not drawn yet. */

/** @type {{said: number, from: number, to: number, now?: boolean}[]} */
let hits = [];
/** @type {Map<number, {from: number, to: number, now?: boolean}[]>} */
let hitsBy = new Map();
let hitNow = -1;
let folded = null;

/** Each character as it is compared: full and half width, upper and lower case, kata- and hiragana are alike. */
function fold(text) {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    let c = text[i].normalize("NFKC").toLowerCase();
    if (c.length !== 1) c = text[i];
    const code = c.charCodeAt(0);
    out += code >= 0x30a1 && code <= 0x30f6 ? String.fromCharCode(code - 0x60) : c;
  }
  return out;
}

function hitsIn(i) {
  return hitsBy.get(i) ?? [];
}

function search() {
  const query = $("query").value.trim();
  hits = [];
  hitsBy = new Map();
  hitNow = -1;
  const wanted = fold(query);
  if (wanted && seconds(query) === null && !place.has(query)) {
    folded ??= said.map((u) => fold(u.text));
    folded.forEach((text, i) => {
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const hit = { said: i, from: at, to: at + wanted.length };
        hits.push(hit);
        if (!hitsBy.has(i)) hitsBy.set(i, []);
        hitsBy.get(i).push(hit);
      }
    });
  }
  tellHits();
  refreshTexts();
}

function tellHits() {
  const query = $("query").value.trim();
  const jump = seconds(query) !== null || place.has(query);
  $("hits").textContent = !query ? "" : jump ? "Enter で移動" : hits.length ? `${hitNow < 0 ? "" : `${hitNow + 1} / `}${hits.length} 件` : "0 件";
  $("hit-back").disabled = $("hit-next").disabled = !hits.length;
}

/** The next hit (1) or the one before (-1), from where the person is. */
function goToHit(by) {
  const query = $("query").value.trim();
  const time = seconds(query);
  if (place.has(query)) return goTo(place.get(query));
  if (time !== null) {
    const i = Math.max(0, begun(said, time));
    goTo(i);
    audio.currentTime = Math.min(time, data.seconds);
    return;
  }
  if (!hits.length) return;
  if (hitNow >= 0) hits[hitNow].now = false;
  if (hitNow < 0) {
    const from = Math.max(0, current);
    const first = hits.findIndex((h) => h.said >= from);
    hitNow = by > 0 ? Math.max(0, first) : (first <= 0 ? hits.length : first) - 1;
  } else hitNow = (hitNow + by + hits.length) % hits.length;
  hits[hitNow].now = true;
  const { voice } = said[hits[hitNow].said];
  if (hiddenVoices.has(voice)) showVoice(voice);
  if (!audio.paused) setFollowing(false);
  tellHits();
  refreshTexts();
  const row = rowElement(hits[hitNow].said);
  const chunk = chunks[Math.floor(rowOf.get(hits[hitNow].said) / CHUNK)];
  if (chunk.stale) refresh(chunk);
  bring(row.querySelector("mark.now") ?? row);
}

function startSearch() {
  let waiting = 0;
  $("query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  $("query").addEventListener("keydown", (event) => {
    if (event.isComposing || event.key !== "Enter") return;
    clearTimeout(waiting);
    if (hitNow < 0) search();
    goToHit(event.shiftKey ? -1 : 1);
  });
  $("hit-next").addEventListener("click", () => goToHit(1));
  $("hit-back").addEventListener("click", () => goToHit(-1));
  tellHits();
}
