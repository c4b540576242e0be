/* The filter of the timeline: who and what kind. Without it the page is the whole list.
 * The address carries the choice as ?bank=…&kind=…; a link to an event that is hidden shows everything again.
 */
(() => {
  "use strict"
  const form = document.querySelector(".qeqt-timeline-filter")
  const entries = document.querySelectorAll(".qeqt-timeline > [data-bank]")
  if (!form || !entries.length) return
  const choices = Array.from(form.querySelectorAll("select")), said = form.querySelector("output")

  function filter() {
    let shown = 0
    for (const entry of entries) {
      entry.hidden = choices.some(choice => choice.value && entry.dataset[choice.name] !== choice.value)
      shown += !entry.hidden
    }
    said.textContent = shown ? `${shown} 件` : "沒有這樣的事件。"
    const address = new URL(location)
    for (const { name, value } of choices)
      if (value) address.searchParams.set(name, value)
      else address.searchParams.delete(name)
    if (address.href !== location.href) history.replaceState(history.state, "", address)
  }

  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
    if (!target || !target.hidden) return
    for (const choice of choices) choice.value = ""
    filter()
    target.scrollIntoView()
  }

  const asked = new URL(location).searchParams
  for (const choice of choices)
    if (Array.from(choice.options).some(option => option.value === asked.get(choice.name)))
      choice.value = asked.get(choice.name)
  form.hidden = false
  filter()
  reveal()
  form.addEventListener("change", filter)
  form.addEventListener("submit", event => event.preventDefault())
  addEventListener("hashchange", reveal)
})()
