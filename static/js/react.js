// A reaction in place. Whatever goes wrong, the same button is pressed again the plain way.
const plain = new WeakSet();

async function send(form, button) {
  const body = new FormData(form);
  body.set(button.name, button.value);
  const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// A kind that somebody has given is lit, for eyes and in words (the bar carries the words in data-lit).
function light(button, lit, words) {
  button.classList.toggle("lit", lit);
  button.querySelector(".only-read")?.remove();
  if (!lit || !words) return;
  const said = document.createElement("span");
  said.className = "only-read";
  said.textContent = words;
  button.append(said);
}

function show(bar, { mine, kinds }) {
  for (const button of bar.querySelectorAll("button.reaction")) {
    const pressed = mine.includes(button.value);
    button.setAttribute("aria-pressed", String(pressed));
    button.setAttribute("formaction", button.getAttribute("formaction").replace(/\/undo$/, "") + (pressed ? "/undo" : ""));
    light(button, kinds.includes(button.value), bar.dataset.lit);
  }
}

export function reactInPlace(root) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.reaction");
    if (!button?.form || plain.has(button)) return;
    event.preventDefault();
    if (button.dataset.sending) return;
    button.dataset.sending = "yes";
    try {
      show(button.closest(".reactions"), await send(button.form, button));
    } catch {
      plain.add(button);
      button.click();
    } finally {
      delete button.dataset.sending;
    }
  });
}
