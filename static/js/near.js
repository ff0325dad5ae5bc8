// A country to offer, from the browser's own time zone. It is a link: nothing is chosen, and nothing is sent anywhere.
// Where `data-beside` stands it opens beside the page, and says so in those words.
import { ZONES } from "./zones.js";

export function offerNear(root) {
  const place = root.querySelector("[data-near]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const iso = zone && Object.keys(ZONES).find((country) => ZONES[country].split(" ").includes(zone));
  const name = iso && nameOf(iso);
  const address = `/help/${iso?.toLowerCase()}`;
  if (!name || place.querySelector(`a[href="${address}"]`)) return;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = place.dataset.words.replace("…", name);
  if (place.dataset.beside) openBeside(link, place.dataset.beside);
  // Where somebody is says more than the language they read: it stands before what that suggested.
  const other = place.querySelector("a");
  if (other) other.before(link, " · ");
  else place.append(link);
  place.hidden = false;
}

// As the page of lines calls it, or where there is no list of them, the browser.
function nameOf(iso) {
  const listed = document.querySelector(`#country option[value="${iso}"]`)?.textContent;
  return listed ?? new Intl.DisplayNames([document.documentElement.lang], { type: "region" }).of(iso);
}

function openBeside(link, words) {
  link.target = "_blank";
  link.rel = "noopener";
  const said = document.createElement("span");
  said.className = "only-read";
  said.textContent = ` ${words}`;
  link.append(said);
}
