// Numbers in prose say where they come from, on hover, on focus and on the first tap; figures give their link.
// Without this script a number is a link to its source and a figure's link is a link: nothing is lost.

const copied = "已複製"

function row(text) {
  const line = document.createElement("p")
  line.textContent = text
  return line
}

const note = document.createElement("div")
note.className = "qeqt-note"
note.id = "qeqt-note"
note.setAttribute("role", "tooltip")
note.hidden = true
document.body.append(note)

let owner = null
let leaving = 0

function close() {
  clearTimeout(leaving)
  note.hidden = true
  owner?.removeAttribute("aria-describedby")
  owner?.removeAttribute("aria-expanded")
  owner = null
}

function place(link) {
  const box = link.getClientRects()[0]
  const room = document.documentElement.clientWidth
  const edge = 12
  const left = Math.min(Math.max(box.left, edge), Math.max(edge, room - note.offsetWidth - edge))
  const below = box.bottom + 6 + note.offsetHeight < window.innerHeight || box.top < note.offsetHeight + 80
  note.style.left = `${left + window.scrollX}px`
  note.style.top = `${(below ? box.bottom + 6 : box.top - note.offsetHeight - 6) + window.scrollY}px`
}

function open(link) {
  clearTimeout(leaving)
  if (owner === link) return
  close()
  const { label, source, date, sure } = link.parentElement.dataset
  const way = document.createElement("a")
  way.href = link.href
  way.textContent = "看出處"
  const last = row(sure ? sure + "　" : "")
  last.append(way)
  note.replaceChildren(...[label, source, date].filter(Boolean).map(row), last)
  owner = link
  link.setAttribute("aria-describedby", note.id)
  link.setAttribute("aria-expanded", "true")
  note.hidden = false
  place(link)
}

function leave() {
  clearTimeout(leaving)
  leaving = setTimeout(close, 250)
}

for (const link of document.querySelectorAll(".qeqt-number > a")) {
  link.addEventListener("pointerenter", event => event.pointerType === "mouse" && open(link))
  link.addEventListener("pointerleave", event => event.pointerType === "mouse" && leave())
  link.addEventListener("focus", () => link.matches(":focus-visible") && open(link))
  link.addEventListener("blur", event => note.contains(event.relatedTarget) || leave())
  link.addEventListener("click", event => {
    if (event.pointerType === "mouse" || event.detail === 0 || owner === link) return
    event.preventDefault()
    open(link)
  })
}

note.addEventListener("pointerenter", () => clearTimeout(leaving))
note.addEventListener("pointerleave", event => event.pointerType === "mouse" && leave())
addEventListener("keydown", event => event.key === "Escape" && close())
addEventListener("resize", close)
addEventListener("pointerdown", event => {
  if (owner && !note.contains(event.target) && !owner.contains(event.target)) close()
})

for (const link of document.querySelectorAll(".qeqt-figure__link")) {
  const words = link.textContent
  link.addEventListener("click", () => {
    navigator.clipboard?.writeText(link.href).then(() => {
      link.textContent = copied
      setTimeout(() => (link.textContent = words), 1600)
    }, () => {})
  })
}

// A figure's citation with its address, and the line that shows it elsewhere, in one tap.
for (const button of document.querySelectorAll(".qeqt-figure__copy")) {
  const words = button.textContent
  const figure = button.closest("figure")
  const address = new URL(`#${figure.id}`, location.href).href
  const says = {
    cite: () => `${figure.querySelector(".qeqt-figure__cite").textContent}${address}`,
    embed: () => {
      const shown = document.createElement("a")
      const image = document.createElement("img")
      shown.href = address
      image.src = figure.querySelector(".qeqt-figure__take a[href$='.light.png']").href
      image.alt = figure.querySelector(".qeqt-figure__title").textContent
      shown.append(image)
      return shown.outerHTML
    },
  }[button.dataset.copy]
  button.hidden = !navigator.clipboard
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(says()).then(() => {
      button.textContent = copied
      setTimeout(() => (button.textContent = words), 1600)
    }, () => {})
  })
}

// A figure answers when its reader asks; until then neither the charts library nor its data are fetched. What does
// not come is said, and can be asked for again.
for (const asked of document.querySelectorAll(".qeqt-figure__live")) {
  const words = asked.textContent
  const figure = asked.closest("figure")
  const said = document.createElement("p")
  const again = document.createElement("button")
  said.setAttribute("role", "alert")
  again.type = "button"
  again.className = asked.className
  again.textContent = "再試一次"
  let still = null
  let reader = "./figure-live.js"
  let remembered = 0
  asked.hidden = false

  async function open() {
    asked.disabled = again.disabled = true
    asked.textContent = "載入中……"
    try {
      const { live } = await import(reader).catch(error => {
        reader += reader.includes("?") ? "&" : "?" // a browser may remember a script as one that failed
        remembered += 1
        throw error
      })
      still = await live(figure, new URL(asked.dataset.spec, location.href).href)
      for (const each of [said, again]) each.remove()
      asked.textContent = "回到靜態圖"
      asked.hidden = false
      figure.querySelector(".qeqt-live").focus()
    } catch (error) {
      said.textContent = error.name === "Missing" ? error.message : "這張圖沒有打開。"
      asked.textContent = words
      asked.hidden = true
      asked.after(said, again)
      again.disabled = false
      again.focus()
    }
    asked.disabled = again.disabled = false
  }

  asked.addEventListener("click", () => {
    if (!still) return open()
    still()
    still = null
    asked.textContent = words
  })

  // A part of the reader that a browser remembers as failed comes only to a page that begins anew.
  again.addEventListener("click", () => {
    if (remembered < 2) return open()
    location.hash = figure.id
    location.reload()
  })
}

// What happens step by step is shown a step at a time; without the script all steps are there.
if (document.querySelector(".qeqt-steps")) import("./steps.js").catch(() => {})
