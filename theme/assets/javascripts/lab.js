// The policy lab: a plan, what a reader moves in it, and what the model says. Every setting is in the address.

import { element, library, write } from "./chart-tools.js"
import { labFile, read } from "./fetching.js"
import { Bands, bandWords, ranges } from "./lab-bands.js"
import { choice, folded, lever, months } from "./lab-controls.js"
import { csv, save } from "./lab-csv.js"
import { Results } from "./lab-results.js"
import { Engine, Settings } from "./lab-state.js"
import { amount, cautioned, failure, month, outcome, short } from "./lab-text.js"

const root = document.getElementById("qeqt-lab")
const patience = 5000
const draws = 300
const most = 1200

const times = []
window.qeqtLab = { times }

const model = new Engine()
const ensemble = new Bands(model)

let room, settings, results, state, parts
const baselines = new Map()

// The baseline covers the same months as the plan that departs from it.
async function baseline(wanted) {
  const preset = settings.baseline(wanted)
  const key = `${preset.key}@${settings.preset(wanted).months}`
  if (!baselines.has(key)) {
    const asked = { bank: wanted.bank, preset: preset.key, since: preset.start, moved: {} }
    baselines.set(key, await model.ask({ ...settings.question(asked), key }, null, patience))
  }
  return baselines.get(key)
}

function cut(found, count) {
  if (!found || found.months.length === count) return found?.columns
  return Object.fromEntries(Object.entries(found.columns).map(([name, values]) => [name, values.slice(0, count)]))
}

let running = false
let again = false
let begun = 0
let band = null
let last = null

// Runs the latest settings; settings that change meanwhile are run next, and only the last of them.
async function run() {
  if (running) {
    again = true
    return
  }
  running = true
  do {
    again = false
    const from = begun
    const wanted = state
    try {
      const [found, base] = [await model.ask(settings.question(wanted), null, patience), await baseline(wanted)]
      const pin = wanted.pin ? await pinned(wanted) : null
      if (wanted === state || again) await show(wanted, found, base, pin)
      if (from) times.push(performance.now() - from)
    } catch (error) {
      refuse(wanted, error)
    }
    root.dataset.runs = String(Number(root.dataset.runs ?? 0) + 1)
  } while (again)
  running = false
}

async function pinned(wanted) {
  const other = settings.read(wanted.pin)
  if (other.bank !== wanted.bank) return null
  try {
    return await model.ask(settings.question(other), null, patience)
  } catch {
    return null
  }
}

async function show(wanted, found, base, pin) {
  last = { wanted, found, base }
  const count = found.months.length
  const { about } = settings.preset(wanted)
  const told = {
    own: settings.untouched(wanted), about, moved: Object.keys(wanted.moved).length > 0,
    from: Math.max(found.months.indexOf(wanted.since), 0),
  }
  results.offer(found, wanted.view || about)
  parts.problem.hidden = true
  parts.output.classList.remove("is-stale")
  write(parts.story, outcome(found, base, settings.columns(wanted), told))
  parts.why.replaceChildren(
    ...cautions(found, wanted).map(each => element("p", { class: "qeqt-lab__caution" }, each)), ...reasons(wanted))
  write(parts.identity,
    `恆等式：資產＝負債＋資本，每一個月都成立；最大的誤差是資產的 ${found.identity.toExponential(1)} 倍，只是捨入。`)
  const group = results.found.find(each => each.key === results.group)
  parts.notice.hidden = !group?.notice && !parts.story.textContent.includes("台灣跟")
  parts.pinned.hidden = !pin
  parts.unpin.hidden = !wanted.pin
  write(parts.bar, short(found, base, settings.units(wanted), told))
  parts.banded.hidden = !band
  await results.show({
    months: found.months, run: found.columns, base: cut(base, count), pin: cut(pin, count), band,
  })
  root.dataset.state = "ready"
  say(parts.story.textContent)
}

const tooLong = "這一次算太久，已經停下來。請把設定改回一些再試。"

function refuse(wanted, error) {
  if (wanted !== state) return
  problem(error, settings.units(wanted).total_assets?.word ?? "")
  parts.bar.textContent = parts.problem.textContent
  parts.output.classList.add("is-stale")
  root.dataset.state = "refused"
  say(parts.problem.textContent)
}

// What is wrong, and a way to try again where the setting is not what is wrong.
function problem(error, currency) {
  const late = error.message === "late"
  const missing = error.name === "Missing"
  parts.problem.textContent = missing ? error.message : late ? tooLong : failure(error.message, room.messages, currency)
  if (missing) parts.problem.append(" ", button("再試一次", () => run()))
  parts.problem.hidden = false
}

function cautions(found, wanted) {
  return cautioned(found.cautions, room.messages, settings.names(wanted))
}

