/* Folding: the timeline and the clues give their room to the text. In a small window (1366 × 768 at 200 %) they begin folded. */

const FOLDS = [{ button: "fold-timeline", part: "timeline" }, { button: "fold-clues", part: "clues" }];
const small = matchMedia("(max-height: 34rem), (max-width: 26rem)");

function setFold({ button, part }, folded) {
  $(button).setAttribute("aria-expanded", String(!folded));
  $(part).hidden = folded;
  document.body.classList.toggle(`no-${part}`, folded);
  redraw();
}

function changeFold(which) {
  const chosen = FOLDS[which];
  setFold(chosen, !$(chosen.part).hidden);
}

function startFolds() {
  FOLDS.forEach(({ button }, which) => $(button).addEventListener("click", () => changeFold(which)));
  const bySize = () => FOLDS.forEach((each) => setFold(each, small.matches));
  small.addEventListener("change", bySize);
  bySize();
}
