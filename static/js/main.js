// Everything here is a kindness on top: every page works without it.
import { localTimes } from "./times.js";
import { keepDrafts } from "./draft-keeper.js";
import { reactInPlace } from "./react.js";

localTimes(document);
submitOnce(document);
keepDrafts(document);
reactInPlace(document);

// Fetched when somebody first asks for a preview; if it cannot be had, the button works the plain way.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-preview-button]");
  if (!button?.form?.dataset.preview || button.dataset.plain) return;
  event.preventDefault();
  try {
    const { preview } = await import("./preview.js");
    await preview(button.form);
  } catch {
    button.dataset.plain = "yes";
    button.click();
  }
});

// Away at once, on every page that shows the way.
const exit = document.querySelector("[data-leave]");
if (exit) import("./leave.js").then(({ quickExit }) => quickExit(document, exit), () => {});

const zones = document.querySelector("select[data-zone]");
if (zones) import("./zone.js").then(({ suggestZone }) => suggestZone(zones), () => {});
// Help beside words that point to risk. Fetched with the first letter that somebody types.
const writing = new WeakMap();
function beside(form) {
  if (!writing.has(form)) {
    const started = import("./quiet-card.js").then(({ standBeside }) => standBeside(form));
    writing.set(form, started.catch(() => () => {}));
  }
  return writing.get(form);
}
document.addEventListener("input", async (event) => {
  const form = event.target.closest?.("form[data-beside]");
  if (form) (await beside(form))();
});
// A card that came with the page is looked after from the start.
const cardHere = document.querySelector("form[data-beside] .quiet-card");
if (cardHere) beside(cardHere.closest("form"));

// Keys for moderators, on the one page that has use for them.
if (document.querySelector("[data-queue]")) {
  import("./queue.js").then(({ queueKeys }) => queueKeys(document), () => {});
}

// On the page of lines, and in a card beside words, before a country is chosen.
if (document.querySelector("[data-near]")) {
  import("./near.js").then(({ offerNear }) => offerNear(document), () => {});
}

// Once the page is there, and nothing it needs has to wait.
addEventListener("load", () => import("./offline.js").then(({ keepHelp }) => keepHelp(document)).catch(() => {}));

// A refused form opens with its errors, so that nobody has to look for them.
document.querySelector("[data-focus]")?.focus();

// An open drawer closes when one looks elsewhere, or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// One press sends one form: a second tap while the first is under way does nothing.
// aria-disabled keeps the focus where it is, and keeps the pressed button's own name and value in what is sent.
function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
}

function submitOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.id === "act") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.hasAttribute("data-file")) {
      // Answered with a file, its page stays: it keeps no password, and can be sent again.
      setTimeout(() => form.reset());
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll("form[data-sent]")) release(form);
  });
}
