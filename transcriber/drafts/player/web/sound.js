/* The sound: one audio element, and who wants to know what it does. */

const audio = /** @type {HTMLAudioElement} */ ($("audio"));
const SPEEDS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];
const REMEMBERED = "transcriber.player.speed";
const STEP = 3;

/** Called with the time about ten times a second while playing, and at every jump. @type {((time: number) => void)[]} */
const listeners = [];
let stopAt = Infinity;
let ticking = 0;

/** Play from `time`; pause by itself at `until`. */
function playFrom(time, until = Infinity) {
  stopAt = until;
  audio.currentTime = Math.max(0, time);
  tell();
  start();
}

function start() {
  // Stopped at once by another click: no error. Any other trouble shows itself in the element's error event.
  audio.play().catch(() => {});
}

function toggle() {
  stopAt = Infinity;
  if (audio.paused) start();
  else audio.pause();
}

/** @param {number} by seconds, negative: back */
function step(by) {
  stopAt = Infinity;
  audio.currentTime = Math.min(Math.max(0, audio.currentTime + by), audio.duration || data.seconds);
  tell();
}

/** Slower (-1), faster (1), or as recorded (0). */
function changeSpeed(by) {
  const now = SPEEDS.indexOf(audio.playbackRate);
  setSpeed(by === 0 ? 1 : SPEEDS[Math.min(Math.max(0, now + by), SPEEDS.length - 1)]);
}

function setSpeed(rate) {
  audio.defaultPlaybackRate = audio.playbackRate = rate;
  $("speed").value = String(rate);
  try {
    localStorage.setItem(REMEMBERED, String(rate));
  } catch {
    // A browser that stores nothing for files: the speed is forgotten, nothing else.
  }
}

function tell() {
  const time = audio.currentTime;
  for (const listener of listeners) listener(time);
}

function tick() {
  if (audio.currentTime >= stopAt) {
    stopAt = Infinity;
    audio.pause();
  }
  tell();
}

function startSound() {
  for (const rate of SPEEDS) $("speed").append(make("option", { value: rate }, `${rate.toFixed(rate % 0.25 ? 1 : 2)} 倍`));
  let rate = 1;
  try {
    rate = Number(localStorage.getItem(REMEMBERED)) || 1;
  } catch {
    // as above
  }
  setSpeed(SPEEDS.includes(rate) ? rate : 1);
  $("speed").addEventListener("change", () => setSpeed(Number($("speed").value)));
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => step(-STEP));
  $("ahead").addEventListener("click", () => step(STEP));
  $("whole").textContent = ` / ${clock(data.seconds)}`;
  listeners.push((time) => {
    const shown = clock(time);
    if ($("now").textContent !== shown) $("now").textContent = shown;
  });
  audio.addEventListener("play", () => {
    $("play").textContent = "停止";
    clearInterval(ticking);
    ticking = setInterval(tick, 100);
  });
  audio.addEventListener("pause", () => {
    $("play").textContent = "再生";
    clearInterval(ticking);
    tell();
  });
  audio.addEventListener("seeked", tell);
  audio.addEventListener("error", () => {
    trouble("音声のファイルを開けません。この画面と「資料」フォルダを、同じ場所に置いてください。音声だけ別の所にあるときは、選んでください。保存期間が過ぎて音声が消えたあとは、文字だけを読めます。");
    $("pick").hidden = false;
  });
  audio.addEventListener("loadedmetadata", () => {
    const apart = Math.abs(audio.duration - data.seconds);
    trouble(apart > 2 ? "音声の長さが、この記録の録音と違います。別の録音かもしれません。" : "");
    $("pick").hidden = apart <= 2;
  });
  $("file").addEventListener("change", () => {
    const [file] = $("file").files;
    if (file) audio.src = URL.createObjectURL(file);
  });
  if ("mediaSession" in navigator) {
    navigator.mediaSession.setActionHandler("seekbackward", () => step(-STEP));
    navigator.mediaSession.setActionHandler("seekforward", () => step(STEP));
  }
  audio.src = data.audio;
}

function trouble(text) {
  $("trouble").textContent = text;
  $("trouble").hidden = !text;
}
