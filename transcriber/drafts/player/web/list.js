/*
 * The list of utterances. It is made in chunks: empty boxes of about the right height first, each filled when it comes
 * near the window, the rest whenever the browser has nothing to do. The browser lays out only what is near the window
 * (content-visibility in style.css), so that length does not matter.
 */

const CHUNK = 40;
const list = $("list");

/** What stands in the list, in order of time: utterances, doubts between them, and joints of the recording. */
const rows = inOrder();
/** @type {{box: HTMLElement, first: number, filled: boolean, stale: boolean}[]} */
const chunks = [];
const rowOf = new Map();
rows.forEach((row, i) => row.said !== undefined && rowOf.set(row.said, i));
const near = new Set();
let current = -1;
let currentClause = null;
let following = true;

function inOrder() {
  const all = data.joints.map((at) => ({ at, order: 0, joint: true }));
  doubts.forEach((d, doubt) => d.said === null && all.push({ at: d.start, order: 1, doubt }));
  data.course.forEach((entry, course) => entry.item && all.push({ at: said[entry.said].start, order: 1.5, course }));
  said.forEach((u, i) => all.push({ at: u.start, order: 2, said: i }));
  // Utterances keep the order of the draft, whatever their times say.
  return all.sort((a, b) => a.at - b.at || a.order - b.order || (a.said ?? 0) - (b.said ?? 0));
}

function startList() {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const chunk = chunks[Number(entry.target.dataset.chunk)];
        if (entry.isIntersecting) near.add(chunk);
        else near.delete(chunk);
        if (entry.isIntersecting) fill(chunk);
      }
    },
    { rootMargin: "1200px 0px" },
  );
  for (let first = 0; first < rows.length; first += CHUNK) {
    const box = make("div", { class: "chunk", role: "list", "data-chunk": chunks.length });
    chunks.push({ box, first, filled: false, stale: false });
    list.append(box);
  }
  estimate();
  for (const chunk of chunks) observer.observe(chunk.box);
  fillInSpareTime(0);
  addEventListener("beforeprint", () => chunks.forEach(fill));
  list.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-doubt]")) {
      walkTo(Number(target.closest("[data-doubt]").dataset.doubt));
      return;
    }
    const row = target.closest(".said");
    if (!row || String(getSelection())) return;
    const part = target.closest("[data-at]");
    const i = Number(row.dataset.said);
    setFollowing(true);
    remember(i);
    playFrom(part ? Number(part.dataset.at) : said[i].start);
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest?.(".said");
    if (!by || !row || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    focusOn(nextShown(Number(row.dataset.said), by));
  });
  listeners.push(show);
  for (const kind of ["wheel", "touchmove"]) addEventListener(kind, leave, { passive: true });
}

/** The person scrolls: stay where they are. */
function leave(event) {
  if (event?.target?.closest?.("aside, header, dialog")) return;
  if (!audio.paused) setFollowing(false);
}

/** Heights before anything is laid out: from the number of characters, so that the scroll bar does not jump about. */
function estimate() {
  const wide = Math.max(12, (list.clientWidth || 800) / 17 - 9);
  for (const chunk of chunks) {
    let height = 0;
    for (const row of rows.slice(chunk.first, chunk.first + CHUNK)) {
      if (row.said === undefined) height += 48;
      else if (!hiddenVoices.has(said[row.said].voice)) height += 52 + 29 * Math.ceil(said[row.said].text.length / wide);
    }
    chunk.box.hidden = height === 0;
    chunk.box.style.containIntrinsicBlockSize = `auto ${height}px`;
  }
}

function fillInSpareTime(from) {
  const wait = window.requestIdleCallback ?? ((f) => setTimeout(() => f({ timeRemaining: () => 8 }), 30));
  wait((deadline) => {
    let i = from;
    do {
      if (i >= chunks.length) {
        document.body.dataset.complete = "";
        return;
      }
      fill(chunks[i++]);
    } while (deadline.timeRemaining() > 6);
    fillInSpareTime(i);
  });
}

function fill(chunk) {
  if (chunk.filled) {
    if (chunk.stale) refresh(chunk);
    return;
  }
  chunk.filled = true;
  chunk.stale = false;
  const made = document.createDocumentFragment();
  for (const row of rows.slice(chunk.first, chunk.first + CHUNK)) {
    if (row.said !== undefined) made.append(utterance(row.said));
    else if (row.course !== undefined) made.append(heading(row.course));
    else if (row.joint) made.append(make("p", { class: "between", role: "listitem" }, "（ここで録音が切り替わります）"));
    else made.append(between(row.doubt));
  }
  chunk.box.replaceChildren(made);
}

