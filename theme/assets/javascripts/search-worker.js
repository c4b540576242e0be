/* Answers the theme's search box and the filter of the FAQ page from search/index.json.
 *
 * The theme speaks in numbered messages: 0 set up, 1 ready (which search-box.js says), 2 a query, 3 its
 * results. After these comes 12, what lies below the first of them. The FAQ filter adds 10, a query, and 11,
 * the query with the questions that answer it. 13 says that the index did not come, or what broke in it.
 */
"use strict"

const INDEX = new URL("../../search/index.json" + self.location.search, self.location)
let coming = fetch(INDEX) // on its way while the scripts are read

importScripts(...["search-text.js", "search-sounds.js", "search-query.js", "search-engine.js"].map(name => name + self.location.search))

const SITE = new URL("../../", self.location)
const LABELS = { figure: "圖" }, CLOSEST = "最接近的"
const AT_ONCE = 3, MOST_GROUPS = 8, MOST_IN_GROUP = 3, MOST_TERMS = 6, MOST_WORDS = 8
const EXCERPT = 80, LEAD = 25 // characters shown, and how many of them before the first match
const ANSWER = 160 // a question's first sentence answers it: so many characters of it
const SCRAP = 24 // what is shorter, such as a cell of a table, is shown with what follows it

const escapeText = text => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

/* ---- Which sentence answers, and what in it is lit ------------------------------------------------ */

/** HTML of a stretch of text with its marks. */
function paint(text, found, from = 0, to = text.length) {
  const lit = new Uint8Array(text.length)
  for (const mark of found) lit.fill(1, mark.from, mark.to)
  let html = ""
  for (let at = from, end = from; at < to; at = end) {
    while (end < to && lit[end] === lit[at]) end++
    const piece = escapeText(text.slice(at, end))
    html += lit[at] ? `<mark data-md-highlight>${piece}</mark>` : piece
  }
  return html
}

/** The sentence with most of what was asked, the first one in doubt; a question's answer, a table row whole. */
function excerpt({ kind, text }, found) {
  if (kind === "row") return paint(text, found).replace(/\n/g, "<br>")
  if (kind === "faq") {
    const end = Math.min(text.search(/[。！？\n]|$/) + 1, text.length)
    return paint(text, found, 0, Math.min(end, ANSWER)) + (end > ANSWER ? "…" : "")
  }
  let best = null
  for (const { 0: sentence, index } of text.matchAll(/[^。！？\n]+[。！？]*[」』）]*/g)) {
    const end = index + sentence.length
    const here = new Set(found.filter(({ from, to }) => from >= index && to <= end).map(({ needle }) => needle))
    const worth = [...here].reduce((sum, needle) => sum + needle.worth, index === 0 ? 0.5 : 0)
    if (!best || worth > best.worth) best = { from: index, end, worth }
  }
  if (!best) return ""
  const first = Math.min(...found.map(({ from }) => from).filter(from => from >= best.from && from < best.end))
  const late = best.end - best.from > EXCERPT && first - best.from > EXCERPT / 2 && first < best.end
  const from = late ? first - LEAD : best.from
  const end = best.end - best.from < SCRAP ? text.length : best.end
  const to = Math.min(end, from + EXCERPT)
  return (late ? "…" : "") + paint(text, found, from, to) + (to < end ? "…" : "")
}

/* ---- The list, as the theme would draw it ---------------------------------------------------------- */

/** A link of the list. `lit`: words that the page lights when it is opened. */
function link(location, lit, score, content) {
  const address = new URL(location, SITE)
  address.searchParams.set("h", lit.join(" "))
  return `<a href="${escapeText(address.href)}" class="md-search-result__link" tabindex="-1">` +
    `<article class="md-search-result__article md-typeset" data-md-score="${score.toFixed(2)}">${content}</article></a>`
}

