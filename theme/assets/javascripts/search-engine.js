/* Finds places of the book for a query in Chinese or English: what it is compared by, what a match is worth.
 * Knows nothing of pages or browsers; search-text.js cuts text, search-worker.js shows what this finds.
 *
 * A place that says one name of a thing is found under its other names too, at less. Ranking is BM25.
 */
"use strict"

const WORTH = {
  title: 2,                        // a word in the heading, against one in the text
  aptness: 0.3, question: 0.5,     // added for a heading, for a question, that says only what was asked
  context: 0.2, subject: 0.5,      // a word in the page's title, in the book's plan, against one in the heading
  treated: 1.5, main: 0.5,         // a word of the glossary where the book mainly treats it; when it is all that is asked
  own: 0.6, alias: 0.3,            // what the book's word lends to its synonyms, what they lend to it
  soft: 0.3,                       // a pair of characters that holds a particle
  saturation: 1.2, lengthOfText: 0.5, lengthOfTitle: 0.8,
  floor: 0.51, floorNamed: 0.45,   // share of the query that a result must hold; when it names a term
  coverage: 1,                     // to which power that share counts in the order
  near: 0.4,                       // a question that scores this share of the best stands among the first three
  tail: 0.1,                       // results below this share of the best one are left out
  home: 0.5,                       // the first page leads everywhere and answers little
  kinds: { page: 1, section: 1, faq: 1.15, figure: 0.8, row: 0.9, event: 0.5, record: 0.4 }
}
const HEADING = 1, BODY = 2
const LONGEST_QUERY = 200, MOST_HITS = 40
let book = null

/* ---- The index ----------------------------------------------------------------------------------- */

function build(data) {
  variants = {}
  forms.fill(0)
  for (const [form, written] of Object.entries(data.fold))
    for (const char of written) variants[char] = form
  const phrases = PHRASES.map(plain).sort((a, b) => b.length - a.length)
  book = {
    pages: data.pages, hubs: data.hubs, entries: [], pieces: [], weighed: new Map(),
    things: [], names: new Map(), starts: new Array(65536), holders: new Map(), ends: new Map(),
    phrases: new RegExp(phrases.join("|"), "g"), particles: new Set(plain(PARTICLES))
  }
  for (const row of data.words) addThing(row)
  for (const [char, list] of book.names) {
    list.sort((a, b) => b.text.length - a.text.length)
    book.starts[char.charCodeAt(0)] = list // by number: every character of the book is looked up
  }
  for (const { text, latin } of [...book.names.values()].flat())
    for (const end of latin || text.length < 3 ? [] : [text.slice(0, 2), text.slice(-2)])
      book.ends.set(end, [...book.ends.get(end) || [], text])
  for (const { text, latin, things } of [...book.names.values()].flat())
    if (!latin && text.length === 3 && things.some(({ thing }) => thing.definition))
      book.ends.set(`${text[0]}?${text[2]}`, [text])
  data.entries.forEach(addEntry)
  const mean = part => book.entries.reduce((sum, entry) => sum + entry[part].length, 0) / book.entries.length || 1
  const usual = { title: mean("title"), text: mean("text") }
  const alike = new Map()
  for (const { plainTitle } of book.entries) alike.set(plainTitle, (alike.get(plainTitle) || 0) + 1)
  for (const entry of book.entries) {
    entry.common = alike.get(entry.plainTitle) > 2
    addWords(entry, usual)
  }
  book.text = book.pieces.map(({ text }) => text).join("\n")
  let start = 0
  for (const piece of book.pieces) start = (piece.end = start + piece.text.length) + 1
  const latin = book.text.matchAll(/(?<![a-z0-9])[a-z][a-z0-9]*/g)
  book.latin = [...new Set([...latin].map(([word]) => word).concat([...book.holders.keys()].filter(token => !HAN.test(token[0]))))]
}

/** A thing and its names: the book's own first, then whatever else people call it. */
function addThing([own, others, english, definition, address]) {
  const thing = { own, english, definition, address, names: [], places: [], last: null }
  for (const [rank, written] of [own, ...others].entries()) {
    const text = plain(written).trim()
    if (thing.names.some(name => name.text === text)) continue
    if (text.length < 2) { // too short to be looked for in a text, but it can be asked for
      thing.names.push({ text, letters: text, latin: false, things: [] })
      continue
    }
    const alike = book.names.get(text[0]) || []
    let name = alike.find(other => other.text === text)
    if (!name) {
      name = { text, second: text.charCodeAt(1), letters: null, latin: !HAN.test(text[0]), things: [] }
      book.names.set(text[0], [...alike, name])
      for (const token of new Set(tokens(text))) {
        if (!book.holders.has(token)) book.holders.set(token, [])
        book.holders.get(token).push(name)
      }
    }
    name.things.push({ thing, lends: rank === 0 ? WORTH.own : WORTH.alias })
    thing.names.push(name)
  }
  book.things.push(thing)
}

