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

// A page knows events up to a day; a month and a half later it says how long ago that is.
const until = document.querySelector(".qeqt-until")
if (until) {
  const days = (Date.now() - Date.parse(until.dataset.day)) / 864e5
  if (days > 45) until.append(`（已過 ${Math.round(days / 30.44)} 個月，之後的決議與數字不在這一頁）`)
}

// What a page finds things with, and how to tell that it came: a script that did not come is said where its form
// would be, and can be fetched again.
const finders = [
  ["search-box.js", () => window.askQuestions, document.querySelector(".md-search-result__meta")],
  ["timeline-filter.js", () => !document.querySelector(".qeqt-timeline-filter[hidden]"), document.querySelector(".qeqt-timeline-filter")],
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
