// Keys for the queue: j and k move, o opens, c takes in hand, ? tells. Everything is there without them, by Tab.
// Letters are no one's while somebody types, or holds Ctrl, Alt or Meta; a switch turns them off for good.
const SWITCHED = "queue-keys";
const TYPING = "input, textarea, select, [contenteditable]";

function links(list) {
  return [...list.querySelectorAll(".case h2 a")];
}

function here(list) {
  return document.activeElement?.closest?.("[data-queue] .case") && list.contains(document.activeElement)
    ? document.activeElement.closest(".case")
    : null;
}

function go(list, step, say) {
  const all = links(list);
  const now = all.findIndex((link) => link.closest(".case") === here(list));
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1);
  all[next].focus();
  all[next].closest(".case").scrollIntoView({ block: "nearest" });
  say(list.dataset.place.replace("%(number)s", next + 1).replace("%(all)s", all.length));
}

function tell(keys) {
  keys.open = !keys.open;
  if (keys.open) keys.querySelector("summary").focus();
}

function isOn() {
  try {
    return window.localStorage.getItem(SWITCHED) !== "off";
  } catch {
    return true; // Some browsers forbid it; then the switch lasts as long as the page.
  }
}

function offerSwitch(button) {
  let on = isOn();
  const show = () => {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.on : button.dataset.off;
  };
  button.addEventListener("click", () => {
    on = !on;
    show();
    try {
      window.localStorage.setItem(SWITCHED, on ? "on" : "off");
    } catch {
      // As above.
    }
  });
  show();
  return () => on;
}

export function queueKeys(root) {
  const list = root.querySelector("[data-queue]");
  const keys = root.querySelector("#keys");
  const said = root.querySelector("#keys-said");
  keys.hidden = false;
  const on = offerSwitch(keys.querySelector("#keys-switch"));
  const say = (words) => (said.textContent = words);
  const acts = {
    j: () => go(list, 1, say),
    k: () => go(list, -1, say),
    o: () => here(list)?.querySelector("h2 a").click(),
    c: () => here(list)?.querySelector("form button")?.click(),
    "?": () => tell(keys),
  };
  root.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || !on() || event.repeat && event.key === "c") return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(TYPING)) return;
    event.preventDefault();
    act();
  });
}
