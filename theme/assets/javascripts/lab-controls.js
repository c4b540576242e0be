// The lab's controls: every slider and switch made from a record; the page keeps what is moved, not where a
// thumb happens to stand.

import { element } from "./chart-tools.js"
import { amount } from "./lab-text.js"

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high)
}

// Where a control rests while nobody moves it: what the scenario does, else what the record says.
function resting(control, preset) {
  return clamp(preset.at[control.key] ?? control.rest, control.low, control.high)
}

function shown(control, value) {
  return control.kind === "switch" ? (value >= 0.5 ? "開" : "關") : amount(value, control.unit)
}

export function lever(control, { preset, value, changed }) {
  const id = `lab-${control.key}`
  const still = control.kind === "parameter" ? "原值" : "照情境"
  const rest = resting(control, preset)
  const told = element("output", { class: "qeqt-lever__value", for: id })
  const back = element("button", { type: "button", class: "qeqt-lever__back", "aria-label": `${control.name}：還原` }, "還原")
  const flag = control.kind === "switch"
  const input = element("input", flag
    ? { id, type: "checkbox", role: "switch", "aria-describedby": `${id}-why` }
    : { id, type: "range", min: control.low, max: control.high, step: control.step, "aria-describedby": `${id}-why` })
  const row = element("div", { class: `qeqt-lever${flag ? " qeqt-lever--switch" : ""}`, "data-key": control.key },
    element("label", { for: id }, control.name),
    told,
    input,
    back,
    element("p", { id: `${id}-why`, class: "qeqt-lever__why" }, control.explain),
  )
  const put = (now, moved) => {
    if (flag) input.checked = now >= 0.5
    else input.value = now
    const text = shown(control, now)
    told.textContent = moved || control.kind === "parameter" || flag ? text : still
    if (!flag) input.setAttribute("aria-valuetext", moved ? text : `${still}，${text}`)
    row.classList.toggle("is-moved", moved)
    back.hidden = !moved
  }
  put(value ?? rest, value !== undefined)
  input.addEventListener(flag ? "change" : "input", () => {
    const now = flag ? Number(input.checked) : clamp(Number(input.value), control.low, control.high)
    put(now, true)
    changed(control.key, now, false)
  })
  input.addEventListener("change", () => changed(control.key, flag ? Number(input.checked) : Number(input.value), true))
  back.addEventListener("click", () => {
    put(rest, false)
    changed(control.key, undefined, true)
    input.focus()
  })
  return row
}

export function months(preset) {
  const [year, number] = preset.start.split("-").map(Number)
  return Array.from({ length: preset.months }, (_, n) => {
    const count = year * 12 + number - 1 + n
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`
  })
}

export function choice(id, label, options, value, chosen) {
  const select = element("select", { id }, ...options.map(([key, words]) =>
    element("option", { value: key, selected: key === value }, words)))
  select.value = value
  select.addEventListener("change", () => chosen(select.value))
  return element("div", { class: "qeqt-choice" }, element("label", { for: id }, label), select)
}

// A folded list of controls; what is moved inside opens it.
export function folded(title, controls, options) {
  const moved = controls.some(control => options.value(control.key) !== undefined)
  return element("details", { class: "qeqt-levers", open: moved }, element("summary", {}, title),
    ...controls.map(control => lever(control, {
      preset: options.preset, value: options.value(control.key), changed: options.changed,
    })))
}