/** Words between spaces that were asked for and that a place holds under no name. */
function lackingIn({ id }, { written, counts, units, held }) {
  const words = [...written.matchAll(/\S+/g)].slice(0, MOST_WORDS)
  if (words.length < 2) return []
  return words.filter(({ 0: word, index }) => {
    const end = index + word.length
    return counts.slice(index, end).some(Boolean) &&
      !units.some((unit, n) => unit.from < end && unit.to > index && held[n].has(id))
  }).map(([word]) => word)
}

/** A place of the book, or the page itself, with the sentence that answers and the words that it lacks. */
function place({ entry, score }, asked, isPage) {
  const { sought, closest } = asked
  const inTitle = marks(entry.plainTitle, sought), inText = marks(entry.plainText, sought)
  const lit = new Set()
  for (const [source, found] of [[entry.title, inTitle], [entry.text, inText]])
    for (const { from, to } of found) lit.add(source.slice(from, to))
  const longest = [...lit].sort((a, b) => b.length - a.length).slice(0, MOST_TERMS)
  const lacking = lackingIn(entry, asked)
  const title = paint(entry.title, inTitle), labels = [closest && CLOSEST, LABELS[entry.kind]].filter(Boolean)
  return link(entry.location, longest, score, [
    isPage ? `<h1>${title}</h1>` : `<h2>${title}</h2>`,
    excerpt(entry, inText),
    labels.length ? `<nav class="md-tags">${labels.map(label => `<span class="md-tag">${label}</span>`).join(" ")}</nav>` : "",
    lacking.length ? `<p class="md-search-result__terms">缺少字詞：${lacking.map(word => `<del>${escapeText(word)}</del>`).join(" ")}</p>` : ""
  ].join(""))
}

/** A page's places under its name, all but the best folded away; those that stand alone are all shown. */
function drawn({ page, alone, hits }, asked) {
  const [location, title] = book.pages[page], [best] = hits
  const isPage = best.entry.location === location
  const places = hits.map(hit => place(alone ? { ...hit, score: best.score } : hit, asked, isPage && hit === best))
  const shown = places.splice(0, alone ? places.length : 1)
  if (!isPage) shown.unshift(`<div class="md-search-result__link"><article class="md-search-result__article md-typeset">` +
    `<h1>${escapeText(title)}</h1></article></div>`) // says where; the arrows do not stop at it
  const more = places.length && '<details class="md-search-result__more"><summary tabindex="-1">' +
    `<div>此頁尚有 ${places.length} 個符合的項目</div></summary>${places.join("")}</details>`
  return `<li class="md-search-result__item">${shown.join("")}${more || ""}</li>`
}

const listed = (groups, asked) => groups.map(group => drawn(group, asked)).join("")

/** What was found, by page: a page's best place, with the others under it. Questions and table rows answer by
 *  themselves; a question that answers nearly as well as the best is not left below the first three. */
function grouped(hits) {
  const groups = []
  for (const hit of hits) {
    const { page, kind } = hit.entry
    const alone = kind === "faq" || kind === "row"
    const last = groups[groups.length - 1]
    const group = alone ? last && last.page === page && last.alone && last : groups.find(other => other.page === page && !other.alone)
    if (group && kind === "page") continue // its name already heads the group
    if (group && group.hits.length < MOST_IN_GROUP) group.hits.push(hit)
    else if (!group) groups.push({ page, kind, alone, hits: [hit] })
  }
  const question = groups.findIndex(({ kind }) => kind === "faq")
  if (question > 2 && groups[question].hits[0].score >= WORTH.near * groups[0].hits[0].score)
    groups.splice(2, 0, ...groups.splice(question, 1))
  return groups.slice(0, MOST_GROUPS)
}

/* ---- What stands beside the results --------------------------------------------------------------- */

/** The glossary's answer, where the query asks for nothing but one of its words. */
function definition({ term, itself }) {
  return itself && { name: term.own, english: term.english, says: term.definition, address: term.address }
}