function addEntry([page, anchor, kind, title, text, subjects, terms], id) {
  const [url, pageTitle, boost] = book.pages[page]
  book.entries.push({
    id, page, kind, title, text,
    location: anchor ? `${url}#${anchor}` : url,
    worth: boost * (url ? 1 : WORTH.home) * WORTH.kinds[kind],
    plainTitle: plain(title), plainText: plain(text), titleCounts: null,
    context: pageTitle === title ? "" : plain(pageTitle), subjects: plain(subjects), terms: plain(terms)
  })
}

/** Which characters of a heading say something: not particles, not ways of asking. */
function countsOf(text) {
  const counts = Uint8Array.from({ length: text.length }, (_, i) =>
    LETTER.test(text[i]) && !book.particles.has(text[i]) ? 1 : 0)
  for (const { 0: phrase, index } of text.matchAll(book.phrases)) counts.fill(0, index, index + phrase.length)
  return counts
}

function addWords({ id, plainTitle, plainText, context, subjects, terms, common }, usual) {
  const size = (text, mean, share) => 1 - share + share * text.length / mean
  addText(id, HEADING, plainTitle, common ? WORTH.context : 1 / size(plainTitle, usual.title, WORTH.lengthOfTitle))
  addText(id, HEADING, context, WORTH.context)
  addText(id, HEADING, subjects, WORTH.subject)
  addText(id, HEADING, terms, WORTH.treated)
  addText(id, BODY, plainText, 1 / size(plainText, usual.text, WORTH.lengthOfText))
}

function addText(id, field, text, worth) {
  if (!text) return
  const piece = { id, field, text, worth }
  book.pieces.push(piece)
  // A thing keeps each place where it is named: what that lends to its other names, and which of them stand here.
  for (const { name } of names(text))
    for (const { thing, lends } of name.things) {
      let { last } = thing
      if (!last || last.piece !== piece) {
        last = thing.last = { piece, id, field, worth: 0, here: [] }
        thing.places.push(last)
      }
      last.worth += worth * lends
      if (!last.here.includes(name)) last.here.push(name)
    }
}

/** How much each entry holds of a token, by itself or by another name: [[entry, in heading, in text]]. The book
 *  is small enough to be read through; nothing has to be sorted into an index before the first answer. */
function weigh(token) {
  if (book.weighed.has(token)) return book.weighed.get(token)
  const found = new Map()
  const add = ({ id, field }, worth) => {
    if (!found.has(id)) found.set(id, [id, 0, 0])
    found.get(id)[field] += worth
  }
  const whole = !HAN.test(token[0])
  for (let at = book.text.indexOf(token), piece = 0; at >= 0; at = book.text.indexOf(token, at + 1)) {
    while (book.pieces[piece].end <= at) piece++
    if (!whole || stands(book.text, at, at + token.length)) add(book.pieces[piece], book.pieces[piece].worth)
  }
  const holders = book.holders.get(token) || []
  for (const thing of new Set(holders.flatMap(name => name.things.map(({ thing }) => thing))))
    for (const place of thing.places)
      if (!holders.some(name => place.here.includes(name))) add(place, place.worth)
  if (book.weighed.size > 300) book.weighed.clear()
  book.weighed.set(token, [...found.values()])
  return book.weighed.get(token)
}

/* ---- The query ----------------------------------------------------------------------------------- */

/** A query as units to look up, and which of its characters count as having been asked. */
function read(query) {
  const written = query.normalize("NFKC").slice(0, LONGEST_QUERY), text = repair(plain(written))
  const found = names(text)
  const kept = new Uint8Array(text.length), cut = new Uint8Array(text.length)
  for (const { at, end } of found) kept.fill(1, at, end)
  for (const { 0: phrase, index } of text.matchAll(book.phrases))
    if (!kept.subarray(index, index + phrase.length).includes(1)) cut.fill(1, index, index + phrase.length)
  const soft = Uint8Array.from({ length: text.length }, (_, i) => !kept[i] && book.particles.has(text[i]))
  let units = unitsOf(text, cut, soft), bare = false
  if (!units.length) {
    bare = true // nothing but phrases and particles: take them at their word
    units = unitsOf(text, new Uint8Array(text.length), new Uint8Array(text.length))
  }
  const counts = Array.from({ length: text.length }, (_, i) =>
    LETTER.test(text[i]) && (bare || !(cut[i] || soft[i])) ? 1 : 0)
  for (const { 0: word, index } of text.matchAll(/\S+/g)) { // words between spaces count alike, long or short
    const end = index + word.length, size = counts.slice(index, end).reduce((a, b) => a + b, 0)
    for (let i = index; i < end; i++) counts[i] /= size || 1
  }
  const named = found.some(({ name }) => name.things.some(({ thing }) => thing.definition))
  const floor = named ? WORTH.floorNamed : WORTH.floor
  const asked = { written, text, names: found, units, counts, floor }
  return { ...asked, sought: needles(asked), term: termOf(asked) }
}

