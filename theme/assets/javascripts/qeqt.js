// On a screen without a pointer the first tap on a term shows its card, the second follows the link.
if (matchMedia("(hover: none)").matches) {
  let shown = null
  document.addEventListener("click", event => {
    const term = event.target.closest("a.qeqt-term")
    if (term && term !== shown) {
      event.preventDefault()
      term.focus()
    }
    shown = term
  })
}

// On paper a page says where it stands, the lab with its settings.
addEventListener("beforeprint", () => {
  const place = document.querySelector(".qeqt-printed__address")
  const known = document.querySelector("link[rel=canonical]")?.href ?? location.origin + location.pathname
  if (place) place.textContent = known + location.search
})

// A page knows events up to a day; a month and a half later it says how long ago that is.
const until = document.querySelector(".qeqt-until")
if (until) {
  const days = (Date.now() - Date.parse(until.dataset.day)) / 864e5
  if (days > 45) until.append(`（已過 ${Math.round(days / 30.44)} 個月，之後的決議與數字不在這一頁）`)
}

// What a page finds things with, and how to tell that it came: a script that did not come is said where its form
// would be, and can be fetched again.
{
  const finders = [
    ["search-box.js", () => window.askQuestions, document.querySelector(".md-search-result__meta")],
    ["records-filter.js", () => !document.querySelector(".qeqt-filter[hidden]"), document.querySelector(".qeqt-filter")],
    ["faq-filter.js", () => !document.querySelector(".qeqt-faq-filter[hidden]"), document.querySelector(".qeqt-faq-filter")],
  ]

  const fetched = name => new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = document.querySelector(`script[src*="/${name}"]`).src
    script.onload = resolve
    script.onerror = () => {
      script.remove()
      reject(new Error(name))
    }
    document.body.append(script)
  })

  addEventListener("load", () => {
    for (const [name, there, place] of finders) {
      if (!place || there() || !document.querySelector(`script[src*="/${name}"]`)) continue
      const said = document.createElement("p")
      const again = document.createElement("button")
      said.setAttribute("role", "alert")
      said.append(place.matches("form") ? "篩選沒有載下來，下面是全部的內容。" : "搜尋沒有載下來。", again)
      again.type = "button"
      said.className = "qeqt-search-hints"
      again.textContent = "再試一次"
      again.addEventListener("click", async () => {
        if (!place.matches("form")) return location.reload() // the theme has begun without it
        again.disabled = true
        try {
          if (name === "faq-filter.js" && !window.askQuestions) await fetched("search-box.js")
          await fetched(name)
          said.remove()
          place.querySelector("input").focus()
        } catch {
          again.disabled = false
          again.focus()
        }
      })
      if (place.matches("form")) place.before(said)
      else place.replaceChildren(said)
    }
  })
}

// Without a network the book goes on. The browser keeps it when its reader has stayed a while and the line is not
// dear, or when the reader asks; what was asked for in vain can be asked for again.
{
  const place = document.body.dataset.offline
  const workers = place && navigator.serviceWorker
  const asks = (worker, message) => new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data)
    worker.postMessage(message, [port2])
  })
  const changed = worker => new Promise(resolve => worker.addEventListener("statechange", resolve, { once: true }))

  // Keeps "lab" or "book". A worker of an older edition than this page is asked to make room for the one that comes.
  const keepOffline = async what => {
    const registration = await workers.register(new URL(place, location.origin + location.pathname))
    for (let turn = 0; turn < 5; turn += 1) {
      if (turn) await new Promise(resolve => setTimeout(resolve, 2000))
      await registration.update().catch(() => {})
      const fresh = registration.installing ?? registration.waiting
      if (fresh && registration.active && (await asks(fresh, { take: true })).taken)
        while (!["activated", "redundant"].includes(fresh.state)) await changed(fresh)
      const { active } = await workers.ready
      const { kept, older, error } = await asks(active, { keep: what, page: location.href, mark: document.body.dataset.mark })
      if (kept) return (document.documentElement.dataset.kept = kept)
      if (!older) throw new Error(error)
    }
    throw new Error("an older edition is open elsewhere")
  }

  if (workers) {
    window.keepOffline = keepOffline
    const asked = document.querySelector(".qeqt-offline")
    const words = asked.textContent
    const keep = async unasked => {
      asked.disabled = true
      asked.textContent = "正在存……"
      try {
        await keepOffline("book")
        asked.textContent = "整本書已經存在這台裝置，沒有網路也能讀"
      } catch {
        const why = navigator.onLine ? "沒有存好，再試一次" : "現在沒有連上網路，連上以後再試一次"
        asked.textContent = unasked === true ? words : why
        asked.disabled = false
      }
    }
    const { saveData, effectiveType = "4g", type } = navigator.connection ?? {}
    const dear = saveData || effectiveType !== "4g" || type === "cellular" || matchMedia("(prefers-reduced-data: reduce)").matches
    const idle = window.requestIdleCallback ?? setTimeout
    asked.hidden = false
    asked.addEventListener("click", keep)
    if (!dear) addEventListener("load", () => setTimeout(() => document.hidden || idle(() => keep(true)), 8000))
  }
}