/** The rest of the word that the reader is typing. */
function completion(query) {
  const typed = query.split(/[\s-]+/).pop()
  const words = typed ? book.things.map(({ own }) => own).filter(own => own.startsWith(typed) && own !== typed) : []
  return words.sort((a, b) => a.length - b.length).slice(0, 1)
}

/** Two ways on when nothing was found: the nearest words of the glossary that lead somewhere, then its page and
 *  the questions. */
function hints({ units, text }) {
  const pieces = new Set(units.flatMap(unit => unit.tokens.map(([token]) => token)))
  const near = book.things
    .filter(({ definition: says, names: [{ text: name }] }) => says && !text.includes(name))
    .map(({ own }) => ({ query: own, shared: tokens(plain(own)).filter(token => pieces.has(token)).length / own.length }))
    .filter(({ shared }) => shared)
    .sort((a, b) => b.shared - a.shared).slice(0, 2)
    .filter(({ query }) => !rank(read(query)).closest)
  const hubs = book.hubs.map(page => ({ address: book.pages[page][0], label: book.pages[page][1] }))
  return [...near.map(({ query }) => ({ query })), ...hubs].slice(0, 2)
}

/** What the list holds, in words: the places that it shows, and whether there are more. */
function said(hits, groups) {
  const shown = groups.reduce((sum, group) => sum + group.hits.length, 0)
  if (hits.closest) return shown ? `沒有完全相符的，${CLOSEST} ${shown} 處` : ""
  return hits.length > shown ? `列出最相關的 ${shown} 處` : `找到 ${shown} 處`
}

/** The theme's form of an answer with nothing in it to draw, and what search-box.js draws in its place. */
function search(query) {
  if (!query.trim()) return { items: [], suggest: [], list: "", rest: () => "" }
  const asked = read(query)
  const hits = asked.units.length ? rank(asked) : Object.assign([], { closest: true })
  asked.closest = hits.closest
  const groups = grouped(hits), answer = definition(asked)
  return {
    items: [], suggest: completion(query), changed: asked.changed,
    list: listed(groups.slice(0, AT_ONCE), asked),
    rest: () => listed(groups.slice(AT_ONCE), asked),
    summary: said(hits, groups) || answer && "詞彙的解釋",
    answer, closest: Boolean(hits.closest), hints: hits.closest && !answer ? hints(asked) : []
  }
}

/** The questions of the FAQ that answer, or come closest. */
function questions(query) {
  const asked = read(query)
  const hits = asked.units.length ? rank(asked, ({ kind }) => kind === "faq") : []
  return { query, found: hits.map(({ entry }) => entry.location), closest: Boolean(hits.closest), changed: asked.changed }
}

/* ---- Messages ------------------------------------------------------------------------------------ */

let ready = null

/** Rows from the columns in which they travel. */
const rows = columns => columns[0].map((_, n) => columns.map(column => column[n]))

function load() {
  if (!ready) {
    ready = (coming || fetch(INDEX)).then(response => {
      if (!response.ok) throw Object.assign(new Error(INDEX.pathname), { status: response.status })
      return response.json()
    }, () => { throw Object.assign(new Error(INDEX.pathname), { status: 0 }) })
      .then(data => build({ ...data, entries: rows(data.entries) }))
    coming = null
    ready.catch(() => { ready = null }) // tried again with the next message
  }
  return ready
}

let latest = 0

self.addEventListener("message", async ({ data: { type, data } }) => {
  const turn = type === 2 ? ++latest : 0
  const asks = type === 2 || type === 10
  try {
    await load()
    if (type === 2 && turn === latest) { // others were typed over
      const { rest, ...first } = search(data)
      self.postMessage({ type: 3, data: first })
      self.postMessage({ type: 12, data: rest() })
    }
    if (type === 10) self.postMessage({ type: 11, data: questions(data) })
  } catch ({ message, status }) {
    if (asks) self.postMessage({ type: 13, data: { message, status } })
  }
})
