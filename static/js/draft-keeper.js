// <form data-keep="reply-12"> keeps its textareas, titles and content notes in this browser until the server has them.
// The server says so by <meta name="kept" content="reply-12"> on the page it answers with. Words already in the
// form win, unless it says data-keep-over (editing), or that they are of a draft, by data-keep-since, the moment in
// milliseconds at which that was kept: then the newer words win. What data-keep-lead says, a quote, stands before
// whichever win. A form that nobody touched keeps nothing. Sign-out (data-forget) and a month's age empty the drawer too,
// since someone else may use this machine. A checkbox with data-keep-tick comes back ticked with the words it was
// ticked for, and is never unticked.
const PREFIX = "draft:";
const MONTH = 30 * 86400 * 1000;
const WORDS = "textarea[name], input[type=text][name], input:not([type])[name]";
const TICKS = "input[type=checkbox][data-keep-tick]";
const NOTES = "input[type=checkbox][name=notes]";

function store() {
  try {
    return window.localStorage;
  } catch {
    return null; // Some browsers forbid it; then words live as long as the page does.
  }
}

function read(box, key) {
  try {
    const kept = JSON.parse(box.getItem(PREFIX + key));
    return kept && Date.now() - kept.at < MONTH ? kept : null;
  } catch {
    return null;
  }
}

function write(box, form) {
  const { keep: key, keepSince: since } = form.dataset;
  const words = {};
  for (const control of form.querySelectorAll(WORDS)) if (control.value.trim()) words[control.name] = control.value;
  if (Object.keys(words).length) for (const tick of form.querySelectorAll(TICKS)) if (tick.checked) words[tick.name] = "y";
  const notes = [...form.querySelectorAll(NOTES)].filter((note) => note.checked).map((note) => note.value);
  try {
    if (Object.keys(words).length) box.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), since, words, notes }));
    else box.removeItem(PREFIX + key);
  } catch {
    // A full drawer must never stop anybody from writing.
  }
}

// Words that were written over this very draft are newer than it, whatever the clock of this machine says.
function wins({ keepSince, keepOver }, { at, since }) {
  return keepSince ? since === keepSince || at > Number(keepSince) : keepOver !== undefined;
}

function withLead(lead, words) {
  return words.includes(lead.trim()) ? words : lead + words;
}

function restore(form, kept) {
  const { words, notes } = kept;
  const over = wins(form.dataset, kept);
  const lead = form.dataset.keepLead ?? "";
  let restored = false;
  for (const control of form.querySelectorAll(WORDS)) {
    if (!words[control.name]) continue;
    const ledHere = lead && control.value.startsWith(lead);
    const own = ledHere ? control.value.slice(lead.length) : control.value;
    const value = ledHere ? withLead(lead, words[control.name]) : words[control.name];
    if ((own.trim() && !over) || control.value === value) continue;
    control.value = value;
    restored = true;
  }
  if (restored) for (const box of form.querySelectorAll(TICKS)) box.checked ||= box.name in words;
  if (restored) tick(form, notes ?? []);
  const said = form.querySelector("[data-kept]");
  if (restored && said) said.textContent = said.dataset.kept;
}

// Words that come back bring their content notes, and show that they do.
function tick(form, notes) {
  for (const note of form.querySelectorAll(NOTES)) {
    if (!notes.includes(note.value)) continue;
    note.checked = true;
    note.closest("details")?.setAttribute("open", "");
  }
}

function keep(box, form) {
  const kept = read(box, form.dataset.keep);
  if (kept) restore(form, kept);
  let touched = false;
  let soon = 0;
  form.addEventListener("input", () => {
    touched = true;
    clearTimeout(soon);
    soon = setTimeout(() => write(box, form), 400);
  });
  form.addEventListener("submit", () => write(box, form));
  window.addEventListener("pagehide", () => touched && write(box, form));
}

export function keepDrafts(root) {
  const box = store();
  if (!box) return;
  for (const meta of root.querySelectorAll('meta[name="kept"]')) box.removeItem(PREFIX + meta.content);
  for (const form of root.querySelectorAll("form[data-forget]")) form.addEventListener("submit", () => forgetAll(box));
  for (const form of root.querySelectorAll("form[data-keep]")) keep(box, form);
}

function forgetAll(box) {
  for (const key of Object.keys(box)) if (key.startsWith(PREFIX)) box.removeItem(key);
}
