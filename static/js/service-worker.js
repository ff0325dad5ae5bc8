// Keeps Help now at hand when there is no connection. It keeps that page, what the page is made of, and a few words
// for every other page; all of it as a stranger would be shown it. Nothing of a member's is ever kept.
// It also answers the quick exit when nobody else does, and sees to it that the sign-in ends later.
// The server writes HOUSE above this: the version of the files and their addresses.
const STORE = `help-${HOUSE.version}`;
const HELP = "/help";
const OFFLINE = "/offline";
const EXIT = "/leave";
// A store that holds nothing. While it is there, somebody has left whose sign-in could not be ended yet.
const LEFT = "left";
// What is shown in place of the exit's other site: nothing, and nothing that names this place, not even its picture.
const NOTHING = '<!doctype html><html lang="en"><meta charset="utf-8"><title>New page</title><link rel="icon" href="data:,">';
const PATIENCE = 6000; // Milliseconds. A connection that says nothing for so long is none to somebody in need.

self.addEventListener("install", (event) => event.waitUntil(moveIn()));
self.addEventListener("activate", (event) => event.waitUntil(settle()));
self.addEventListener("message", (event) => event.waitUntil(choose(event.data.country, event.ports[0])));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (HOUSE.files.includes(pathname)) event.respondWith(file(request));
});

async function moveIn() {
  const store = await caches.open(STORE);
  const chosen = await countryPages();
  await Promise.all([...HOUSE.files, OFFLINE, HELP].map((address) => keep(store, address)));
  // The country comes along from the version before; one that is gone by now holds nothing up.
  await Promise.allSettled(chosen.map((address) => keep(store, address)));
  await self.skipWaiting();
}

async function settle() {
  const old = (await caches.keys()).filter((name) => name !== STORE && name !== LEFT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// One country is kept, the one chosen last. What was kept goes only once the new page is there.
// The emergency numbers of the others are fetched anew as well: somebody may have found one gone.
async function choose(country, port) {
  const store = await caches.open(STORE);
  const page = country ? `${HELP}/${country}` : HELP;
  await Promise.all([...new Set([page, HELP, OFFLINE])].map((address) => keep(store, address)));
  const others = (await countryPages()).filter((address) => address !== page);
  await Promise.all(others.map((address) => store.delete(address)));
  port?.postMessage("kept");
}

async function keep(store, address) {
  const page = !address.startsWith("/assets/");
  // Without a cookie the answer holds no name. Files have their version in their address and may come from anywhere.
  const answer = await fetch(address, { credentials: "omit", cache: page ? "no-store" : "default" });
  if (!answer.ok || answer.redirected) throw new Error(`${address} answers ${answer.status}`);
  await store.put(address, answer);
}

async function countryPages() {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(stores.map((store) => store.keys()))).flat();
  const paths = requests.map((request) => new URL(request.url).pathname);
  return [...new Set(paths)].filter((path) => path.startsWith(`${HELP}/`));
}

function page(event, pathname) {
  if (pathname === EXIT) return away(event);
  return pathname === HELP || pathname.startsWith(`${HELP}/`) ? help(event) : other(event);
}

async function away(event) {
  try {
    const answer = await Promise.race([network(event), hush()]);
    if (answer.status < 500) return answer;
  } catch {
    // No connection; it leads nowhere, but away.
  }
  await caches.open(LEFT).catch(() => {});
  return new Response(NOTHING, { headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
}

async function help(event) {
  let answer;
  try {
    answer = await Promise.race([network(event), hush()]);
    if (answer.status < 500) return answer;
  } catch {
    // No connection; what is kept answers.
  }
  return (await keptHelp(new URL(event.request.url))) ?? answer ?? kept(OFFLINE);
}

async function other(event) {
  try {
    return await network(event);
  } catch {
    return (await kept(OFFLINE)) ?? Response.error();
  }
}

async function file(request) {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request);
}

async function network(event) {
  if (await caches.has(LEFT)) return afterLeaving(event);
  return (await event.preloadResponse) ?? fetch(event.request);
}

// The next page is a stranger's, or none. What was fetched ahead was asked for in the name of the one who left.
async function afterLeaving(event) {
  await Promise.allSettled([event.preloadResponse]);
  const answer = await fetch(EXIT, { credentials: "include", redirect: "manual", cache: "no-store" });
  // It leads away, and has ended the sign-in; whatever answers otherwise has not.
  if (answer.type !== "opaqueredirect") throw new Error(`${EXIT} answers ${answer.status}`);
  await caches.delete(LEFT);
  return fetch(event.request);
}

function hush() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}

// Asked for one country: that one. Asked for Help now: the country that is kept, or the page that asks for one.
async function keptHelp(url) {
  const asked = url.searchParams.get("country")?.toLowerCase();
  if (asked) return kept(`${HELP}/${asked}`);
  if (url.pathname !== HELP) return kept(url.pathname.toLowerCase());
  const [chosen] = await countryPages();
  return (chosen && asked !== "" && (await kept(chosen))) || kept(HELP);
}

async function kept(address) {
  const store = await caches.open(STORE);
  return store.match(address, { ignoreVary: true });
}
