// A figure that answers: the same picture drawn by the charts library, and its table read along it, row by row,
// by finger, mouse or keys. Fetched when a reader asks for it.

import { draw, element, walk } from "./chart-tools.js"
import { edition } from "./edition.js"
import { read } from "./fetching.js"

const wide = 560

const dressed = new Promise(resolve => {
  const sheet = element("link", { rel: "stylesheet", href: new URL(`../stylesheets/live.css${edition}`, import.meta.url).href })
  sheet.onload = sheet.onerror = resolve
  document.head.append(sheet)
})

// "2022 年 6 月" on the time axis, in years, as the book's charts count them.
function yearOf(text) {
  const found = text.match(/^(\d{4})\s*年(?:第\s*(\d)\s*季|\s*(\d+)\s*月(?:\s*(\d+)\s*日)?)?/)
  if (!found) return null
  const [, year, quarter, month, day] = found
  if (quarter) return Number(year) + Number(quarter) / 4
  if (!month) return Number(year)
  return Number(year) + (Number(month) - 1 + (day ? Number(day) / 30.4 : 0.5)) / 12
}

function tableOf(figure) {
  const table = figure.querySelector(".qeqt-table")
  const heads = [...table.querySelectorAll("thead th")].map(cell => cell.textContent)
  return [...table.querySelectorAll("tbody tr")].map(row => {
    const [name, ...cells] = [...row.children].map(cell => cell.textContent)
    return { name, year: yearOf(name), cells: cells.map((cell, n) => [heads[n + 1], cell]).filter(([, cell]) => cell !== "–") }
  })
}

// Every point of a line, dot or bar: where it is drawn, and which place on the scale it stands for.
function pointsOf(view) {
  const found = []
  const visit = (item, left, top) => {
    for (const mark of item.items ?? []) {
      for (const each of mark.items ?? []) {
        if (mark.marktype === "group") visit(each, left + (each.x ?? 0), top + (each.y ?? 0))
        else if (["line", "symbol", "rect", "area"].includes(mark.marktype) && Number.isFinite(each.datum?.x)) {
          const middle = mark.marktype === "rect" ? (each.width ?? 0) / 2 : 0
          const place = mark.marktype === "rect" ? (each.datum.x + (each.datum.x2 ?? each.datum.x)) / 2 : each.datum.x
          if (Number.isFinite(each.y)) found.push({ x: left + each.x + middle, y: top + each.y, place })
        }
      }
    }
  }
  for (const root of view.scenegraph().root.items) visit(root, root.x ?? 0, root.y ?? 0)
  return found
}

// Which row of the table a point shows: by its date, or by its turn where there is one point a row.
function joined(points, rows) {
  if (rows.every(row => row.year !== null)) {
    const step = rows.length > 1 ? Math.abs(rows[1].year - rows[0].year) : 1
    for (const point of points) {
      let best = -1, gap = Math.max(step, 1 / 12) * 0.75
      rows.forEach((row, n) => {
        const away = Math.abs(row.year - point.place)
        if (away < gap) [best, gap] = [n, away]
      })
      point.row = best
    }
    return
  }
  const turns = [...new Set(points.map(point => point.place.toFixed(6)))].sort((a, b) => a - b)
  for (const point of points) point.row = turns.length === rows.length ? turns.indexOf(point.place.toFixed(6)) : -1
}

export async function live(figure, address) {
  const plot = figure.querySelector(".qeqt-figure__plot")
  const layout = plot.clientWidth >= wide ? "wide" : "narrow"
  const file = new URL(address)
  file.pathname += `.${layout}.json`
  const specification = await read(file, "圖的資料")
  await dressed
  const place = element("div", { class: "qeqt-live__picture" })
  const ring = element("div", { class: "qeqt-live__ring", hidden: true })
  const surface = element("div", { class: "qeqt-live" }, place, ring)
  const tip = element("p", { class: "qeqt-live__tip" }, "在圖上移動，或用左右鍵，一列一列讀。")
  plot.classList.add("is-live")
  plot.append(surface, tip)
  const still = () => {
    surface.remove()
    tip.remove()
    plot.classList.remove("is-live")
  }
  const view = await draw(place, specification, "vega-lite").catch(error => {
    still() // nothing half made stays: the next try begins anew
    throw error
  })
  const { width, height } = specification
  const svg = place.querySelector("svg")
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  svg.classList.add("qeqt-svg")
  const rows = tableOf(figure)
  const points = pointsOf(view)
  joined(points, rows)
  walk(surface, {
    label: `${figure.querySelector(".qeqt-figure__title").textContent}：逐列讀數`,
    count: () => rows.length,
    start: () => 1,
    nearest(event) {
      const box = surface.getBoundingClientRect()
      const x = ((event.clientX - box.left) / box.width) * width
      const y = ((event.clientY - box.top) / box.height) * height
      let best = -1, gap = Infinity
      for (const point of points) {
        const away = (point.x - x) ** 2 + ((point.y - y) ** 2) / 9
        if (point.row >= 0 && away < gap) [best, gap] = [point.row, away]
      }
      return best
    },
    show(at) {
      const { name, cells } = rows[at]
      tip.replaceChildren(element("b", {}, name), ...cells.map(([head, cell]) => element("span", {}, `${head} ${cell}`)))
      const point = points.find(each => each.row === at)
      ring.hidden = !point
      if (point) {
        ring.style.left = `${(point.x / width) * 100}%`
        ring.style.top = `${(point.y / height) * 100}%`
      }
      return `${name}：${cells.map(([head, cell]) => `${head} ${cell}`).join("，")}`
    },
    leave: () => (ring.hidden = true),
  })
  return () => {
    view.finalize()
    still()
  }
}
