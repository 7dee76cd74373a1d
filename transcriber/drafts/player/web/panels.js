/* Beside the list: doubts to walk through, voices to choose from, corrections to look over. */

const LEAD = 1;
/** @type {Set<number>} voices that are not shown */
const hiddenVoices = new Set();
const filter = new CSSStyleSheet();
let doubtNow = -1;
let showBefore = false;

function startPanels() {
  document.adoptedStyleSheets = [filter];
  startTabs();
  startDoubts();
  startCourse();
  startVoices();
  startChanges();
}

function startTabs() {
  // Without a course of the meeting (a consultation) there is no such tab.
  const tabs = [...document.querySelectorAll("[role=tab]")].filter((tab) => tab.id !== "tab-course" || data.course.length);
  const choose = (tab) => {
    for (const t of tabs) {
      const on = t === tab;
      t.setAttribute("aria-selected", String(on));
      t.tabIndex = on ? 0 : -1;
      $(t.getAttribute("aria-controls")).hidden = !on;
    }
    if (tab.id === "tab-voices") drawLanes();
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const next = tabs[(i + by + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  });
  $("tab-doubts").textContent = `要確認 ${doubts.length}`;
  $("tab-voices").textContent = `話者 ${voices.length}`;
}

/* -- doubts -- */

function startDoubts() {
  const panel = $("panel-doubts");
  if (!doubts.length) panel.append(make("p", { class: "none" }, "要確認の箇所はありません。印のないところにも誤りはあります。"));
  else {
    const box = make("input", { type: "checkbox", id: "pause", checked: true });
    panel.append(make("label", { class: "option" }, box, "要確認の終わりで止める"));
  }
  const items = make("ol", { class: "cards" });
  doubts.forEach((d, i) => {
    const who = d.said === null ? "" : voices[said[d.said].voice].label;
    const card = make(
      "button",
      { type: "button", class: "card", id: `doubt-${d.number}` },
      make("span", { class: "line" }, make("b", {}, `${d.number} ${d.kind}`), ` ${clock(d.start)} ${who}`),
      make("span", { class: "reason" }, d.reason),
      d.other ? make("span", { class: "other" }, `別の候補：${d.other}`) : null,
    );
    card.addEventListener("click", () => walkTo(i));
    items.append(make("li", {}, card));
  });
  panel.append(items);
  $("doubt-next").addEventListener("click", () => walk(1));
  $("doubt-back").addEventListener("click", () => walk(-1));
  $("doubt-next").disabled = $("doubt-back").disabled = !doubts.length;
  tellDoubt();
}

function tellDoubt() {
  $("doubt-place").textContent = doubts.length ? `${doubtNow < 0 ? "–" : doubtNow + 1} / ${doubts.length}` : "要確認なし";
}

/** The next doubt (1) or the one before (-1): of the one last heard, or of the place of the sound. */
function walk(by) {
  if (!doubts.length) return;
  if (doubtNow >= 0) return walkTo((doubtNow + by + doubts.length) % doubts.length);
  const after = doubts.findIndex((d) => d.start >= audio.currentTime);
  if (by > 0) walkTo(after < 0 ? 0 : after);
  else walkTo((after < 0 ? doubts.length : after || doubts.length) - 1);
}

/** Play doubt `i` from a second before it, show where it is, and what to listen for. */
function walkTo(i) {
  const doubt = doubts[i];
  const card = $(`doubt-${doubt.number}`);
  document.querySelector(".card.now")?.classList.remove("now");
  document.querySelector(".card[aria-current]")?.removeAttribute("aria-current");
  card.classList.add("now", "heard");
  card.setAttribute("aria-current", "true");
  doubtNow = i;
  tellDoubt();
  $("tab-doubts").click();
  const panel = $("panel-doubts");
  panel.scrollTop += card.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  if (doubt.said !== null && hiddenVoices.has(said[doubt.said].voice)) showVoice(said[doubt.said].voice);
  setFollowing(true);
  playFrom(doubt.start - LEAD, $("pause").checked ? doubt.end + LEAD : Infinity);
  if (doubt.said === null) {
    const row = rows.findIndex((r) => r.doubt === i);
    fill(chunks[Math.floor(row / CHUNK)]);
    bring($(`d${doubt.number}`));
  } else bring(rowElement(doubt.said));
}

/** Once more: the doubt that was walked to last, if the sound is still there, else the utterance. */
function again() {
  const doubt = doubts[doubtNow];
  if (doubt && audio.currentTime >= doubt.start - LEAD - 1 && audio.currentTime <= doubt.end + LEAD + 3) walkTo(doubtNow);
  else if (current >= 0) playFrom(said[current].start);
}

/* -- the course of the meeting -- */

function startCourse() {
  $("tab-course").hidden = !data.course.length;
  const items = make("ol", { class: "cards" });
  for (const entry of data.course) {
    const card = make(
      "button",
      { type: "button", class: entry.item ? "card" : "card pause" },
      make("span", { class: "line" }, `${clock(entry.time)} ${entry.title}`),
      entry.result ? make("span", { class: "reason" }, entry.result) : null,
    );
    card.addEventListener("click", () => {
      const { voice } = said[entry.said];
      if (hiddenVoices.has(voice)) showVoice(voice);
      setFollowing(true);
      remember(entry.said);
      playFrom(entry.time);
      bring(rowElement(entry.said));
    });
    items.append(make("li", {}, card));
  }
  $("panel-course").append(items);
}

/* -- voices -- */

function startVoices() {
  const panel = $("panel-voices");
  const all = make("button", { type: "button", class: "small" }, "全員を表示");
  all.addEventListener("click", () => {
    hiddenVoices.clear();
    applyFilter();
  });
  panel.append(all);
  const items = make("ul", { class: "voices" });
  const talk = voices.reduce((sum, v) => sum + v.seconds, 0) || 1;
  voices.forEach((voice, v) => {
    const box = make("input", { type: "checkbox", "data-voice": v, checked: true });
    const only = make("button", { type: "button", class: "small", "aria-label": `この人だけ表示（${voice.label}）` }, "この人だけ");
    const share = `${voice.count}発言　${clock(voice.seconds)}（${Math.round((100 * voice.seconds) / talk)}%）`;
    items.append(
      make(
        "li",
        {},
        make("label", {}, box, badge(v), make("span", { class: "name" }, voice.label)),
        only,
        make("span", { class: "share" }, share),
        make("canvas", { class: "lane", "data-voice": v, "aria-hidden": "true" }),
      ),
    );
    box.addEventListener("change", () => {
      if (box.checked) hiddenVoices.delete(v);
      else hiddenVoices.add(v);
      applyFilter();
    });
    only.addEventListener("click", () => {
      voices.forEach((_, w) => (w === v ? hiddenVoices.delete(w) : hiddenVoices.add(w)));
      applyFilter();
    });
  });
  items.addEventListener("click", (event) => {
    if (!event.target.matches(".lane")) return;
    setFollowing(true);
    playFrom((data.seconds * event.offsetX) / event.target.clientWidth);
  });
  panel.append(items);
}

function showVoice(v) {
  hiddenVoices.delete(v);
  applyFilter();
}

function applyFilter() {
  for (const box of document.querySelectorAll("#panel-voices input")) box.checked = !hiddenVoices.has(Number(box.dataset.voice));
  filter.replaceSync([...hiddenVoices].map((v) => `.said[data-voice="${v}"] { display: none }`).join("\n"));
  estimate();
  if (current >= 0 && !hiddenVoices.has(said[current].voice)) bring(rowElement(current));
}

/* -- corrections -- */

function startChanges() {
  const panel = $("panel-changes");
  const every = said.flatMap((u, i) => u.changes.map((change) => ({ u, i, change })));
  $("tab-changes").textContent = `訂正 ${every.length}`;
  if (!every.length) {
    panel.append(make("p", { class: "none" }, "機械が訂正したところはありません。"));
    return;
  }
  const box = make("input", { type: "checkbox", id: "before" });
  box.addEventListener("change", () => {
    showBefore = box.checked;
    refreshTexts();
  });
  panel.append(make("label", { class: "option" }, box, "本文に訂正前も表示する"));
  const items = make("ol", { class: "cards" });
  for (const { u, i, change } of every) {
    const card = make(
      "button",
      { type: "button", class: "card" },
      make("span", { class: "line" }, make("del", {}, change.before || "（なし）"), " → ", make("ins", {}, change.after || "（削除）")),
      make("span", { class: "reason" }, `${clock(u.start)} ${voices[u.voice].label}　${change.rule}`),
    );
    card.addEventListener("click", () => {
      const part = clauses(u).findLast((c) => c.from <= change.at);
      if (hiddenVoices.has(u.voice)) showVoice(u.voice);
      setFollowing(true);
      playFrom((part?.start ?? u.start) - 0.3);
      bring(rowElement(i));
    });
    items.append(make("li", {}, card));
  }
  panel.append(items);
}
