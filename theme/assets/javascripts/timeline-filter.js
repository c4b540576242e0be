/* The filter of the timeline: who, what kind, which words. Without it the page is the whole list.
 * The address carries the choice as ?bank=…&kind=…&word=…; a link to an event that is hidden shows everything again.
 */
(() => {
  "use strict"
  const form = document.querySelector(".qeqt-timeline-filter")
  const entries = document.querySelectorAll(".qeqt-timeline > [data-bank]")
  if (!form || !entries.length) return
  const choices = Array.from(form.querySelectorAll("select")), said = form.querySelector("output")
  const word = form.elements.word
  const texts = new Map(Array.from(entries, entry => [entry, entry.textContent.toLowerCase()]))

  function filter() {
    let shown = 0
    const words = word.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const entry of entries) {
      entry.hidden = choices.some(choice => choice.value && entry.dataset[choice.name] !== choice.value)
        || words.some(each => !texts.get(entry).includes(each))
      shown += !entry.hidden
    }
    said.textContent = shown ? `${shown} 件` : "沒有這樣的事件。"
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
})()
