/* A filter of records one by one, of the timeline's events or of the glossary's terms: by choice, by words.
 * Without it the page is the whole list. The address carries what is chosen, as ?bank=…&kind=…&word=…; a link to
 * a record that is hidden shows everything again. On the axis above the timeline what does not fit turns pale,
 * and each mark has its event's name as a tip.
 */
(() => {
  "use strict"
  const form = document.querySelector(".qeqt-filter")
  const entries = form ? document.querySelectorAll(form.dataset.of) : []
  if (!entries.length) return
  const choices = Array.from(form.querySelectorAll("select")), said = form.querySelector("output")
  const word = form.elements.word
  const lists = new Set(Array.from(entries, entry => entry.parentElement))
  const texts = new Map(Array.from(entries, entry =>
    [entry, `${entry.textContent} ${entry.dataset.words ?? ""}`.toLowerCase()]))
  const marks = new Map(Array.from(entries, entry =>
    [entry, document.querySelectorAll(`.qeqt-svg a[href="#${entry.id}"]`)]))

  function filter() {
    let shown = 0
    const words = word.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const entry of entries) {
      entry.hidden = choices.some(choice => choice.value && entry.dataset[choice.name] !== choice.value)
        || words.some(each => !texts.get(entry).includes(each))
      for (const mark of marks.get(entry)) mark.classList.toggle("qeqt-pale", entry.hidden)
      shown += !entry.hidden
    }
    for (const list of lists) {
      list.hidden = !list.querySelector(":scope > :not([hidden])")
      const heading = list.previousElementSibling
      if (heading?.matches("h2")) heading.hidden = list.hidden
    }
    said.textContent = shown ? `${shown} ${form.dataset.unit}` : form.dataset.none
    const address = new URL(location)
    for (const { name, value } of [...choices, word])
      if (value) address.searchParams.set(name, value)
      else address.searchParams.delete(name)
    if (address.href !== location.href) history.replaceState(history.state, "", address)
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
    if (!target || !target.hidden) return
    for (const choice of [...choices, word]) choice.value = ""
    filter()
    target.scrollIntoView()
  }

  /** The name of a mark's event as the tip of the mark, once it is pointed at. */
  function tip({ target }) {
    const mark = target.closest?.('a[href^="#event-"]')
    if (!mark || mark.querySelector("title")) return
    const entry = document.getElementById(mark.getAttribute("href").slice(1))
    const title = document.createElementNS(mark.namespaceURI, "title")
    title.textContent = `${entry.querySelector("dd").textContent}　${entry.querySelector("dt").textContent}`
    mark.prepend(title)
  }

  const asked = new URL(location).searchParams
  for (const choice of choices)
    if (Array.from(choice.options).some(option => option.value === asked.get(choice.name)))
      choice.value = asked.get(choice.name)
  word.value = asked.get("word") ?? ""
  form.hidden = false
  filter()
  reveal()
  form.addEventListener("change", filter)
  word.addEventListener("input", filter)
  form.addEventListener("submit", event => event.preventDefault())
  addEventListener("hashchange", reveal)
  document.getElementById("fig-timeline_over_holdings")?.addEventListener("pointerover", tip)
})()
