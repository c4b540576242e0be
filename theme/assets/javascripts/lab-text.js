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
  const shown = ["%", "百分點"].includes(unit.word) ? `${trimmed(size, 2)}${space}個百分點` : amount(size, unit)
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
      if (/^[\d.]+%$/.test(part)) return `${trimmed(Number.parseFloat(part), 1)}%`
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
  ["belief_effect_bp", "其中市場信念讓它"],
  ["output_gap", "產出"],
  ["inflation", "通膨"],
  ["deferred_asset", "遞延資產"],
  ["indemnity_cumulative", "累計繳給財政部的現金"],
  ["loss_carried_forward", "待彌補虧損"],
]
const island = [
  ["twd", "新台幣", ["升", "貶"]],
  ["tw_cpi", "消費者物價"],
  ["tw_exports", "出口量"],
  ["cbc_rate", "央行利率"],
  ["taiex", "台股"],
  ["tw_house_prices", "房價"],
  ["cbc_certificates", "央行定存單"],
]
const swinging = ["twd", "taiex", "cbc_certificates"]
const strains = ["ldi_forced_sales", "ldi_yield_effect_bp", "bank_loss_of_equity", "bank_run_risk"]
const levels = 3

// What markets and the economy do is read in the first two years: what follows is mostly the closure's.
const markets = ["long_yield", "belief_effect_bp", "output_gap", "inflation"]
const read = 24

function place(name, run, from) {
  const last = run.months.length - 1
  return markets.includes(name) ? Math.min(from + read - 1, last) : last
}

function gaps(list, run, base, units, from = 0) {
  const at = name => place(name, run, from)
  return list
    .filter(([name]) => run.columns[name] && base.columns[name] && units[name])
    .map(([name, label]) => [label, apart(run.columns[name][at(name)] - base.columns[name][at(name)], units[name], "")])
    .filter(([, said]) => said)
    .map(([label, said]) => label + said)
}

// A result of Taiwan: what differs from the baseline at the end, and where it stood farthest from it.
function ofIsland([name, label, words], run, base, units, own) {
  const mine = run.columns[name]
  if (!mine || !units[name]) return null
  const gap = n => mine[n] - (own ? 0 : base.columns[name]?.[n] ?? 0)
  const unit = units[name]
  const [more, less] = words ?? (unit.money ? ["多", "少"] : ["高", "低"])
  const last = mine.length - 1
  const far = mine.reduce((most, _, n) => (Math.abs(gap(n)) > Math.abs(gap(most)) ? n : most), last)
  const said = n => {
    const size = unit.money ? amount(Math.abs(gap(n)), unit) : trimmed(Math.abs(gap(n)), 2) +
      (unit.word === "%" ? "%" : `${space}個${unit.word}`)
    return /[1-9]/.test(size) ? `${gap(n) > 0 ? more : less}${space}${size}` : ""
  }
  if (!said(far)) return null
  const peak = swinging.includes(name) && Math.abs(gap(far)) > 1.5 * Math.abs(gap(last)) ? `${month(run.months[far])}最遠，${said(far)}` : ""
  return `${label}${said(last) || "回到基準"}${peak && `（${peak}）`}`
}

function islandWords(run, base, units, own) {
  return island.map(each => ofIsland(each, run, base, units, own)).filter(Boolean)
}

// Where a strain is worst, whatever the baseline does.
function strainWords(run, columns) {
  return columns.filter(({ name }) => strains.includes(name) && run.columns[name]).map(({ name, label, unit }) => {
    const values = run.columns[name]
    const worst = values.reduce((most, value, n) => (value > values[most] ? n : most), 0)
    return values[worst] > 0 ? `${label.split("，")[0]}最高${unit.period ? "" : space}${amount(values[worst], unit)}（${month(run.months[worst])}）` : ""
  }).filter(Boolean)
}

// The same in a few words, for the bar under the sliders.
export function short(run, base, units, { own, about, from }) {
  const parts = about === "taiwan" ? islandWords(run, base, units, own).map(each => each.replace(/（.*）/, "")) : []
  const found = [...parts, ...gaps(told, run, base, units, from)].slice(0, 3)
  return found.join("，") || (own ? "這就是基準" : "跟基準一樣")
}

// What happened: where the last month stands beside the baseline. `own`: nothing was moved and the scenario is
// its own baseline; `about`: the group of results that it is about.
export function outcome(run, base, columns, { own, about, moved, from }) {
  const units = Object.fromEntries(columns.map(column => [column.name, column.unit]))
  const last = run.months.length - 1
  const when = `到${space}${month(run.months[last])}`
  const sentences = []
  const parts = own ? [] : gaps(told.filter(([name]) => !markets.includes(name)), run, base, units)
  const early = own ? [] : gaps(told.filter(([name]) => markets.includes(name)), run, base, units, from)
  const then = place(markets[0], run, from)
  if (then === last) parts.push(...early.splice(0))
  if (run.columns.net_income && base.columns.net_income) {
    const sum = values => values.reduce((total, value) => total + value, 0)
    const gap = sum(run.columns.net_income) - sum(base.columns.net_income)
    const said = apart(gap, { ...units.net_income, period: "" }, "")
    if (said) parts.push(`整段期間的淨收益合計${said}`)
  }
  if (parts.length) sentences.push(`${when}，跟基準比，${parts.join("，")}。`)
  if (early.length) {
    const against = parts.length ? "" : "跟基準比，"
    sentences.push(`改變兩年後（${month(run.months[then])}），${against}${early.join("，")}。`)
  }
  if (about === "taiwan" || !(parts.length + early.length)) {
    const found = islandWords(run, base, units, own)
    const against = own ? "沒有這件事的時候" : "基準"
    if (found.length) sentences[about === "taiwan" ? "unshift" : "push"](`${when}，台灣跟${against}比，${found.join("，")}。`)
  }
  const worst = about === "stability" ? strainWords(run, columns) : []
  if (worst.length) sentences.unshift(`${worst.join("；")}。`)
  if (sentences.length) return sentences.join("")
  if (own) {
    const known = told.filter(([name]) => run.columns[name] && name !== "belief_effect_bp").slice(0, levels)
    const said = known.map(([name, label]) => `${label} ${amount(run.columns[name][last], units[name])}`)
    return `這個情境就是基準，還沒有動任何設定。${when}，${said.join("，")}。`
  }
  const others = columns.filter(({ name }) => run.columns[name] && base.columns[name])
    .map(({ name, label, unit }) => [name, label, unit])
  const rest = gaps(others, run, base, units).slice(0, levels)
  if (rest.length) return `${when}，跟基準比，${rest.join("，")}。`
  return moved ? "你動的設定在這個情境裡沒有作用：每一項都跟基準一樣。" : `${when}，每一項都跟基準一樣。`
}
