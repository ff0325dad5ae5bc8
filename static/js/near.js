// A country to offer, from the browser's own time zone. It is a link: nothing is chosen, and nothing is sent anywhere.
import { ZONES } from "./zones.js";

export function offerNear(root) {
  const place = root.querySelector("[data-near]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const iso = zone && Object.keys(ZONES).find((country) => ZONES[country].split(" ").includes(zone));
  const name = iso && root.querySelector(`#country option[value="${iso}"]`)?.textContent;
  const address = `/help/${iso?.toLowerCase()}`;
  if (!name || place.querySelector(`a[href="${address}"]`)) return;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = place.dataset.words.replace("…", name);
  // Where somebody is says more than the language they read: it stands before what that suggested.
  const other = place.querySelector("a");
  if (other) other.before(link, " · ");
  else place.append(link);
  place.hidden = false;
}
