// A run as a table to keep: units, sources, the model's version and how to do it again in its head.

import { element } from "./chart-tools.js"

export function csv({ room, settings, wanted, found, base, cautions }) {
  const bank = settings.bank(wanted)
  const columns = bank.groups.flatMap(group => group.columns).filter(column => found.columns[column.name])
  const head = [
    `《買進與放手》政策實驗室，模型 qeqt ${room.version}`,
    `情境 ${wanted.preset}；基準 ${settings.baseline(wanted).key}`,
    `重做：${settings.command(wanted)}`,
    `網址：${location.href}`,
    `來源：${room.source}`,
    room.notice,
    ...cautions,
    ...columns.map(column => `欄位 ${column.name}：${column.label}，${column.record}`),
    "欄名後有 _baseline 的是基準",
  ]
  const names = columns.flatMap(({ name }) => [name, `${name}_baseline`])
  const rows = found.months.map((at, n) => [at, ...columns.flatMap(({ name }) => [
    Number(found.columns[name][n].toPrecision(8)), base?.[name] ? Number(base[name][n].toPrecision(8)) : "",
  ])].join(","))
  return [...head.map(line => `# ${line}`), ["month", ...names].join(","), ...rows].join("\n") + "\n"
}

export function save(name, text) {
  const link = element("a", {
    href: URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" })), download: name,
  })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1200)
}
