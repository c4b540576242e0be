/* The FAQ page: below each answer's first sentence the rest is folded; a link to a question, a found word and
 * paper open it. Without this script everything is in view.
 * Its filter is the search box's index, over the questions alone, best answer first.
 * The address carries the query as ?q=; it is taken away while the theme starts, or the theme would open
 * its own box with it.
 */
(() => {
  "use strict"
  const form = document.querySelector(".qeqt-faq-filter")
  const headings = document.querySelectorAll(".md-content__inner :is(h2, h3)[id^=faq-]")
  if (!form || !headings.length) return
  const input = form.querySelector("input"), said = form.querySelector("output")
  const box = document.querySelector("[data-md-component=search-query]")

  const questions = Array.from(headings, heading => {
    const parts = [heading]
    let next = heading.nextElementSibling
    for (; next && !next.matches("h1, h2, h3[id^=faq-], hr, aside, .footnote, .qeqt-cite"); next = next.nextElementSibling)
      parts.push(next)
    return { id: heading.id, ...folded(heading.textContent.replace("¶", ""), parts) }
  })

  /** Fold what follows an answer's first paragraph and the notice that may stand below it. */
  function folded(question, parts) {
    const at = parts.findIndex((part, n) => n > 1 && part.matches("p, ul, ol"))
    if (at < 0) return { parts }
    const rest = document.createElement("details"), summary = document.createElement("summary")
    rest.className = "qeqt-answer"
    summary.textContent = "細說"
    summary.setAttribute("aria-label", `細說：${question}`)
    parts[at].before(rest)
    rest.append(summary, ...parts.slice(at))
    return { parts: [...parts.slice(0, at), rest], rest }
  }

  const every = document.createElement("button")
  every.type = "button"
  every.textContent = "全部展開"
  every.addEventListener("click", () => {
    const opening = questions.some(({ rest }) => rest && !rest.open)
    for (const { rest } of questions) if (rest) rest.open = opening
    every.textContent = opening ? "全部收起" : "全部展開"
  })
  said.after(every)

  let shut = []
  addEventListener("beforeprint", () => {
    shut = questions.map(({ rest }) => rest).filter(rest => rest && !rest.open)
    for (const rest of shut) rest.open = true
  })
  addEventListener("afterprint", () => {
    for (const rest of shut) rest.open = false
  })

  /** Open the question that the address names, and those in which the theme has lit a word that was sought. */
  function open() {
    const named = questions.find(({ id }) => location.hash === `#${id}`)
    for (const question of questions)
      if (question.rest && (question === named || question.rest.querySelector("mark"))) question.rest.open = true
    return named
  }

  const end = document.createComment("the questions end here")
  questions.at(-1).parts.at(-1).after(end)

  /** Show these questions in this order; all of them, in the book's order, when there is no query. */
  function show(found) {
    for (const question of found ? new Set([...found, ...questions]) : questions) {
      for (const part of question.parts) part.hidden = Boolean(found) && !found.includes(question)
      end.before(...question.parts)
    }
  }

  function carry(query) {
    const address = new URL(location)
    if (query) address.searchParams.set("q", query)
    else address.searchParams.delete("q")
    if (address.href !== location.href) history.replaceState(history.state, "", address)
  }

  async function filter() {
    const query = input.value.trim()
    carry(query)
    said.replaceChildren()
    if (!query) return show(null)
    let answer
    try {
      answer = await window.askQuestions(query)
    } catch (error) {
      if (query === input.value.trim()) said.replaceChildren(error.message, button("再試一次", filter))
      return
    }
    if (query !== input.value.trim()) return
    const ids = answer.found.map(address => address.split("#")[1])
    show(ids.map(id => questions.find(question => question.id === id)))
    if (answer.changed.length) said.append(`改查：${answer.changed.map(({ is }) => is).join("、")}。`)
    if (ids.length && !answer.closest) return said.append(`${ids.length} 題相符`)
    said.append(ids.length ? `沒有完全相符的問題，最接近的 ${ids.length} 題。` : "沒有相符的問題。")
    if (box) said.append(button("改搜尋整本書", () => {
      box.value = query
      box.focus()
      box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
    }))
  }

  function button(textContent, onclick) {
    return Object.assign(document.createElement("button"), { type: "button", textContent, onclick })
  }

  const asked = new URL(location).searchParams.get("q")
  if (asked) carry("")
  const begin = () => {
    form.hidden = false
    if (!asked) return
    input.value = asked
    filter()
  }
  if (document.readyState === "complete") begin() // fetched again, after it had not come
  else addEventListener("load", begin)
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(filter))
  input.addEventListener("input", event => { if (!event.isComposing) filter() })
  input.addEventListener("compositionend", filter)
  input.addEventListener("keydown", ({ key, isComposing }) => { // as the field of the box: Esc empties it
    if (key !== "Escape" || isComposing || !input.value) return
    input.value = ""
    filter()
  })
  function arrive() { // by a link to a question, one that the filter hides too
    const named = open()
    if (named?.parts[0].hidden) {
      input.value = ""
      filter()
    }
    named?.parts[0].scrollIntoView()
  }
  addEventListener("hashchange", arrive)
  if (document.readyState === "complete") arrive()
  else addEventListener("load", arrive)
})()
