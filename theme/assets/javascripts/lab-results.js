// The lab's results: one chart a column, drawn by the book's template; only the group in view is drawn.

import { draw, element, walk, write } from "./chart-tools.js"
import { amount, apart, axis, month } from "./lab-text.js"

function yearOf(text) {
  const [year, number] = text.split("-").map(Number)
  return year + number / 12
}

function largest(...series) {
  let found = 0
  for (const values of series) for (const value of values ?? []) found = Math.max(found, Math.abs(value))
  return found
}

function differs(values, others) {
  if (!others) return true
  const size = largest(values, others)
  return values.some((value, n) => Math.abs(value - others[n]) > 1e-9 * size)
}

// One chart: its place on the page, its view once it is drawn, and what stands in it.
class Chart {
  constructor(column, template, words) {
    this.column = column
    this.template = template
    this.words = words
    this.unit = element("span", { class: "qeqt-panel__unit" })
    this.place = element("div", { class: "qeqt-panel__plot" })
    this.surface = element("div", { class: "qeqt-panel__surface" }, this.place)
    this.tip = element("div", { class: "qeqt-panel__tip", "aria-hidden": "true" })
    this.last = element("p", { class: "qeqt-panel__last" })
    this.node = element("section", { class: "qeqt-panel", "data-column": column.name },
      element("h2", {}, column.label, this.unit), this.surface, element("div", { class: "qeqt-panel__said" }, this.tip, this.last))
    this.view = null
    this.drawing = null
    this.told = {}
    this.walk = walk(this.surface, {
      label: `${column.label}：逐月的數字`,
      count: () => this.months?.length ?? 0,
      start: () => this.months?.length ?? 0,
      nearest: event => this.nearest(event),
      show: at => this.show(at),
      leave: () => this.cursor(-1),
    })
  }

  rows(values) {
    return (values ?? []).map((value, n) => ({ x: this.years[n], y: value / this.scale.divisor }))
  }

  // Takes what is to be seen; draws it when the page has room for it.
  async set({ months, run, base, pin, band }) {
    const { name, unit } = this.column
    if (this.months?.join() !== months.join()) this.years = months.map(yearOf)
    this.months = months
    this.values = { run: run[name], base: base?.[name], pin: pin?.[name] }
    this.scale = axis(unit, largest(this.values.run, this.values.base, this.values.pin))
    write(this.unit, this.scale.word)
    const end = months.length - 1
    const { run: mine, base: other } = this.values
    const apartFrom = differs(mine, other)
    write(this.last, `${month(months[end])}：${amount(mine[end], unit)}` +
      (other && apartFrom ? `，${apart(mine[end] - other[end], unit)}` : ""))
    const { divisor } = this.scale
    const between = (low, high) => (low ?? []).map((y, n) => ({ x: this.years[n], y: y / divisor, y2: high[n] / divisor }))
    const data = {
      run: this.rows(mine),
      base: apartFrom ? this.rows(other) : [],
      pin: this.rows(this.values.pin),
      band: between(band?.[name]?.low, band?.[name]?.high),
      core: between(band?.[name]?.low68, band?.[name]?.high68),
    }
    const crosses = data.run.some(({ y }) => y >= 0) && Object.values(data).some(rows => rows.some(({ y }) => y <= 0))
    data.nought = crosses ? [{ y: 0 }] : []
    if (!this.view) {
      this.drawing ??= draw(this.place, structuredClone(this.template), "vega")
      this.view = await this.drawing
      this.view.width(this.room())
    }
    // What is as it was is not told again: each telling is work for the chart.
    for (const [key, rows] of Object.entries(data)) {
      if (!rows.length && !this.told[key]) continue
      const text = rows.length ? rows.map(({ x, y, y2 }) => `${x} ${y} ${y2}`).join() : ""
      if (text === this.told[key]) continue
      this.view.data(key, rows)
      this.told[key] = text
    }
    await this.view.runAsync()
    this.walk.again()
  }

  // How wide the chart may be inside its margins.
  room() {
    const { left, right } = this.template.padding
    return (this.place.clientWidth || 320) - left - right
  }

  async fit() {
    const width = this.room()
    if (this.view && this.place.clientWidth && Math.abs(this.view.width() - width) > 1) await this.view.width(width).runAsync()
  }

