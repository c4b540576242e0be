// What every interactive chart shares: the charts library, fetched when it is asked for; a way along a chart
// by finger, mouse or keys, which is said as well as shown.

import { labFile, run } from "./fetching.js"

let waiting = null

// The library comes once, from this site. Expressions run in its interpreter: no text becomes code.
export function library() {
  waiting ??= run(labFile("charts.js"), "圖表程式").then(() => window.qeqtEmbed, error => {
    waiting = null
    throw error
  })
  return waiting
}

export async function draw(place, specification, mode) {
  const embed = await library()
  const { view } = await embed(place, specification, {
    mode, ast: true, actions: false, renderer: "svg", tooltip: false, hover: false, defaultStyle: false, logLevel: 0,
  })
  return view
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue
    made.setAttribute(key, value === true ? "" : value)
  }
  made.append(...children.filter(child => child !== null && child !== undefined))
  return made
}

// Writes a text where it is another one: what is as it was costs the page nothing.
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text
}

// A stretch of steps that can be walked: a slider to the keys and to a screen reader, a surface to the finger.
export function walk(surface, { label, count, nearest, show, leave, start }) {
  let at = -1
  surface.tabIndex = 0
  surface.setAttribute("role", "slider")
  surface.setAttribute("aria-label", label)
  surface.setAttribute("aria-valuemin", "0")
  const set = place => {
    const last = count() - 1
    if (last < 0) return
    at = Math.min(Math.max(place, 0), last)
    surface.setAttribute("aria-valuemax", String(last))
    surface.setAttribute("aria-valuenow", String(at))
    surface.setAttribute("aria-valuetext", show(at))
  }
  const away = () => {
    at = -1
    leave()
  }
  surface.setAttribute("aria-valuenow", "0")
  surface.setAttribute("aria-valuemax", String(Math.max(count() - 1, 0)))
  surface.setAttribute("aria-valuetext", "用左右鍵讀每一個數字")
  surface.addEventListener("keydown", event => {
    const from = at < 0 ? start() - 1 : at
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 12, PageDown: -12 }
    if (event.key in steps) set(at < 0 && steps[event.key] < 0 ? from : from + steps[event.key])
    else if (event.key === "Home") set(0)
    else if (event.key === "End") set(count() - 1)
    else if (event.key === "Escape") return away()
    else return
    event.preventDefault()
  })
  surface.addEventListener("pointermove", event => {
    const place = nearest(event)
    if (place >= 0 && place !== at) set(place)
  })
  surface.addEventListener("pointerdown", event => set(nearest(event)))
  surface.addEventListener("pointerleave", event => event.pointerType === "mouse" && away())
  surface.addEventListener("blur", away)
  return { again: () => at >= 0 && set(at) }
}
