// Bands out of many draws of the parameters: two workers draw, the page gathers; either can be ended at any time.

const search = new URL(import.meta.url).search
const { Engine } = await import(`./lab-state.js${search}`)

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

export class Bands {
  constructor() {
    this.engines = [new Engine(), new Engine()]
  }

  // Asks for so many draws; `heard` is told how many are done, where they lie and how many could not be carried
  // out, a few times on the way. Each engine's seed is its number: the same question has the same bands.
  async draw(question, count, heard) {
    const drawn = Object.fromEntries(question.columns.map(name => [name, []]))
    const half = Math.ceil(count / this.engines.length)
    let done = 0
    let failed = 0
    let next = 1
    await Promise.all(this.engines.map((engine, n) => {
      let mine = 0
      let lost = 0
      return engine.ask({ ...question, kind: "bands", draws: half, seed: n + 1 }, told => {
        if (!told.drawn) return
        for (const [name, runs] of Object.entries(told.drawn)) drawn[name].push(...runs)
        done += told.done - mine
        failed += told.failed - lost
        mine = told.done
        lost = told.failed
        const all = half * this.engines.length
        if (done < next && done < all) return
        next = done + 80
        heard(done, all, between(drawn), failed)
      })
    }))
  }

  stop() {
    for (const engine of this.engines) engine.end("stopped")
  }
}
