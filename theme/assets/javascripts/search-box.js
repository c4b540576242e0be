/* Stands between the theme's search box and its worker; runs before the theme's own script.
 *
 * It lets the worker and the index sleep until the box is used, asks for what was pasted or put together
 * by an input method without waiting for another key, and draws the list, which the theme would draw element
 * by element in twice the time. Above it stands what the theme has no place for: the glossary's answer, and two
 * ways on when nothing was found.
 */
(() => {
  "use strict"
  const input = document.querySelector("[data-md-component=search-query]")
  const panel = document.querySelector("[data-md-component=search-result]")
  let worker = null

  /** {found, closest, changed}: addresses of the questions that answer, for the FAQ page's filter. */
  const asked = (query, wake) => new Promise((resolve, reject) => {
    wake()
    const listen = ({ data: { type, data } }) => {
      if (type !== 13 && (type !== 11 || data.query !== query)) return
      worker.removeEventListener("message", listen)
      if (type === 13) reject(new Error(words(data)))
      else resolve(data)
    }
    worker.addEventListener("message", listen)
    worker.postMessage({ type: 10, data: query })
  })

  if (!input || !panel) { // another theme's box, which answers with what it has
    const own = document.currentScript.dataset.worker
    window.askQuestions = query => asked(query, () => { worker ??= new Worker(own) })
    return
  }
  const { search: address, base } = JSON.parse(document.getElementById("__config").textContent)
  const SITE = new URL(base.endsWith("/") ? base : `${base}/`, location) // "/" on the page for what is not there
  const Native = window.Worker
  const PAUSE = 150 // milliseconds

  /* ---- A worker that starts when it is needed ---- */

  class SleepingWorker extends EventTarget {
    constructor() {
      super()
      this.waiting = []
    }

    postMessage(message) {
      if (this.awake) return this.awake.postMessage(message)
      this.waiting.push(message)
      if (this.broken) this.wake()
    }

    wake() {
      if (this.awake) return
      this.awake = new Native(address)
      this.awake.addEventListener("message", ({ data }) => {
        this.dispatchEvent(new MessageEvent("message", { data }))
        if (data.type === 3) draw(data.data)
        if (data.type === 12) pause = setTimeout(() => list.insertAdjacentHTML("beforeend", data.data), PAUSE)
      })
      // Of a script that did not come nothing is said; one that broke says where. The next query starts another.
      this.awake.addEventListener("error", ({ message }) => {
        this.awake.terminate()
        this.awake = null
        this.broken = true
        const gone = !message || message.includes("NetworkError")
        this.dispatchEvent(new MessageEvent("message", { data: { type: 13, data: { message, status: gone ? 0 : undefined } } }))
      })
      for (const message of this.waiting.splice(0)) this.awake.postMessage(message)
      // It takes queries at once and answers them when its index has come: the theme need not wait to ask.
      this.awake.dispatchEvent(new MessageEvent("message", { data: { type: 1 } }))
    }
  }

  window.Worker = new Proxy(Native, {
    construct(target, [url, ...rest]) {
      if (url !== address) return Reflect.construct(target, [url, ...rest])
      window.Worker = Native
      worker = new SleepingWorker()
      worker.addEventListener("message", ({ data: { type, data } }) => { if (type === 13) failed(data) })
      return worker
    }
  })

  // Without the theme's script nobody has made a worker: the filter of the FAQ page asks one of its own.
  const wake = () => (worker ||= new window.Worker(address)).wake()
  input.addEventListener("focus", () => { if (worker) wake() })
  const toggle = document.getElementById("__search")
  toggle.addEventListener("change", () => { if (worker) wake() })
  addEventListener("load", () => {
    if (worker && (document.activeElement === input || new URL(location).searchParams.has("q"))) wake()
  })

  window.askQuestions = query => asked(query, wake)

  /* ---- Pasting and input methods ---- */

  const ask = () => input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
  input.addEventListener("input", event => { if (!event.isComposing) ask() })
  input.addEventListener("compositionend", () => setTimeout(ask))
  input.form.addEventListener("reset", () => setTimeout(ask)) // the cross leaves nothing of the old list
  input.form.addEventListener("submit", event => event.preventDefault())
  // Half a syllable is not a query, and the Enter that takes a candidate follows no result. Safari sends that key
  // after the composition has ended: only its code, 229, still says that it belonged to the input method.
  for (const kind of ["keydown", "keyup"])
    input.addEventListener(kind, event => {
      if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation()
    }, true)

  /* ---- Esc leads back to where the keyboard came from ---- */

  let before = null
  input.addEventListener("focus", ({ relatedTarget: from }) => {
    if (from && !from.closest("[data-md-component=search]")) before = from
  })
  addEventListener("keydown", ({ key, isComposing }) => {
    if (key !== "Escape" || isComposing || !document.activeElement.closest("[data-md-component=search]")) return
    setTimeout(() => {
      if (!toggle.checked && before?.isConnected) before.focus({ preventScroll: true })
    })
  }, true)

  /* ---- Leaving for a result and coming back ---- */

  /** What was asked is kept with the page that is left, so that Back shows the list again. */
  const remember = query => history.replaceState({ ...history.state, asked: query }, "")

  function recall() {
    const query = history.state && history.state.asked
    if (!query) return
    remember("")
    input.value = query
    toggle.checked = true
    toggle.dispatchEvent(new Event("change"))
    input.focus()
    ask()
  }

  panel.addEventListener("click", event => { if (event.target.closest("a[href]")) remember(input.value) }, true)
  addEventListener("popstate", recall)
  addEventListener("pageshow", ({ persisted }) => {
    const [{ type } = {}] = performance.getEntriesByType("navigation")
    if (persisted || type === "back_forward") setTimeout(recall)
  })

  /* ---- The results ---- */

  const [status, list] = panel.children, frame = panel.parentElement
  const place = document.createElement("div")
  status.setAttribute("role", "status")
  panel.insertBefore(place, list)
  list.addEventListener("toggle", ({ target }) => { // folding what fills the screen must not lose the reader's place
    if (!target.open && target.offsetTop <= frame.scrollTop) frame.scrollTo({ top: target.offsetTop })
  }, true)

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties)
    made.append(...children)
    return made
  }

  let pause = null // before what lies below the first results is drawn too, unless the reader types on

  /** What did not come is told apart from what broke. */
  function words({ message, status }) {
    if (status) return `搜尋的資料拿不到（代碼 ${status}），可能剛換新版。請重新整理這一頁。`
    if (status === undefined) return `搜尋出了錯。${message ? `瀏覽器說：${message}` : ""}`
    return navigator.onLine ? "網站沒有回應，搜尋的資料沒有載下來。" : "現在沒有連上網路，搜尋的資料沒有載下來。"
  }

  function failed(data) {
    clearTimeout(pause)
    list.replaceChildren()
    status.textContent = words(data)
    place.replaceChildren(element("p", { className: "qeqt-search-hints" }, element("button", {
      type: "button", textContent: "再試一次", onclick: again
    })))
  }

  /** The theme asks nothing twice: what stands in the box is asked for on its own. */
  function again() {
    wake()
    worker.postMessage({ type: 2, data: input.value })
  }

  /** Another query in the box, as if it had been typed. */
  function look(query) {
    input.value = query
    input.focus()
    ask()
  }

  /** What was put right, and the way back: a query in quotation marks is looked up as it is. */
  const correction = changed => element("p", { className: "qeqt-search-hints" },
    `改查：${changed.map(({ is }) => is).join("、")}`, " ", element("button", {
      type: "button", textContent: `仍查「${changed.map(({ was }) => was).join("、")}」`,
      onclick: () => look(`「${input.value.trim()}」`)
    }))

  /** After the theme, which clears its list and says in its status that nothing was found. The worker escapes
   *  whatever the book or the reader wrote. */
  function draw({ list: html, summary, changed, answer, hints }) {
    clearTimeout(pause)
    list.innerHTML = html
    if (summary) status.textContent = summary
    const shown = []
    if (changed && changed.length) shown.push(correction(changed))
    if (answer) {
      const name = element("span", {}, element("strong", {}, answer.name), " ", element("small", {}, answer.english))
      name.dataset.mdScore = "0" // the theme's Enter key looks for a score in every link of the list
      shown.push(element("div", { className: "qeqt-search-answer" },
        answer.address ? element("a", { href: new URL(answer.address, SITE) }, name) : name,
        element("p", {}, answer.says)))
    }
    if (hints && hints.length) {
      const ways = hints.map(({ query, label, address: page }) => element("button", {
        type: "button",
        onclick: () => {
          if (page !== undefined) return location.assign(new URL(page, SITE))
          look(query)
        }
      }, query || label))
      shown.push(element("p", { className: "qeqt-search-hints" }, "也許可以看看：", ...ways))
    }
    place.replaceChildren(...shown)
  }
})()