  nearest(event) {
    if (!this.view || !this.years) return -1
    const scale = this.view.scale("x")
    const { left } = this.template.padding
    const year = scale.invert(event.clientX - this.place.getBoundingClientRect().left - left)
    const step = Math.round((year - this.years[0]) * 12)
    return Math.min(Math.max(step, 0), this.years.length - 1)
  }

  show(at) {
    const { run, base, pin } = this.values
    const { unit } = this.column
    const parts = [`${this.words.run} ${amount(run[at], unit)}`]
    if (base) parts.push(`基準 ${amount(base[at], unit)}`, apart(run[at] - base[at], unit))
    if (pin && pin[at] !== undefined) parts.push(`釘住的 ${amount(pin[at], unit)}`)
    const when = month(this.months[at])
    this.tip.replaceChildren(element("b", {}, when), ...parts.map(part => element("span", {}, part)))
    this.cursor(at)
    return `${when}：${parts.join("，")}`
  }

  cursor(at) {
    if (at < 0) this.tip.replaceChildren()
    if (!this.view) return
    const x = this.years[at]
    this.view.data("cursor", at < 0 ? [] : [{ x }])
    this.view.data("dots", at < 0 ? [] : [{ x, y: this.values.run[at] / this.scale.divisor }])
    this.view.runAsync()
  }
}

const first = 4

export class Results {
  constructor(place, template, groups, chosen) {
    this.template = template
    this.charts = new Map()
    this.words = { run: "你的設定" }
    this.tabs = element("div", { class: "qeqt-tabs", role: "tablist", "aria-label": "看哪一類結果" })
    this.panel = element("div", { class: "qeqt-panels", role: "tabpanel", id: "qeqt-panels", tabindex: "-1" })
    place.append(this.tabs, this.panel)
    this.chosen = chosen
    this.groups = groups
    this.group = ""
    addEventListener("resize", () => this.visible().forEach(chart => chart.fit()))
  }

  // Builds tabs for the groups that the run has anything to say of.
  offer(run, wanted) {
    const found = this.groups
      .map(group => ({ ...group, columns: group.columns.filter(column => run.columns[column.name]) }))
      .filter(group => group.columns.length)
    const signature = found.map(group => group.key + group.columns.length).join()
    if (signature !== this.signature) {
      this.signature = signature
      this.found = found
      this.charts.clear()
      this.tabs.replaceChildren(...found.map(group => this.tab(group)))
      this.group = ""
    }
    this.open(found.some(group => group.key === wanted) ? wanted : found[0].key)
  }

  tab(group) {
    const tab = element("button", {
      type: "button", role: "tab", id: `tab-${group.key}`, "aria-controls": "qeqt-panels", "aria-selected": "false",
    }, group.name)
    tab.addEventListener("click", () => this.chosen(group.key))
    tab.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (!step) return
      const all = [...this.tabs.children]
      const next = all[(all.indexOf(tab) + step + all.length) % all.length]
      next.focus()
      next.click()
    })
    return tab
  }

  open(key) {
    if (this.group === key) return
    this.group = key
    const group = this.found.find(each => each.key === key)
    for (const tab of this.tabs.children) {
      const mine = tab.id === `tab-${key}`
      tab.setAttribute("aria-selected", String(mine))
      tab.tabIndex = mine ? 0 : -1
    }
    this.panel.setAttribute("aria-labelledby", `tab-${key}`)
    const charts = group.columns.map(column => this.chart(column))
    const rest = element("details", { class: "qeqt-rest" },
      element("summary", {}, `另外 ${charts.length - first} 個數列`),
      element("div", { class: "qeqt-grid" }, ...charts.slice(first).map(chart => chart.node)))
    rest.addEventListener("toggle", () => rest.open && this.again())
    this.rest = charts.length > first ? rest : null
    this.panel.replaceChildren(
      element("div", { class: "qeqt-grid" }, ...charts.slice(0, first).map(chart => chart.node)),
      ...(this.rest ? [rest] : []),
    )
    this.current = charts
  }

  chart(column) {
    if (!this.charts.has(column.name)) this.charts.set(column.name, new Chart(column, this.template, this.words))
    return this.charts.get(column.name)
  }

  visible() {
    return (this.current ?? []).slice(0, this.rest?.open ? undefined : first)
  }

  columns() {
    return this.visible().map(chart => chart.column.name)
  }

  show(seen) {
    this.seen = seen
    return this.again()
  }

  again() {
    return Promise.all(this.visible().map(chart => chart.set(this.seen)))
  }
}
