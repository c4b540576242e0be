// A figure that answers: the same picture drawn by the charts library, and its table read along it, row by row,
// by finger, mouse or keys. Fetched when a reader asks for it.

import { draw, element, walk } from "./chart-tools.js"
import { edition } from "./edition.js"
import { Missing, read } from "./fetching.js"

const wide = 560

let dressed = null

// The sheet comes once; what failed is asked for again.
function dress() {
  dressed ??= new Promise((resolve, reject) => {
    const sheet = element("link", { rel: "stylesheet", href: new URL(`../stylesheets/live.css${edition}`, import.meta.url).href })
    sheet.onload = resolve
    sheet.onerror = () => {
      sheet.remove()
      dressed = null
      reject(new Missing("圖的樣式"))
    }
    document.head.append(sheet)
  })
  return dressed
}

function tableOf(figure) {
  const table = figure.querySelector(".qeqt-table")
  const heads = [...table.querySelectorAll("thead th")].map(cell => cell.textContent)
  return [...table.querySelectorAll("tbody tr")].map(row => {
    const [name, ...cells] = [...row.children].map(cell => cell.textContent)
    return { name, cells: cells.map((cell, n) => [heads[n + 1], cell]).filter(([, cell]) => cell !== "–") }
  })
}

// Every point of a line, dot, bar or band: where it is drawn, and which row of the table it shows.
function pointsOf(view) {
  const found = []
  const visit = (item, left, top) => {
    for (const mark of item.items ?? []) {
      for (const each of mark.items ?? []) {
        if (mark.marktype === "group") visit(each, left + (each.x ?? 0), top + (each.y ?? 0))
        else if (["line", "symbol", "rect", "area"].includes(mark.marktype) && Number.isInteger(each.datum?.row)) {
          const middle = mark.marktype === "rect" ? (each.width ?? 0) / 2 : 0
          if (Number.isFinite(each.y)) found.push({ x: left + each.x + middle, y: top + each.y, row: each.datum.row })
        }
      }
    }
  }
  const { left, top } = view.padding()
  for (const root of view.scenegraph().root.items) visit(root, left + (root.x ?? 0), top + (root.y ?? 0))
  return found
}

export async function live(figure, address) {
  const plot = figure.querySelector(".qeqt-figure__plot")
  const layout = plot.clientWidth >= wide ? "wide" : "narrow"
  const file = new URL(address)
  file.pathname += `.${layout}.json`
  const specification = await read(file, "圖的資料")
  await dress()
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
  const svg = place.querySelector("svg")
  const [width, height] = ["width", "height"].map(side => Number(svg.getAttribute(side)))
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  svg.classList.add("qeqt-svg")
  const rows = tableOf(figure)
  const points = pointsOf(view)
  walk(surface, {
    label: `${figure.querySelector(".qeqt-figure__title").textContent}：逐列讀數`,
    count: () => rows.length,
    start: () => 0,
    nearest(event) {
      const box = surface.getBoundingClientRect()
      const x = ((event.clientX - box.left) / box.width) * width
      const y = ((event.clientY - box.top) / box.height) * height
      let best = -1, gap = Infinity
      for (const point of points) {
        const away = (point.x - x) ** 2 + ((point.y - y) ** 2) / 9
        if (away < gap) [best, gap] = [point.row, away]
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
