// <time datetime data-when> in the reader's own zone and words; the exact moment stays in the title.
const STEPS = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86400],
];

const lang = document.documentElement.lang || undefined;
const near = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" });
const thisYear = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long" });
const farYear = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric" });

function words(moment, now) {
  const seconds = (moment - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) return near.format(0, "second");
  if (size < 7 * 86400) {
    const [unit, length] = STEPS.findLast(([, step]) => size >= step * 0.75) ?? STEPS[0];
    return near.format(Math.round(seconds / length) || -1, unit);
  }
  return (moment.getFullYear() === now.getFullYear() ? thisYear : farYear).format(moment);
}

export function localTimes(root) {
  const now = new Date();
  for (const element of root.querySelectorAll("time[data-when]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.title = exact.format(moment);
    element.textContent = words(moment, now);
  }
}
