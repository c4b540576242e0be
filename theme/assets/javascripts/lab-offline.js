// Keeps the lab for a reader whose network is gone: its page, its scripts, the model. Nothing else of the book.
// The build writes above these lines what is kept and under which edition, and puts the script at the site's root.

/* global kept, edition */
const root = new URL("./", self.location)
const mine = `qeqt-lab ${root.pathname} `
const current = mine + edition
const page = new URL("lab/", root).href
const known = new Set(kept.map(place => new URL(place, root).href))

// A site may be seen half renewed: while its page is of another edition nothing is kept, and the next visit tries
// again. A host lets a browser keep a file for a while: what is kept for later is fetched past that.
async function keep() {
  const told = await (await fetch(page, { cache: "reload" })).text()
  if (!told.includes(`data-edition="${edition}"`)) throw new Error(`lab/ is not of edition ${edition} yet`)
  const cache = await caches.open(current)
  await cache.addAll([...known].map(address => new Request(address, { cache: "reload" })))
  await self.skipWaiting()
}

self.addEventListener("install", event => event.waitUntil(keep()))

// Other sites may live on the same host: only older editions of this lab go.
self.addEventListener("activate", event => {
  event.waitUntil(caches.keys()
    .then(names => Promise.all(names
      .filter(name => name.startsWith(mine) && name !== current)
      .map(name => caches.delete(name))))
    .then(() => self.clients.claim()))
})

function place(request) {
  const address = new URL(request.url)
  address.hash = ""
  if (request.mode === "navigate") address.search = ""
  return address.href.replace(/\/lab\/index\.html$/, "/lab/")
}

// Whoever has a network reads the newest page, whatever the browser still holds; what carries its edition in its
// address never changes.
async function answer(request, address) {
  const cache = await caches.open(current)
  const stored = () => cache.match(address)
  if (address.endsWith(`?${edition}`)) return (await stored()) ?? fetch(request)
  try {
    return await fetch(request, address === page ? { cache: "no-cache" } : {})
  } catch (error) {
    const found = await stored()
    if (found) return found
    throw error
  }
}

self.addEventListener("fetch", event => {
  if (event.request.method !== "GET") return
  const address = place(event.request)
  if (address === page || known.has(address)) event.respondWith(answer(event.request, address))
})
