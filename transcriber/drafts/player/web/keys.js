/* Keys: one table serves the keyboard and the help panel. */

const KEYS = [
  { keys: ["Space"], shown: "Space", what: "再生・停止", run: toggle },
  { keys: ["ArrowLeft"], shown: "←", what: "3秒戻る", run: () => step(-STEP) },
  { keys: ["ArrowRight"], shown: "→", what: "3秒進む", run: () => step(STEP) },
  { keys: ["Shift+ArrowLeft"], shown: "Shift+←", what: "10秒戻る", run: () => step(-10) },
  { keys: ["Shift+ArrowRight"], shown: "Shift+→", what: "10秒進む", run: () => step(10) },
  { keys: ["KeyR"], shown: "R", what: "もう一度（要確認、または発言の初めから）", run: again },
  { keys: ["KeyP"], shown: "P", what: "前の発言", run: () => neighbour(-1) },
  { keys: ["KeyN"], shown: "N", what: "次の発言", run: () => neighbour(1) },
  { keys: ["KeyD"], shown: "D", what: "次の要確認（1秒前から再生）", run: () => walk(1) },
  { keys: ["Shift+KeyD"], shown: "Shift+D", what: "前の要確認", run: () => walk(-1) },
  { keys: ["-", "BracketLeft"], shown: "-", what: "遅くする", run: () => changeSpeed(-1) },
  { keys: ["+", ";", "BracketRight"], shown: "+", what: "速くする", run: () => changeSpeed(1) },
  { keys: ["0"], shown: "0", what: "ふつうの速さ", run: () => changeSpeed(0) },
  { keys: ["KeyF"], shown: "F", what: "追従（再生中の発言を画面に出し続ける）", run: toggleFollowing },
  { keys: ["/", "Control+KeyF"], shown: "/　Ctrl+F", what: "検索", run: () => $("query").select() },
  { keys: ["KeyT"], shown: "T", what: "時間の帯を出す・たたむ", run: () => changeFold(0) },
  { keys: ["KeyC"], shown: "C", what: "手がかり（要確認、議事、話者、訂正）を出す・たたむ", run: () => changeFold(1) },
  { keys: ["?", "KeyH"], shown: "?　H", what: "この説明", run: () => $("manual").showModal() },
];
const FURTHER = [
  ["Enter　Shift+Enter", "検索中：次の結果、前の結果。時刻や番号なら、そこへ移動"],
  ["Esc", "検索をやめて、発言の一覧に戻る"],
  ["↑　↓", "発言の時刻を選んでいるとき：前後の発言を選ぶ。Enter で再生"],
  ["Tab", "次のボタンへ"],
];

function neighbour(by) {
  // Shortly after the beginning, "previous" means the one before; later, the beginning of this one.
  const here = Math.max(0, current);
  const i = by < 0 && audio.currentTime - said[here].start > 2 ? here : nextShown(here, by);
  setFollowing(true);
  remember(i);
  playFrom(said[i].start);
}

function startKeys() {
  for (const [shown, what] of [...KEYS.map((k) => [k.shown, k.what]), ...FURTHER]) {
    $("keys").append(make("tr", {}, make("th", { scope: "row" }, shown), make("td", {}, what)));
  }
  const table = new Map(KEYS.flatMap((k) => k.keys.map((key) => [key, k.run])));
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if ($("manual").open || event.isComposing || event.altKey || event.metaKey) return;
    if (target.matches("input:not([type=checkbox]), select")) {
      if (event.key === "Escape" && target === $("query")) {
        target.value = "";
        search();
        focusOn(Math.max(0, current));
      }
      // A second Ctrl+F in the field is the browser's own search.
      return;
    }
    // Enter and Space on a button, a box or a tab mean that button.
    if (event.code === "Space" && target.matches("button, input, [role=tab]")) return;
    const before = (event.ctrlKey ? "Control+" : "") + (event.shiftKey ? "Shift+" : "");
    // Letters by their place on the keyboard, so that they work while Japanese input is on; signs by what is typed.
    const run = table.get(before + event.code) ?? (event.ctrlKey ? undefined : table.get(event.key));
    if (!run) {
      if (["PageUp", "PageDown", "Home", "End"].includes(event.key)) leave();
      return;
    }
    event.preventDefault();
    run();
  });
  // After a click with the mouse Space means play again, not the button once more.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button && event.detail > 0 && !button.closest("dialog")) button.blur();
  });
  $("help").addEventListener("click", () => $("manual").showModal());
  $("follow").addEventListener("click", toggleFollowing);
  $("return").addEventListener("click", toggleFollowing);
}