/** The word of the glossary that is the whole query, or that the query is about to spell. */
function termOf({ text, counts }) {
  const whole = lettersOf(text), asked = lettersOf(text.split("").filter((_, i) => counts[i]).join(""))
  let best = { worth: 0, thing: null }
  for (const thing of book.things)
    for (const [rank, name] of thing.definition ? thing.names.entries() : []) {
      const letters = name.letters ||= lettersOf(name.text)
      const same = letters === asked || letters === whole
      const near = asked.length > 1 && asked.length * 2 > letters.length && letters.startsWith(asked)
      const worth = (same ? 2 : near ? asked.length / letters.length : 0) + (rank === 0 ? 0.1 : 0)
      if ((same || near) && worth > best.worth) best = { worth, thing }
    }
  return best.thing
}

/** [{tokens: [[token, share]], from, to, soft}]: pairs of characters and Latin words, with their places. */
function unitsOf(text, cut, soft) {
  const units = []
  const visible = Array.from({ length: text.length }, (_, i) => cut[i] ? " " : text[i]).join("")
  for (const { 0: run, index: start } of visible.matchAll(RUNS)) {
    const end = start + run.length
    if (!HAN.test(run)) units.push({ tokens: spellings(run), from: start, to: end, soft: false })
    else if (run.length === 1) {
      const left = cut[start - 1] || cut[end] // what a phrase left over of a word
      if (!soft[start]) units.push({ tokens: beginnings(run), from: start, to: end, soft: Boolean(left) })
    }
    for (let i = start; HAN.test(run) && i + 1 < end; i++)
      if (!soft[i] || !soft[i + 1])
        units.push({ tokens: [[text.slice(i, i + 2), 1]], from: i, to: i + 2, soft: Boolean(soft[i] || soft[i + 1]) })
  }
  return units
}

/** A single character, and the first pairs of the book's words that begin with it. */
function beginnings(char) {
  const begun = (book.names.get(char) || []).filter(({ text, things }) => things.some(({ thing }) => plain(thing.own) === text))
  return [char, ...new Set(begun.map(({ text }) => text.slice(0, 2)))].map(token => [token, 1])
}

/** A name of four characters or more with one wrong, of which the book knows nothing, is put right. Its first
 *  or its last two characters are then right, and lead to it. A name of three is put right when the book never
 *  says those two without the third; when the wrong one is the second, only if the glossary explains it. */
function repair(text) {
  const unheard = pair => pair.length < 2 || !(book.holders.has(pair) || book.text.includes(pair))
  const times = words => book.text.split(words).length - 1
  const sure = (name, pair) => name.length > 3 || times(name) && times(name) === times(pair)
  for (let at = 0; at < text.length; at++) {
    if (!HAN.test(text[at]) || !unheard(text.slice(at - 1, at + 1)) || !unheard(text.slice(at, at + 2))) continue
    const [around] = book.ends.get(`${text[at - 1]}?${text[at + 1]}`) || []
    if (around) return text.slice(0, at) + around[1] + text.slice(at + 1)
    for (let from = Math.max(0, at - 8); from < at + 8; from++)
      for (const name of book.ends.get(text.slice(from, from + 2)) || [])
        for (const start of [from, from + 2 - name.length])
          if (start >= 0 && start <= at && start + name.length > at && sure(name, text.slice(from, from + 2)) &&
              [...name].every((char, i) => start + i === at || char === text[start + i]))
            return text.slice(0, at) + name[at - start] + text.slice(at + 1)
  }
  return text
}

/** A Latin word, the words that it begins; failing both, the words that it may be misspelt for. */
function spellings(word) {
  const found = [[word, 1]]
  if (!/^[a-z]/.test(word)) return found
  let heard = book.latin.includes(word)
  for (const other of book.latin)
    if (other !== word && other.startsWith(word)) {
      found.push([other, 0.4 + 0.5 * word.length / other.length])
      heard = true
    }
  const allowed = heard ? 0 : word.length > 6 ? 2 : word.length > 4 ? 1 : 0
  for (const other of allowed ? book.latin : [])
    if (other[0] === word[0] && edits(word, other, allowed) <= allowed) found.push([other, 0.6])
  return found
}

