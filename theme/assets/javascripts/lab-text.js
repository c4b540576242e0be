// Numbers, months and sentences of the lab. Money is said in 億 and 兆, as everywhere in the book.

const minus = "\u2212"
const space = "\u00a0"

const printers = new Map()

function printer(places) {
  if (!printers.has(places)) {
    const digits = { minimumFractionDigits: places, maximumFractionDigits: places }
    printers.set(places, new Intl.NumberFormat("en-US", digits))
  }
  return printers.get(places)
}

export function decimal(value, places) {
  const scale = 10 ** places
  const rounded = Math.round(Math.abs(value) * scale + 1e-9) / scale
  const text = printer(places).format(rounded)
  return (value < 0 && rounded !== 0 ? minus : "") + text
}

export function trimmed(value, places) {
  const text = decimal(value, places)
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text
}

function places(value) {
  const size = Math.abs(value)
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 4
}

// The unit in which a chart's axis counts, chosen by the largest value on it.
export function axis(unit, largest) {
  if (!unit.money) return { divisor: 1, word: unit.word }
  const trillions = largest * unit.money >= 10000
  return {
    divisor: trillions ? 10000 / unit.money : 1 / unit.money,
    word: unit.period + (trillions ? "兆" : "億") + unit.word,
  }
}

export function amount(value, unit) {
  if (!unit.money) {
    const text = trimmed(value, places(value))
    return unit.word === "%" ? text + "%" : unit.word ? text + space + unit.word : text
  }
  const millions = value * unit.money
  const trillions = Math.abs(millions) >= 10000
  const shown = trillions ? millions / 10000 : millions
  const digits = trillions ? 2 : Math.abs(shown) >= 10 || shown === 0 ? 0 : 1
  const period = unit.period ? unit.period + space : ""
  return `${period}${decimal(shown, digits)}${space}${trillions ? "兆" : "億"}${unit.word}`
}

export function month(text) {
  const [year, number] = text.split("-")
  return `${year}${space}年${space}${Number(number)}${space}月`
}

// More or less than the baseline, in words.
export function apart(value, unit, nothing = "跟基準一樣") {
  const size = Math.abs(value)
  // The gap between two rates counts in points, never in per cent.
  const shown = unit.word === "%" ? `${trimmed(size, 2)}${space}個百分點` : amount(size, unit)
  if (!/[1-9]/.test(shown)) return nothing
  const words = unit.money ? ["多", "少"] : ["高", "低"]
  return (value > 0 ? words[0] : words[1]) + space + shown
}

// What the model said of a plan that it cannot carry out, in the reader's words.
export function failure(said, messages, currency) {
  for (const [pattern, words] of messages) {
    const found = said.match(new RegExp(pattern))
    if (!found) continue
    return words.replace(/\{(\d)\}/g, (_, place) => {
      const part = found[Number(place)]
      if (/^\d{4}-\d{2}$/.test(part)) return month(part)
      return /^[\d.]+$/.test(part) ? amount(Number(part), { money: 10, period: "", word: currency }) : part
    })
  }
  return `模型算不下去：${said}`
}

// What the model says of a run's limits: outside the data that it was fitted on, or not as it was asked.
export function cautioned(all, messages, names) {
  return all.map(each => `注意：${failure(each, messages, "").replace(/[a-z]\w+_\w+/g, key => names[key] ?? key)}`)
}

const told = [
  ["total_assets", "總資產"],
  ["reserves", "準備金"],
  ["long_yield", "十年期殖利率"],
  ["output_gap", "產出"],
  ["inflation", "通膨"],
  ["deferred_asset", "遞延資產"],
  ["indemnity_cumulative", "累計繳給財政部的現金"],
  ["loss_carried_forward", "待彌補虧損"],
]

// The same in a few words, for the bar under the sliders.
export function short(run, base, units) {
  const last = run.months.length - 1
  const named = told.filter(([name]) => run.columns[name] && base.columns[name] && units[name])
  return named
    .map(([name, label]) => [label, apart(run.columns[name][last] - base.columns[name][last], units[name], "")])
    .filter(([, said]) => said)
    .slice(0, 3)
    .map(([label, said]) => label + said)
    .join("，") || "跟基準一樣"
}

// What happened: where the last month stands beside the baseline.
export function outcome(run, base, units) {
  const last = run.months.length - 1
  const parts = []
  for (const [name, label] of told) {
    const mine = run.columns[name], other = base.columns[name]
    if (!mine || !other || !units[name]) continue
    const gap = mine[last] - other[last]
    const said = apart(gap, units[name], "")
    if (said) parts.push(`${label}${said}`)
  }
  if (run.columns.net_income && base.columns.net_income) {
    const sum = values => values.reduce((total, value) => total + value, 0)
    const gap = sum(run.columns.net_income) - sum(base.columns.net_income)
    const said = apart(gap, { ...units.net_income, period: "" }, "")
    if (said) parts.push(`整段期間的淨收益合計${said}`)
  }
  const when = month(run.months[last])
  if (!parts.length) return `到${space}${when}，每一項都跟基準一樣。`
  return `到${space}${when}，跟基準比，${parts.join("，")}。`
}
