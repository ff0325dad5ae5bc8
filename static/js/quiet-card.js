// While somebody writes, a card with lines may come to stand below their words. It asks after a pause, comes once,
// takes no focus, and is said aloud in one short sentence. If it cannot be had, nobody hears of that. When its writer
// comes back to this page, perhaps from choosing a country, a card that knew none is asked for once more.
const PAUSE = 1500;
const FEWEST = 12;
const PASSING_BY = "a[href^='/help']";

export function standBeside(form) {
  const place = form.querySelector("[data-beside-place]");
  const said = form.querySelector("[data-beside-said]");
  let soon = 0;
  let asked = "";
  let away = false;

  const card = () => place.querySelector(".quiet-card");

  async function fetched() {
    try {
      const answer = await fetch(form.dataset.beside, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/html", "X-Requested-With": "fetch" },
      });
      if (answer.status !== 200) return null;
      return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".quiet-card");
    } catch {
      return null; // Writing goes on as before.
    }
  }

  async function ask() {
    const body = new FormData(form);
    const words = `${body.get("title") ?? ""}\n${body.get("text") ?? ""}`;
    if (card() || words.trim().length < FEWEST || words === asked) return;
    asked = words;
    const found = await fetched();
    if (!found || card()) return;
    place.append(found);
    said.textContent = said.dataset.besideSaid;
    await near();
  }

  // Folded stays folded, and whoever came back to a link in it is in it still.
  async function askAgain() {
    const old = card();
    if (!old || !(away || old.querySelector("[data-near]"))) return;
    away = false;
    const found = await fetched();
    if (!found || card() !== old) return;
    found.open = old.open;
    const within = old.contains(document.activeElement);
    old.replaceWith(found);
    if (within) found.querySelector("summary").focus();
    await near();
  }

  async function near() {
    if (!place.querySelector("[data-near]")) return;
    const { offerNear } = await import("./near.js");
    offerNear(place);
  }

  place.addEventListener("click", (event) => {
    away ||= Boolean(event.target.closest(PASSING_BY));
  });
  window.addEventListener("focus", askAgain);

  return () => {
    clearTimeout(soon);
    soon = setTimeout(ask, PAUSE);
  };
}
