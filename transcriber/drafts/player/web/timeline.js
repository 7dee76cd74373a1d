/* The timeline: a lane for each voice, doubts above them, and the place of the sound. */

const LANES = 8;
const FLAGS = 9;
const strip = $("timeline");
let drawing = 0;

/** Lane of each voice: the first ones have their own, all others share the last. */
const lane = laneOfVoices();

function laneOfVoices() {
  const order = voices.map((_, v) => v).sort((a, b) => voices[b].seconds - voices[a].seconds);
  const own = new Set(order.length > LANES ? order.slice(0, LANES - 1) : order);
  let next = 0;
  return voices.map((_, v) => (own.has(v) ? next++ : LANES - 1));
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { voices: [...Array(8).keys()].map((v) => of(`--v${v}`)), doubt: of("--doubt"), line: of("--line") };
}

function prepared(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.max(1, width * ratio);
  canvas.height = Math.max(1, height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  return { pen, width, height };
}

function drawTimeline() {
  const count = Math.min(LANES, voices.length || 1);
  const high = Math.max(5, Math.min(12, Math.floor(48 / count)));
  strip.style.blockSize = `${FLAGS + count * high + 3}px`;
  const { pen, width, height } = prepared(strip.querySelector("canvas"));
  const paint = colours();
  const x = (time) => (width * time) / (data.seconds || 1);
  pen.fillStyle = paint.line;
  for (const joint of data.joints) pen.fillRect(x(joint), 0, 1, height);
  for (const u of said) {
    pen.fillStyle = paint.voices[u.voice % 8];
    pen.fillRect(x(u.start), FLAGS + lane[u.voice] * high, Math.max(1, x(u.end) - x(u.start)), high - 1);
  }
  pen.fillStyle = paint.doubt;
  // So many that flags would run into each other: thin lines, whose density still says where to look.
  const dense = doubts.length > width / 10;
  for (const d of doubts) {
    const at = x(d.start);
    if (dense) {
      pen.fillRect(at, 0, 0.5, FLAGS - 2);
      continue;
    }
    pen.beginPath();
    pen.moveTo(at - 3, 0);
    pen.lineTo(at + 3, 0);
    pen.lineTo(at, FLAGS - 2);
    pen.fill();
  }
}

function drawLanes() {
  const paint = colours();
  for (const canvas of document.querySelectorAll(".lane")) {
    const { pen, width, height } = prepared(canvas);
    const voice = Number(canvas.dataset.voice);
    pen.fillStyle = paint.voices[voice % 8];
    for (const u of said) {
      if (u.voice === voice) pen.fillRect((width * u.start) / data.seconds, 0, Math.max(1, (width * (u.end - u.start)) / data.seconds), height);
    }
  }
}

function redraw() {
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(() => {
    drawTimeline();
    if (!$("panel-voices").hidden) drawLanes();
    movePlayhead(audio.currentTime);
  });
}

function movePlayhead(time) {
  $("head").style.transform = `translateX(${(strip.clientWidth * time) / (data.seconds || 1)}px)`;
}

function startTimeline() {
  strip.setAttribute("aria-valuemax", String(Math.floor(data.seconds)));
  const timeAt = (event) => Math.min(Math.max(0, ((event.clientX - strip.getBoundingClientRect().left) / strip.clientWidth) * data.seconds), data.seconds);
  strip.addEventListener("click", (event) => {
    const time = timeAt(event);
    // A flag is only a few pixels wide: a click beside it means it.
    const reach = (5 / strip.clientWidth) * data.seconds;
    const onFlags = event.clientY - strip.getBoundingClientRect().top < FLAGS;
    const flag = onFlags ? doubts.findIndex((d) => Math.abs(d.start - time) <= reach) : -1;
    if (flag >= 0) return walkTo(flag);
    setFollowing(true);
    playFrom(time);
  });
  strip.addEventListener("keydown", (event) => {
    const jump = { Home: -Infinity, End: Infinity, PageUp: -60, PageDown: 60 }[event.key];
    if (!jump) return;
    event.preventDefault();
    step(jump);
  });
  strip.addEventListener("pointermove", (event) => {
    const time = timeAt(event);
    const i = begun(said, time);
    const who = i >= 0 && said[i].end >= time ? ` ${voices[said[i].voice].label}` : "";
    const tip = $("tip");
    tip.hidden = false;
    tip.textContent = clock(time) + who;
    const left = event.clientX - strip.getBoundingClientRect().left;
    tip.style.insetInlineStart = `${Math.min(left, strip.clientWidth - tip.offsetWidth - 4)}px`;
  });
  strip.addEventListener("pointerleave", () => ($("tip").hidden = true));
  let told = -1;
  listeners.push((time) => {
    movePlayhead(time);
    if (Math.floor(time) === told) return;
    told = Math.floor(time);
    strip.setAttribute("aria-valuenow", String(told));
    strip.setAttribute("aria-valuetext", clock(time));
  });
  addEventListener("resize", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  redraw();
}
