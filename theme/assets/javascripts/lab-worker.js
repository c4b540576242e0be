// The model itself, in a worker that can be ended at any time: runs of a case, and bands out of many draws.
// What it calls is the book's Python core, written as JavaScript when the book was built (assets/lab/model.js).

const edition = location.search
const books = {}

// A file that is needed and did not come; `status`: what the site answered, 0 where nobody did.
class Missing extends Error {
  constructor(name, status = 0) {
    super(name)
    Object.assign(this, { missing: name, status })
  }
}

// Without a network: out of what the browser keeps for the lab, which a worker begun before it was kept is not
// given by itself.
async function answered(name, words) {
  const address = new URL(`../lab/${name}${edition}`, location).href
  const answer = await fetch(address).catch(() => self.caches?.match(address))
  if (!answer) throw new Missing(words)
  if (!answer.ok) throw new Missing(words, answer.status)
  return answer
}

// The model is read when it is first asked, and again should it not have come.
async function model() {
  if (self.qeqt) return
  try {
    importScripts(new URL(`../lab/model.js${edition}`, location).href)
  } catch (error) {
    if (error.name !== "NetworkError") throw error
    await answered("model.js", "模型")
    throw new Missing("模型")
  }
}

async function book(bank) {
  await model()
  if (!books[bank]) {
    const plain = await (await answered(`${bank}.json`, "這家央行的資料")).json()
    books[bank] = { cases: self.qeqt.book(plain), values: plain.values, keys: plain.presets }
  }
  return books[bank]
}

function said(error) {
  return String(error?.message ?? error)
}

function run(held, asked, overrides, known) {
  const key = asked.key ?? held.keys[asked.preset]
  return self.qeqt.run(held.cases, key, held.values, overrides, asked.moves ?? {}, asked.since ?? "", known)
}

// The runs that a plan leans on stay the same while the parameters do.
const leaned = { on: "", known: null }

function unmoved(asked) {
  const on = JSON.stringify([asked.bank, asked.overrides ?? {}])
  if (leaned.on !== on) Object.assign(leaned, { on, known: {} })
  return leaned.known
}

// The same numbers for the same seed, on every machine.
function chance(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

// A parameter out of its range and shape, as the book's own bands draw it.
function drawOne([, low, high, shape, mode], next) {
  if (shape === "uniform") return low + (high - low) * next()
  const share = next(), rise = (mode - low) / (high - low)
  return share < rise
    ? low + Math.sqrt(share * (high - low) * (mode - low))
    : high - Math.sqrt((1 - share) * (high - low) * (high - mode))
}

// A combination out of the ranges; what a reader sets keeps its value.
function combined(asked, next) {
  const overrides = { ...asked.overrides }
  for (const range of asked.ranges) {
    const value = drawOne(range, next)
    if (!(range[0] in (asked.overrides ?? {}))) overrides[range[0]] = value
  }
  return overrides
}

// The columns of a combination that the model can live with, by the rule of the book's own bands; else it throws.
function tried(held, asked, overrides) {
  if (!self.qeqt.stable(held.values, overrides)) throw new Error("an economy that does not come to rest")
  const { columns } = run(held, asked, overrides)
  const known = asked.columns.filter(name => columns[name])
  if (!known.every(name => columns[name].every(Number.isFinite))) throw new Error("a number that is none")
  return known.map(name => [name, Float64Array.from(columns[name])])
}

const rounds = 20

// Some of a band's draws: each by its own number, and of what it says only the columns that are asked for. What
// the model cannot live with is drawn again; `redrawn` counts those, `failed` the draws that were given up.
function ensemble(held, asked) {
  const drawn = Object.fromEntries(asked.columns.map(name => [name, []]))
  let redrawn = 0
  let failed = 0
  let why = ""
  for (let n = asked.from; n < asked.from + asked.count; n += 1) {
    const next = chance(Math.imul(n, 0x9e3779b1))
    let round = 0
    for (; round < rounds; round += 1) {
      try {
        for (const [name, values] of tried(held, asked, combined(asked, next))) drawn[name].push(values)
        break
      } catch (error) {
        redrawn += 1
        why = said(error)
      }
    }
    if (round === rounds) failed += 1
  }
  postMessage({ id: asked.id, drawn, redrawn, failed, why })
}

async function answer(asked) {
  try {
    const held = await book(asked.bank)
    if (asked.kind === "warm") return postMessage({ id: asked.id })
    if (asked.kind === "stable") {
      const found = asked.sets.map(each => Boolean(self.qeqt.stable(held.values, each)))
      return postMessage({ id: asked.id, found })
    }
    if (asked.kind === "draws") return ensemble(held, asked)
    const begun = performance.now()
    const found = run(held, asked, asked.overrides ?? {}, unmoved(asked))
    postMessage({
      id: asked.id,
      months: found.months,
      columns: found.columns,
      identity: found.identity_error,
      cautions: found.cautions,
      took: performance.now() - begun,
    })
  } catch (error) {
    postMessage({ id: asked.id, error: said(error), missing: error?.missing, status: error?.status })
  }
}

onmessage = message => answer(message.data)
