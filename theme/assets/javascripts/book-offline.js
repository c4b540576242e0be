// Keeps the book for a reader whose network is gone: the lab where it was opened, or the whole book. The build
// writes above these lines the edition and what it is made of, and puts the script at the site's root.

/* global edition, files, lab */
const root = new URL("./", self.location)
const mine = `qeqt ${root.pathname} `
const current = mine + edition
const known = new Map(Object.entries(files).map(([place, mark]) => [new URL(place, root).href, mark]))
const at = 4
const patience = 6000
const sizes = { lab, book: Object.keys(files) }

const older = async () => (await caches.keys()).filter(name => name.startsWith(mine) && name !== current)

// A site may be seen half renewed, and a host may let a browser keep a file for a while: a page says its mark, of
// any other file the mark is reckoned. What is of another edition is not kept.
async function fits(answer, mark) {
  if (!answer?.ok) return false
  if ((answer.headers.get("Content-Type") ?? "").startsWith("text/html"))
    return (await answer.clone().text()).includes(`data-mark="${mark}"`)
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer()))
  return [...digest.subarray(0, 6)].map(byte => byte.toString(16).padStart(2, "0")).join("") === mark
}

// What is there already is not fetched again: an older edition's file, then what the browser still holds.
async function found(address, mark, names) {
  for (const name of names) {
    const stored = await (await caches.open(name)).match(address, { ignoreSearch: true })
    if (await fits(stored, mark)) return stored
  }
  for (const way of ["default", "reload"]) {
    const answer = await fetch(address, { cache: way })
    if (await fits(answer, mark)) return answer
  }
  throw new Error(`${address} is not of edition ${edition}`)
}

async function keep(places) {
  const cache = await caches.open(current)
  const names = await older()
  const waiting = [...places]
  const work = async () => {
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const address = new URL(place, root).href
      if (!await cache.match(address)) await cache.put(address, await found(address, known.get(address), names))
    }
  }
  await Promise.all(Array.from({ length: at }, work))
}

// A newer edition takes with it what the older one kept; until that is whole the older one answers.
async function renew() {
  const paths = new Set()
  for (const name of await older())
    for (const { url } of await (await caches.open(name)).keys()) paths.add(new URL(url).pathname)
  await keep(Object.keys(files).filter(place => paths.has(new URL(place, root).pathname)))
}

self.addEventListener("install", event => event.waitUntil(renew()))

// It comes into its own when no page of the older edition is open: until then that one keeps its sheets. Other sites
// may live on the same host: only older editions of this book go.
self.addEventListener("activate", event => {
  event.waitUntil(older()
    .then(names => caches.keys().then(all => [...names, ...all.filter(name => name.startsWith(`qeqt-lab ${root.pathname} `))]))
    .then(names => Promise.all(names.map(name => caches.delete(name))))
    .then(() => self.clients.claim()))
})

// A page that has just come over the network asks for what is to be kept, or the newest edition to take over.
async function told({ keep: what, page: from, mark, take }) {
  if (take) {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true })
    if (pages.length > 1) return { taken: false }
    await self.skipWaiting()
    return { taken: true }
  }
  if (known.get(named(from)) !== mark) return { older: true }
  await keep(sizes[what])
  return { kept: what }
}

self.addEventListener("message", event => {
  const answer = told(event.data).catch(error => ({ error: String(error.message) }))
  event.waitUntil(answer.then(said => event.ports[0].postMessage(said)))
})

function named(url) {
  const address = new URL(url)
  address.hash = address.search = ""
  return address.href.replace(/\/index\.html$/, "/")
}

const kept = async address => (await caches.open(current)).match(address)

// Whoever has a network reads the newest page, whatever the browser still holds; a network that says nothing for
// a while is none.
async function page(request) {
  const place = named(request.url)
  const stored = await kept(place)
  const coming = fetch(request, { cache: "no-cache" })
  if (!stored) return coming.catch(error => instead(place, error))
  coming.catch(() => {})
  const late = new Promise(resolve => setTimeout(resolve, patience, stored))
  return Promise.race([coming, late]).catch(() => stored)
}

// Without a network: the page that was meant, or the one for what is not there, once the book is kept.
async function instead(place, error) {
  if (known.has(`${place}/`) && await kept(`${place}/`)) return Response.redirect(`${place}/`)
  const missing = await kept(new URL("404.html", root).href)
  if (!missing) throw error
  return new Response(missing.body, { status: 404, headers: missing.headers })
}

// What carries its edition in its address never changes.
async function file(request) {
  const { pathname, search } = new URL(request.url)
  const stored = await kept(request.url)
  if (stored && (search || /\.[0-9a-f]{8}\./.test(pathname))) return stored
  return fetch(request).catch(error => stored ?? Promise.reject(error))
}

self.addEventListener("fetch", event => {
  const { request } = event
  if (request.method !== "GET" || !request.url.startsWith(root.href)) return
  if (request.mode === "navigate") event.respondWith(page(request))
  else if (known.has(request.url)) event.respondWith(file(request))
})
