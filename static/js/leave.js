// The quick exit, a little quicker: the page goes dark at once, and Back does not return to it. Shift three times
// within five seconds does the same. Only Shift by itself counts: a capital letter, or any other key, begins anew.
const PRESSES = 3;
const WITHIN = 5000;

function leave(address) {
  document.documentElement.hidden = true;
  document.title = "";
  // Emptied, so that the draft-keeper, which keeps what it finds when a page goes, finds nothing.
  for (const control of document.querySelectorAll("textarea, input:not([type]), input[type=text]")) control.value = "";
  try {
    for (const key of Object.keys(window.localStorage)) if (key.startsWith("draft:")) window.localStorage.removeItem(key);
  } catch {
    // Some browsers forbid it; then nothing was kept either.
  }
  window.location.replace(address);
}

function listenForShift(root, away) {
  let presses = [];
  let alone = false;
  root.addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone) presses = [];
  }, true);
  root.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    presses = [...presses, event.timeStamp].slice(-PRESSES);
    if (presses.length === PRESSES && event.timeStamp - presses[0] <= WITHIN) away();
  }, true);
  // Shift with a click or a tap means something else.
  root.addEventListener("pointerdown", () => {
    alone = false;
    presses = [];
  }, true);
}

export function quickExit(root, link) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leave(link.href);
  });
  listenForShift(root, () => leave(link.href));
}
