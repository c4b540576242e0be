// What the lab is set to, and how it stands in an address, in a question to the model and in a command.

import { edition } from "./edition.js"
import { Missing } from "./fetching.js"
import { months } from "./lab-controls.js"

export class Settings {
  constructor(room, first) {
    this.room = room
    this.first = first
  }

  bank(wanted) {
    return this.room.banks.find(bank => bank.key === wanted.bank)
  }

  preset(wanted) {
    return this.bank(wanted).presets.find(preset => preset.key === wanted.preset)
  }

  controls(bank) {
    return [...bank.levers, ...bank.parameters]
  }

  // The levers that move anything in a preset: the others are not offered there.
  levers(bank, preset) {
    return bank.levers.filter(each => !preset.dead.includes(each.key))
  }

  // The parameters that move anything in a preset: those that stand in front, and the others.
  parameters(bank, preset) {
    const all = bank.parameters.filter(each => preset.leveraged || !each.leveraged)
    const front = preset.front.map(key => all.find(each => each.key === key)).filter(Boolean)
    return [front, all.filter(each => !front.includes(each))]
  }

  // Whether the baseline is the preset itself, as it is given.
  untouched(wanted) {
    return this.baseline(wanted) === this.preset(wanted) && !Object.keys(wanted.moved).length
  }

  // The baseline: the plan that the preset departs from, and the preset itself where there is none.
  baseline(wanted) {
    const preset = this.preset(wanted)
    return this.bank(wanted).presets.find(each => each.key === preset.reference) ?? preset
  }

  columns(wanted) {
    return this.bank(wanted).groups.flatMap(group => group.columns)
  }

  units(wanted) {
    return Object.fromEntries(this.columns(wanted).map(column => [column.name, column.unit]))
  }

  // What the bank's controls and scenarios are called.
  names(wanted) {
    const bank = this.bank(wanted)
    return Object.fromEntries([...this.controls(bank), ...bank.presets].map(({ key, name }) => [key, `「${name}」`]))
  }

  holder(preset) {
    return this.room.banks.find(bank => bank.presets.some(each => each.key === preset))
  }

  // From an address; what it does not say, or says wrongly, is as the page opens.
  read(query) {
    const given = new URLSearchParams(query)
    const wanted = given.get("preset") ?? this.first
    const preset = this.holder(wanted) ? wanted : this.first
    const bank = this.holder(preset) ?? this.room.banks[0]
    const found = { bank: bank.key, preset: bank === this.holder(preset) ? preset : bank.presets[0].key, moved: {} }
    for (const control of this.controls(bank)) {
      const value = Number.parseFloat(given.get(control.key) ?? "")
      if (value >= control.low - 1e-9 && value <= control.high + 1e-9) found.moved[control.key] = value
    }
    const since = given.get("since")
    const known = this.preset(found)
    found.since = months(known).includes(since) ? since : known.start
    found.view = given.get("view") ?? ""
    found.pin = given.get("pin") ?? ""
    return found
  }

  written(wanted, whole = true) {
    const query = new URLSearchParams({ preset: wanted.preset })
    if (wanted.since !== this.preset(wanted).start) query.set("since", wanted.since)
    for (const [key, value] of Object.entries(wanted.moved)) query.set(key, short(value))
    if (whole && wanted.view) query.set("view", wanted.view)
    if (whole && wanted.pin) query.set("pin", wanted.pin)
    return query.toString()
  }

  question(wanted) {
    const { levers } = this.bank(wanted)
    const moves = {}, overrides = {}
    for (const [key, value] of Object.entries(wanted.moved)) {
      if (levers.some(control => control.key === key)) moves[key] = value
      else overrides[key] = value
    }
    return { kind: "run", bank: wanted.bank, preset: wanted.preset, since: wanted.since, moves, overrides }
  }

  command(wanted) {
    const sets = Object.entries(wanted.moved).map(([key, value]) => ` --set ${key}=${short(value)}`)
    const since = wanted.since === this.preset(wanted).start ? "" : ` --from ${wanted.since}`
    return `qeqt run ${wanted.preset}${sets.join("")}${since}`
  }
}

function short(value) {
  return String(Number(value.toPrecision(8)))
}

// A worker that can be ended at any time; the next question starts another.
export class Engine {
  constructor() {
    this.asked = new Map()
    this.count = 0
  }

  ask(question, heard, limit) {
    if (!this.worker) this.start()
    const id = (this.count += 1)
    return new Promise((resolve, reject) => {
      const late = limit && setTimeout(() => this.end(new Error("late")), limit)
      this.asked.set(id, { resolve, reject, heard, late })
      this.worker.postMessage({ ...question, id })
    })
  }

  start() {
    this.worker = new Worker(new URL(`lab-worker.js${edition}`, import.meta.url))
    this.worker.onmessage = ({ data }) => {
      const waiting = this.asked.get(data.id)
      if (!waiting) return
      waiting.heard?.(data)
      if (data.error === undefined && data.done !== undefined && data.done < data.of) return
      clearTimeout(waiting.late)
      this.asked.delete(data.id)
      if (data.missing) waiting.reject(new Missing(data.missing, data.status))
      else if (data.error !== undefined) waiting.reject(new Error(data.error))
      else waiting.resolve(data)
    }
    // A script that did not come says nothing; one that broke says where.
    this.worker.onerror = event => this.end(event.message ? new Error(event.message) : new Missing("模型"))
  }

  end(why) {
    this.worker?.terminate()
    this.worker = null
    for (const { reject, late } of this.asked.values()) {
      clearTimeout(late)
      reject(why)
    }
    this.asked.clear()
  }
}