// Why: the scenario's own words, then each thing that was moved.
function reasons(wanted) {
  const preset = settings.preset(wanted)
  const bank = settings.bank(wanted)
  const items = [element("p", {}, `情境：${bank.name}，${preset.name}，改變從 ${month(wanted.since)}開始。`,
    preset.summary.replace(/。.*/s, "。"))]
  for (const control of settings.controls(bank)) {
    const value = wanted.moved[control.key]
    if (value === undefined) continue
    const now = control.kind === "switch" ? (value >= 0.5 ? "打開" : "關上") : `定為 ${amount(value, control.unit)}`
    const was = control.kind === "parameter" ? `（原值 ${amount(control.rest, control.unit)}）` : ""
    items.push(element("p", {}, `你把「${control.name}」${now}${was}。${control.why ?? ""}`))
  }
  return items
}

let saying = 0
function say(text) {
  clearTimeout(saying)
  saying = setTimeout(() => (parts.live.textContent = text), most / 2)
}

function drop() {
  ensemble.stop()
  band = null
}

function change(key, value, settled) {
  begun = performance.now()
  if (state.moved[key] === value) {
    address(settled)
    return
  }
  const moved = { ...state.moved }
  if (value === undefined) delete moved[key]
  else moved[key] = value
  state = { ...state, moved }
  address(settled)
  summary()
  drop()
  run()
}

// One entry of the history a change, however long a thumb is on its way; a browser counts how often it is told.
let underway = false
let telling = 0
function address(settled) {
  clearTimeout(telling)
  if (settled) tell(true)
  else telling = setTimeout(() => tell(false), 200)
}

function tell(settled) {
  const query = `?${settings.written(state)}`
  if (query !== location.search) history[underway ? "replaceState" : "pushState"](null, "", query)
  underway = !settled
}

function go(wanted, push = true) {
  drop()
  state = wanted
  if (push) address(true)
  begun = performance.now()
  build()
  run()
}

function summary() {
  const count = Object.keys(state.moved).length
  parts.reset.disabled = !count && state.since === settings.preset(state).start
  parts.command.textContent = settings.command(state)
}

// The controls of the bank and preset at hand.
function build() {
  const bank = settings.bank(state)
  const preset = settings.preset(state)
  root.style.setProperty("--qeqt-lab", `var(--qeqt-${bank.key}, var(--qeqt-accent))`)
  if (results.bank !== bank.key) {
    results.bank = bank.key
    results.groups = bank.groups
    results.signature = ""
  }
  const options = { preset, value: key => state.moved[key], changed: change }
  const kinds = { measure: "央行怎麼做", setting: "規則與預期", path: "外面的情況", switch: "開關" }
  const levers = settings.levers(bank, preset)
  const sections = Object.entries(kinds).map(([kind, title]) => [title, levers.filter(each => each.kind === kind)])
  const [front, others] = settings.parameters(bank, preset)
  const starts = months(preset)
  parts.controls.replaceChildren(
    choice("lab-bank", "央行", room.banks.map(each => [each.key, each.name]), bank.key, key =>
      go(settings.read(`preset=${settings.bank({ bank: key }).presets[0].key}`))),
    choice("lab-preset", "情境", bank.presets.map(each => [each.key, each.name]), preset.key, key =>
      go({ ...settings.read(`preset=${key}`), view: state.view, pin: state.pin })),
    element("p", { class: "qeqt-lab__preset" }, preset.summary),
    element("p", { class: "qeqt-lab__against" }, settings.baseline(state) === preset
      ? "基準是這個情境本身：還沒有動任何設定時，兩條線重疊。"
      : `基準是「${settings.baseline(state).name}」。`),
    choice("lab-since", "改變從哪個月開始", starts.map(each => [each, month(each)]), state.since, since =>
      go({ ...state, since })),
    ...sections.filter(([, found]) => found.length).map(([title, found], n) => n
      ? folded(title, found, options)
      : element("div", { class: "qeqt-levers" }, element("p", { class: "qeqt-levers__title" }, title), ...found.map(control => lever(control, {
        preset, value: state.moved[control.key], changed: change,
      })))),
    front.length ? folded("最要緊的參數", front, options) : null,
    ...[...grouped(others)].map(([title, found]) => folded(`參數：${title}`, found, options)),
  )
  summary()
}

function grouped(list) {
  const found = new Map()
  for (const each of list) found.set(each.block, [...(found.get(each.block) ?? []), each])
  return found
}

function toDraw() {
  return { ...settings.question(state), ranges: ranges(settings.bank(state)) }
}

async function bands() {
  if (!last || root.dataset.state !== "ready") return
  const asked = { ...toDraw(), columns: results.columns() }
  parts.bands.hidden = true
  parts.progress.hidden = false
  parts.done.value = 0
  const from = performance.now()
  let picture = null
  try {
    await ensemble.draw(asked, draws, (done, of, redrawn, found) => {
      parts.done.max = of
      parts.done.value = done
      if (!found) return
      band = found
      parts.banded.textContent = bandWords(done, redrawn)
      parts.banded.hidden = false
      picture = results.show({ ...results.seen, band })
    })
    await picture
    window.qeqtLab.bands = performance.now() - from
    say(`誤差帶畫好了，抽了 ${draws} 組參數。`)
  } catch (error) {
    if (error.message !== "stopped") problem(error, "")
  }
  parts.bands.hidden = false
  parts.progress.hidden = true
}

