/* Begin. */

// What sticks beside the list begins under the header, whose height follows the window's width.
new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${$("top").offsetHeight}px`)).observe($("top"));
$("about").textContent = data.about;
startSound();
startPanels();
startList();
startSearch();
startTimeline();
startFolds();
startKeys();
addEventListener("hashchange", goToFragment);
if (!goToFragment()) show(0);
document.body.dataset.ready = "";
