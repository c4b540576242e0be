// Bands out of many draws of the parameters: workers draw, the page gathers; it can be stopped at any time.

import { Engine } from "./lab-state.js"

const ends = { low: 0.05, high: 0.95, low68: 0.16, high68: 0.84 }

function quantile(sorted, share) {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below)
}

// Where draws lie: column -> the ends of the 90% and of the 68% band, a number a month.
export function between(drawn) {
  const found = {}
  for (const [name, runs] of Object.entries(drawn)) {
    const band = Object.fromEntries(Object.keys(ends).map(end => [end, []]))
    const month = new Float64Array(runs.length)
    for (let t = 0; t < (runs[0]?.length ?? 0); t += 1) {
      for (let n = 0; n < runs.length; n += 1) month[n] = runs[n][t]
      month.sort()
      for (const [end, share] of Object.entries(ends)) band[end].push(quantile(month, share))
    }
    found[name] = band
  }
  return found
}

export function bandWords(done, redrawn) {
  const share = (100 * redrawn) / (done + redrawn || 1)
  const again = redrawn ? `不穩定而重抽的占 ${share.toFixed(1)}%` : "沒有一組需要重抽"
  return `誤差帶：參數在範圍內一起抽 ${done} 次（種子 1 到 ${done}，${again}），淺色九成，深色 68%`
}

// What is drawn, as the records say it: each parameter's range, shape and value.
export function ranges(bank) {
  return bank.parameters
    .filter(each => each.drawn)
    .map(each => [each.key, each.low, each.high, each.shape, each.rest])
}

// A few draws at a time, two lots on the way to each engine: none waits for the page, and a stop is soon heard.
const lot = 4
const ahead = 2
const most = 4
const patience = 5000
const pause = 400 // ms between two pictures on the way

export class Bands {
  // The page's own engine draws too: it knows the model by heart. The others come where there are cores for them.
  constructor(own) {
    const cores = Math.min(navigator.hardwareConcurrency || 2, most)
    this.engines = [own, ...Array.from({ length: cores - 1 }, () => new Engine())]
    this.cease = () => {}
  }

  // A second engine reads the model and tries it: a first run takes longer than later ones. More than one would
  // cost a reader who draws no bands too much.
  prepare(question) {
    this.engines[1]?.ask({ ...question, columns: [], kind: "draws", from: 1, count: 2 * lot }).catch(() => {})
  }

  // Asks for so many draws; `heard` is told how many are done, how many combinations were drawn again and,
  // now and then and at the end, where they lie. A draw's seed is its number: the same question has the same
  // bands, whichever engine drew what.
  async draw(question, count, heard) {
    this.stop()
    const drawn = Object.fromEntries(question.columns.map(name => [name, []]))
    let next = 1
    let done = 0
    let redrawn = 0
    let failed = 0
    let due = performance.now() + pause / 2
    let over = false
    const work = async engine => {
      while (!over && next <= count) {
        const from = next
        next += lot
        const asked = { ...question, kind: "draws", from, count: Math.min(lot, count - from + 1) }
        const told = await engine.ask(asked, null, patience)
        if (over) return
        for (const [name, runs] of Object.entries(told.drawn)) drawn[name].push(...runs)
        done += asked.count
        redrawn += told.redrawn
        failed += told.failed
        if (failed === done && done >= 20) throw new Error(told.why)
        const shown = done === count || (done - failed >= 20 && performance.now() >= due)
        heard(done, count, redrawn, shown ? between(drawn) : null)
        if (shown) due = performance.now() + pause
      }
    }
    const stopped = new Promise((_, reject) => (this.cease = reject))
    const all = this.engines.flatMap(engine => Array.from({ length: ahead }, () => work(engine)))
    try {
      await Promise.race([stopped, Promise.all(all)])
    } finally {
      over = true
    }
  }

  stop() {
    this.cease(new Error("stopped"))
  }
}