function download() {
  const { wanted, found, base } = last
  save(`qeqt-${wanted.preset}.csv`, csv({
    room, settings, wanted, found, base: cut(base, found.months.length), cautions: cautions(found, wanted),
  }))
}

function button(words, act, attributes = {}) {
  const made = element("button", { type: "button", class: "qeqt-button", ...attributes }, words)
  made.addEventListener("click", act)
  return made
}

async function copy(text, made, words) {
  try {
    await navigator.clipboard.writeText(text)
    made.textContent = "已複製"
  } catch {
    made.textContent = "請自己選取複製"
  }
  setTimeout(() => (made.textContent = words), most)
}

function frame() {
  parts = {
    controls: element("form", { class: "qeqt-lab__controls", "aria-label": "設定" }),
    output: element("div", { class: "qeqt-lab__output", id: "qeqt-lab-results" }),
    story: element("p", { class: "qeqt-lab__story" }),
    why: element("div", { class: "qeqt-lab__why" }),
    problem: element("p", { class: "qeqt-lab__problem", role: "alert", hidden: true }),
    identity: element("p", { class: "qeqt-lab__identity" }),
    notice: element("p", { class: "qeqt-lab__notice", hidden: true }, room.notice),
    live: element("p", { class: "qeqt-lab__live", role: "status", "aria-live": "polite" }),
    command: element("code", { tabindex: "0" }),
    bar: element("a", { class: "qeqt-lab__bar", href: "#qeqt-lab-results" }),
    done: element("progress", { max: draws, value: 0, "aria-label": "誤差帶的進度" }),
    pinned: element("li", { class: "is-pin", hidden: true }, "釘住的設定"),
    banded: element("li", { class: "is-band", hidden: true }, bandWords(draws, 0)),
  }
  parts.controls.addEventListener("submit", event => event.preventDefault())
  parts.reset = button("全部還原", () => go({ ...state, moved: {}, since: settings.preset(state).start }))
  parts.pin = button("釘住這一組，拿來比", () => go({ ...state, pin: settings.written(state, false) }))
  parts.unpin = button("不比了", () => go({ ...state, pin: "" }))
  parts.bands = button("畫誤差帶", bands)
  parts.progress = element("div", { class: "qeqt-lab__progress", hidden: true }, parts.done,
    button("停", () => ensemble.stop()))
  const share = button("複製網址", () => copy(location.href, share, "複製網址"))
  const order = button("複製指令", () => copy(settings.command(state), order, "複製指令"))
  const legend = element("ul", { class: "qeqt-legend", "aria-label": "圖例" },
    element("li", { class: "is-run" }, "你的設定"), element("li", { class: "is-base" }, "基準"), parts.pinned, parts.banded)
  const charts = element("div", { class: "qeqt-lab__charts" })
  parts.output.append(
    parts.problem, parts.story, parts.why, legend,
    element("div", { class: "qeqt-lab__tools" }, parts.bands, parts.progress, parts.pin, parts.unpin, parts.reset),
    charts, parts.notice, parts.identity,
    element("div", { class: "qeqt-lab__tools" }, share, button("下載 CSV", download), order),
    element("p", { class: "qeqt-lab__command" }, parts.command),
  )
  root.replaceChildren(parts.controls, parts.bar, parts.output, parts.live)
  return charts
}

// The model is read while the charts come; a hand on its way to the button is sign enough to begin.
export function fetchAhead() {
  needed().catch(() => {})
}

// What opening needs, asked for once; what failed is asked for again.
let coming = null
function needed() {
  coming ??= Promise.all([
    read(labFile("room.json"), "實驗室的設定"), read(labFile("chart.json"), "圖的樣式"), library(),
    model.ask({ kind: "warm", bank: root.dataset.bank }),
  ]).catch(error => {
    coming = null
    throw error
  })
  return coming
}

async function begin() {
  const [found, template] = await needed()
  room = found
  settings = new Settings(room, root.dataset.preset)
  state = settings.read(location.search)
  results = new Results(frame(), template, [], group => {
    state = { ...state, view: group }
    address(true)
    drop()
    run()
  })
  build()
  addEventListener("popstate", () => go(settings.read(location.search), false))
  await run()
  for (const bank of room.banks) fetch(labFile(`${bank.key}.json`)).catch(() => {})
  const whenIdle = window.requestIdleCallback ?? setTimeout
  whenIdle(() => ensemble.prepare(toDraw()))
  window.keepOffline?.("lab").catch(() => {}) // opened once it opens without a network too
}

// What goes wrong before there is anything to see is said at the door, which can be tried again.
export async function start() {
  root.dataset.state = "loading"
  try {
    await begin()
  } catch (error) {
    root.dataset.state = "failed"
    throw error
  }
}