/** Letters to change, add, drop or swap to turn one word into the other; gives up above `most`. */
function edits(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    before = row
    row = next
  }
  return row[b.length]
}

/* ---- Where a text says it ------------------------------------------------------------------------ */

/** What to look for in a text: pieces of the query, and every name of the things it speaks of. */
function needles({ text, units, names: found }) {
  const sought = new Map()
  const add = (piece, worth, from, to) => {
    if (!sought.has(piece) || sought.get(piece).worth < worth) sought.set(piece, { piece, worth, from, to })
  }
  for (const unit of units)
    for (const [token, share] of unit.tokens)
      if (!unit.soft) add(token, share, unit.from, unit.to)
  const spelt = found.some(({ end }) => end === text.length)
  for (const { at, end, name } of spelt ? found : [...found, ...begun(text)])
    for (const { thing } of name.things)
      for (const other of thing.names) add(other.text, 2, at, end)
  return [...sought.values()]
}

/** Names that the end of the query begins to spell. */
function begun(text) {
  const found = []
  for (let at = Math.max(0, text.length - 8); at + 1 < text.length; at++)
    for (const name of book.names.get(text[at]) || [])
      if (name.text.startsWith(text.slice(at))) found.push({ at, end: text.length, name })
  return found
}

/** Where the needles stand in a text: [{from, to, needle}]. */
function marks(text, sought) {
  const found = []
  for (const needle of sought) {
    const latin = !HAN.test(needle.piece[0])
    for (let at = text.indexOf(needle.piece); at >= 0; at = text.indexOf(needle.piece, at + 1))
      if (!latin || !/[a-z0-9]/.test(text[at - 1] || ""))
        found.push({ from: at, to: at + needle.piece.length, needle })
  }
  return found
}

/* ---- Ranking ------------------------------------------------------------------------------------- */

/** How much of an entry's heading the query speaks of: 1 when it speaks of nothing else. */
function aptness(entry, sought) {
  const { plainTitle, common } = entry
  if (common) return 0
  const titleCounts = entry.titleCounts ||= countsOf(plainTitle)
  const spoken = new Uint8Array(plainTitle.length)
  for (const { from, to } of marks(plainTitle, sought)) spoken.fill(1, from, to)
  const said = titleCounts.reduce((sum, count) => sum + count, 0)
  return said ? titleCounts.reduce((sum, count, i) => sum + count * spoken[i], 0) / said : 0
}

const often = count => count * (WORTH.saturation + 1) / (count + WORTH.saturation)

/** The entries that answer, best first: [{entry, score}]. */
function rank({ units, counts, sought, floor, term }, admit = () => true) {
  const size = book.entries.length
  const scores = new Float64Array(size), covered = new Float64Array(size), reached = new Int32Array(size)
  const upTo = [0]
  counts.forEach((count, i) => upTo.push(upTo[i] + count))
  for (const unit of units) {
    const best = new Map()
    for (const [token, share] of unit.tokens)
      for (const [id, heading, body] of weigh(token)) {
        const held = share * (WORTH.title * often(heading) + often(body))
        if (held > (best.get(id) || 0)) best.set(id, held)
      }
    const rarity = Math.log(1 + (size - best.size + 0.5) / (best.size + 0.5))
    for (const [id, held] of best) {
      scores[id] += held * rarity * (unit.soft ? WORTH.soft : 1)
      covered[id] += upTo[unit.to] - upTo[Math.min(unit.to, Math.max(unit.from, reached[id]))]
      reached[id] = unit.to
    }
  }
  const asked = upTo[upTo.length - 1] || 1
  const found = book.entries
    .filter(entry => scores[entry.id] && covered[entry.id] >= floor * asked && admit(entry))
    .map(entry => ({ entry, score: scores[entry.id] * entry.worth * (covered[entry.id] / asked) ** WORTH.coverage }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_HITS)
  const main = term && plain(term.own)
  for (const hit of found)
    if (main && hit.entry.terms.split("\n").includes(main)) hit.score *= 1 + WORTH.main
  for (const hit of found)
    hit.score *= 1 + (hit.entry.kind === "faq" ? WORTH.question : WORTH.aptness) * aptness(hit.entry, sought)
  found.sort((a, b) => b.score - a.score)
  return found.filter(({ score }) => score >= WORTH.tail * found[0].score)
}
