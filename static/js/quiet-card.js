// While somebody writes, a card with lines may come to stand below their words. It asks after a pause, comes once,
// takes no focus, and is said aloud in one short sentence. If it cannot be had, nobody hears of that.
const PAUSE = 1500;
const FEWEST = 12;

export function standBeside(form) {
  const place = form.querySelector("[data-beside-place]");
  const said = form.querySelector("[data-beside-said]");
  let soon = 0;
  let asked = "";

  function here() {
    return Boolean(place.querySelector(".quiet-card"));
  }

  async function ask() {
    const body = new FormData(form);
    const words = `${body.get("title") ?? ""}\n${body.get("text") ?? ""}`;
    if (here() || words.trim().length < FEWEST || words === asked) return;
    asked = words;
    try {
      const answer = await fetch(form.dataset.beside, {
        method: "POST",
        body,
        headers: { Accept: "text/html", "X-Requested-With": "fetch" },
      });
      if (answer.status !== 200 || here()) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.append(...page.body.childNodes);
      said.textContent = said.dataset.besideSaid;
    } catch {
      // Writing goes on as before.
    }
  }

  return () => {
    clearTimeout(soon);
    soon = setTimeout(ask, PAUSE);
  };
}