function refresh(chunk) {
  chunk.stale = false;
  for (const row of chunk.box.querySelectorAll(".said")) {
    const i = Number(row.dataset.said);
    row.querySelector(".text").replaceWith(text(i));
  }
  currentClause = null;
}

/** Texts have to be made again (search, corrections): at once where they are seen, elsewhere when they come near. */
function refreshTexts() {
  for (const chunk of chunks) chunk.stale = chunk.filled;
  for (const chunk of near) fill(chunk);
}

function utterance(i) {
  const u = said[i];
  const voice = voices[u.voice];
  const time = make(
    "button",
    { class: "time", type: "button", tabindex: i === Math.max(0, current) ? 0 : -1, "aria-label": `${clock(u.start)} ${voice.label} ここから再生` },
    clock(u.start),
  );
  const who = make("span", { class: "who" }, badge(u.voice), make("span", { class: "name" }, voice.label));
  const row = make("div", { class: "said", role: "listitem", id: u.id, "data-said": i, "data-voice": u.voice }, time, who, text(i));
  if (u.doubts.length) {
    const marks = make("p", { class: "marks" });
    for (const d of u.doubts) marks.append(doubtMark(d));
    row.append(marks);
  }
  if (i === current) light(row, true);
  return row;
}

function heading(entry) {
  const { title, result } = data.course[entry];
  return make("div", { class: "heading-row", role: "listitem" }, make("h2", {}, title, result ? `（${result}）` : ""));
}

function between(d) {
  const doubt = doubts[d];
  const what = doubt.kind === "聞き取れず" ? "聞き取れなかった区間" : doubt.kind;
  return make(
    "div",
    { class: "between", role: "listitem", id: `d${doubt.number}` },
    `〔${what} ${clock(doubt.start)}–${clock(doubt.end)}〕 `,
    doubtMark(d),
  );
}

function doubtMark(d) {
  const { number, kind, reason } = doubts[d];
  return make("button", { class: "doubt", type: "button", "data-doubt": d, title: reason }, `要確認 ${number} ${kind}`);
}

function badge(voice) {
  return make("span", { class: `badge v${voice % 8}`, "aria-hidden": "true" }, String(voice + 1));
}

/** The text in spans that can be played, with search hits, corrections and doubtful parts marked. */
function text(i) {
  const u = said[i];
  const p = make("p", { class: "text" });
  const marked = u.doubts.map((d) => doubts[d]);
  const found = hitsIn(i);
  for (const part of clauses(u)) {
    const span = make("span", { class: "part", "data-at": part.start.toFixed(2) });
    if (marked.some((d) => d.start < part.end - 0.05 && d.end > part.start + 0.05)) span.classList.add("doubtful");
    append(span, u, part.from, part.to, found);
    p.append(span);
  }
  return p;
}

/** Characters `from`–`to` of `u`, cut where hits and corrections begin and end. */
function append(parent, u, from, to, found) {
  const cuts = new Set([from, to]);
  const inside = (n) => n > from && n < to && cuts.add(n);
  for (const c of u.changes) [c.at, c.at + c.after.length].forEach(inside);
  for (const h of found) [h.from, h.to].forEach(inside);
  const order = [...cuts].sort((a, b) => a - b);
  for (const c of u.changes) {
    if (!c.after && c.at >= from && (c.at < to || (to === u.text.length && c.at === to)) && !order.includes(c.at)) order.push(c.at);
  }
  order.sort((a, b) => a - b);
  const gone = (at) => u.changes.filter((c) => !c.after && c.at === at);
  for (let k = 0; k < order.length; k++) {
    const [a, b] = [order[k], order[k + 1]];
    for (const c of gone(a)) if (showBefore && (a < to || to === u.text.length)) parent.append(make("del", {}, c.before));
    if (b === undefined || b <= a) continue;
    let piece = document.createTextNode(u.text.slice(a, b));
    const hit = found.find((h) => h.from <= a && b <= h.to);
    if (hit) piece = make("mark", { class: hit.now ? "now" : null }, piece);
    const change = u.changes.find((c) => c.after && c.at <= a && b <= c.at + c.after.length);
    if (change) {
      if (showBefore && change.at === a) parent.append(make("del", {}, change.before));
      piece = make("ins", { title: `訂正前「${change.before}」（${change.rule}）` }, piece);
    }
    parent.append(piece);
  }
}

/** The row of utterance `i`, made if need be. */
function rowElement(i) {
  const chunk = chunks[Math.floor(rowOf.get(i) / CHUNK)];
  fill(chunk);
  return $(said[i].id);
}

/** The sound is at `time`: mark the utterance and the part of it that is heard, and keep it in sight. */
function show(time) {
  const i = Math.max(0, begun(said, time + 0.05));
  if (!said.length) return;
  if (i !== current) {
    const before = current >= 0 ? $(said[current].id) : null;
    if (before) light(before, false);
    current = i;
    light(rowElement(i), true);
    if (following && !audio.paused) remember(i);
  }
  const row = $(said[i].id);
  const parts = [...row.querySelectorAll(".part")];
  const part = parts.findLast((p) => Number(p.dataset.at) <= time + 0.05) ?? null;
  if (part !== currentClause) {
    currentClause?.classList.remove("heard");
    part?.classList.add("heard");
    currentClause = part;
    if (following && !audio.paused) keepInSight(part ?? row);
  }
}

function light(row, on) {
  row.classList.toggle("now", on);
  if (on) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
  row.querySelector(".time").tabIndex = on ? 0 : -1;
}

/** Height of the header, and of what is left below it (in a narrow window the clues lie at the lower edge). */
function view() {
  const top = $("top").offsetHeight;
  const aside = document.querySelector("aside");
  const sheet = aside.offsetWidth > innerWidth / 2 ? aside.offsetHeight : 0;
  return { top, room: innerHeight - top - sheet };
}

function keepInSight(element) {
  const { top, room } = view();
  const at = element.getBoundingClientRect();
  if (at.top >= top + 8 && at.bottom <= top + room * 0.75) return;
  bring(element, Math.abs(at.top - top) < 1.5 * innerHeight && !calm.matches);
}

/** Scroll so that `element` stands in the upper third; again after layout, as heights above it were estimates. */
function bring(element, smoothly = false) {
  const aim = () => {
    const { top, room } = view();
    return scrollY + element.getBoundingClientRect().top - top - room * 0.22;
  };
  scrollTo({ top: aim(), behavior: smoothly ? "smooth" : "instant" });
  if (!smoothly) {
    requestAnimationFrame(() => {
      scrollTo({ top: aim(), behavior: "instant" });
      requestAnimationFrame(() => scrollTo({ top: aim(), behavior: "instant" }));
    });
  }
}

function setFollowing(on) {
  following = on;
  $("follow").setAttribute("aria-pressed", String(on));
  $("return").hidden = on;
}

function toggleFollowing() {
  setFollowing(!following);
  if (following && current >= 0) bring(rowElement(current));
}

function nextShown(i, by) {
  let next = i + by;
  while (said[next] && hiddenVoices.has(said[next].voice)) next += by;
  return said[next] ? next : i;
}

function focusOn(i) {
  const row = rowElement(i);
  const old = list.querySelector('.time[tabindex="0"]');
  if (old) old.tabIndex = -1;
  const time = row.querySelector(".time");
  time.tabIndex = 0;
  time.focus({ preventScroll: true });
  keepInSight(row);
}

/** The address says where we are: a reload comes back here, and it is the id that Word's bookmark has. */
function remember(i) {
  if (location.hash !== `#${said[i].id}`) history.replaceState(null, "", `#${said[i].id}`);
}

/** Go where the address says: #u0012 as in Word's bookmarks. Whether there is such a place. */
function goToFragment() {
  const i = place.get(decodeURIComponent(location.hash.slice(1)));
  if (i === undefined) return false;
  goTo(i);
  return true;
}

/** Show utterance `i` and make it the place to play from, without playing. */
function goTo(i) {
  stopAt = Infinity;
  if (audio.readyState) audio.currentTime = said[i].start;
  else audio.addEventListener("loadedmetadata", () => (audio.currentTime = said[i].start), { once: true });
  setFollowing(true);
  show(said[i].start + 0.01);
  bring(rowElement(i));
}
