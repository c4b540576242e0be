/* Finds places of the book for a query in Chinese or English: what it is compared by, what a match is worth.
 * Knows nothing of pages or browsers; search-text.js cuts text, search-worker.js shows what this finds.
 *
 * A place that says one name of a thing is found under its other names too, at less. Ranking is BM25.
 */
"use strict"

const WORTH = {
  title: 2,                        // a word in the heading, against one in the text
  aptness: 0.3, question: 0.5,     // added for a heading that says only what was asked; for a question that is asked
  context: 0.2, subject: 0.5,      // a word in the page's title, in what it says it is about, against one in the heading
  ways: 0.2, likeness: 1.2,         // in the words under which people ask for it; added when it is just what is asked
  treated: 1.5, main: 0.5,         // a word of the glossary where the book mainly treats it; when it is all that is asked
  own: 0.6, alias: 0.3,            // what the book's word lends to its synonyms, what they lend to it
  soft: 0.3,                       // a pair of characters that holds a particle
  saturation: 1.2, lengthOfText: 0.5, lengthOfTitle: 0.8,
  floor: 0.62,                     // share of the query, rare words counting more, that a result must hold
  back: 1.2,                       // what holds less is shown when it scores so many times the best that holds enough
  closest: 3, least: 0.1,          // where nothing holds enough: how many are shown, which hold this share
  near: 0.05,                      // a question that scores this share of the best stands among the first three
  tail: 0.05,                      // results below this share of the best one are left out
  asked: 1.2,                      // a question of the book, where the query is one
  wording: 2.5,                    // added where people ask for a place in these very words
  within: 0.35,                    // a question that scores this share of the best is shown though it holds too little
  apart: 2,                        // the model's and the sources' pages, where the query speaks of what they are for
  home: 0.5,                       // the first page leads everywhere and answers little
  kinds: { page: 1, section: 1, faq: 1.15, figure: 0.8, row: 0.9, event: 0.4, record: 0.4, list: 0.3 },
  numbers: { page: 0.5, faq: 0.8, figure: 1.4, event: 2.5 } // of these, where a figure is asked for: who prints it
}
const HEADING = 1, BODY = 2
const MOST_HITS = 40
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
    things: [], names: new Map(), starts: new Array(65536), holders: new Map(),
    phrases: new RegExp(phrases.join("|"), "g"), defining: new RegExp(plain(DEFINING)), particles: new Set(plain(PARTICLES))
  }
  for (const row of data.words) addThing(row)
  for (const [char, list] of book.names) {
    list.sort((a, b) => b.text.length - a.text.length)
    book.starts[char.charCodeAt(0)] = list // by number: every character of the book is looked up
  }
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
  const latin = book.text.matchAll(/(?<![a-z0-9.])[a-z][a-z0-9]*(?:\.[0-9]+)*/g)
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
      name = { text, written, second: text.charCodeAt(1), letters: null, latin: !HAN.test(text[0]), things: [] }
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

function addEntry([page, anchor, kind, title, text, subjects, terms, asked = ""], id) {
  const [url, pageTitle, boost] = book.pages[page]
  book.entries.push({
    id, page, kind, title, text,
    location: anchor ? `${url}#${anchor}` : url,
    worth: boost * (url ? 1 : WORTH.home) * WORTH.kinds[kind],
    plainTitle: plain(title), plainText: plain(text), titleCounts: null,
    context: pageTitle === title ? "" : plain(pageTitle), subjects: plain(subjects), terms: plain(terms),
    apart: boost < 1, asked: plain(asked), ways: null, said: null // in which words people ask for it
  })
}

/** Which characters of a heading say something: not particles, not ways of asking. */
function countsOf(text) {
  const counts = Uint8Array.from({ length: text.length }, (_, i) =>
    LETTER.test(text[i]) && !book.particles.has(text[i]) ? 1 : 0)
  for (const { 0: phrase, index } of text.matchAll(book.phrases)) counts.fill(0, index, index + phrase.length)
  return counts
}

function addWords({ id, plainTitle, plainText, context, subjects, terms, asked, common }, usual) {
  const size = (text, mean, share) => 1 - share + share * text.length / mean
  addText(id, HEADING, plainTitle, common ? WORTH.context : 1 / size(plainTitle, usual.title, WORTH.lengthOfTitle))
  addText(id, HEADING, context, WORTH.context)
  addText(id, HEADING, subjects, WORTH.subject)
  addText(id, HEADING, asked, WORTH.ways)
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

/* ---- Where a text says it ------------------------------------------------------------------------ */

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
  const said = entry.titleCounts ||= countsOf(plainTitle), spoken = new Uint8Array(plainTitle.length)
  for (const { from, to } of marks(plainTitle, sought)) spoken.fill(1, from, to)
  let all = 0, held = 0
  for (let i = 0; i < said.length; i++) {
    all += said[i]
    held += said[i] * spoken[i]
  }
  return all ? held / all : 0
}

/** What a query is compared by with the ways to ask for a place: its tokens under all names, and which of its
 *  characters each piece stands for. */
function likenessOf({ sought, counts, weighed }) {
  const groups = new Map(), tokensAsked = new Set()
  for (const { piece, from, to } of sought) {
    const pieces = tokens(piece)
    for (const token of pieces) tokensAsked.add(token)
    const key = from * 1000 + to
    if (!groups.has(key)) groups.set(key, { from, to, pieces: [] })
    if (pieces.length) groups.get(key).pieces.push(pieces)
  }
  const all = weighed.reduce((sum, weight) => sum + weight, 0) || 1
  return entry => {
    entry.ways ||= entry.asked.split("\n").filter(Boolean).map(text => new Set(tokens(meaning(text))))
    let best = 0
    for (const way of entry.ways) {
      let spoken = 0
      for (const token of way) if (tokensAsked.has(token)) spoken++
      if (!spoken || spoken / way.size <= best) continue
      const said = new Uint8Array(counts.length)
      for (const { from, to, pieces } of groups.values())
        if (pieces.some(piece => piece.every(token => way.has(token)))) said.fill(1, from, to)
      const held = weighed.reduce((sum, weight, i) => sum + weight * said[i], 0) / all
      best = Math.max(best, spoken / way.size * held)
    }
    return best
  }
}

/** How near the query comes to the very words in which people ask for a place, question words and all. */
function wordingOf({ text }) {
  const asked = wordsOf(text)
  return entry => {
    entry.said ||= entry.asked.split("\n").filter(Boolean).map(wordsOf)
    let best = 0
    for (const way of entry.said) {
      let shared = 0
      for (const token of way) if (asked.has(token)) shared++
      best = Math.max(best, shared / (asked.size + way.size - shared || 1))
    }
    return best * best
  }
}

const wordsOf = text => new Set(tokens(text.replace(CLOSING, "")))

/** A text without its ways of asking and its particles. */
function meaning(text) {
  const counts = countsOf(text)
  return Array.from(text, (char, i) => counts[i] || !LETTER.test(char) ? char : " ").join("")
}

const often = count => count * (WORTH.saturation + 1) / (count + WORTH.saturation)

/** How much an entry holds of a unit, by its best token: entry -> worth. */
function heldBy({ tokens: alternatives }) {
  const best = new Map()
  for (const [token, share] of alternatives)
    for (const [id, heading, body] of weigh(token)) {
      const held = share * (WORTH.title * often(heading) + often(body))
      if (held > (best.get(id) || 0)) best.set(id, held)
    }
  return best
}

/** What each character of a query weighs: as much as the commonest word that explains it is rare. */
function weights({ counts, units }, rarities) {
  const unknown = rarity(0), least = new Float64Array(counts.length).fill(unknown)
  units.forEach((unit, n) => {
    const weight = unit.lone ? Math.min(rarities[n], unknown / 2) / 2 : unit.soft ? unknown / 2 : rarities[n]
    for (let i = unit.from; i < unit.to; i++) least[i] = Math.min(least[i], weight)
  })
  return counts.map((count, i) => count * least[i])
}

const rarity = holders => Math.log(1 + (book.entries.length - holders + 0.5) / (holders + 0.5))

/** The score of every entry, and the share of what was asked that it holds: rare words are most of a question. */
function scored(asked) {
  const { units } = asked, size = book.entries.length
  const scores = new Float64Array(size), covered = new Float64Array(size), reached = new Int32Array(size)
  const held = units.map(heldBy)
  const rarities = held.map(best => rarity(best.size))
  const upTo = [0]
  asked.weighed = weights(asked, rarities)
  asked.weighed.forEach((weight, i) => upTo.push(upTo[i] + weight))
  units.forEach((unit, n) => {
    for (const [id, worth] of held[n]) {
      scores[id] += worth * rarities[n] * (unit.soft ? WORTH.soft : 1)
      if (unit.soft && !unit.lone) continue
      covered[id] += upTo[unit.to] - upTo[Math.min(unit.to, Math.max(unit.from, reached[id]))]
      reached[id] = unit.to
    }
  })
  const all = upTo[upTo.length - 1] || 1
  return { scores, shares: covered.map(part => part / all), held }
}

/** The entries that answer, best first: [{entry, score, share}]. `closest`: none holds enough of what was asked. */
function rank(asked, admit = () => true) {
  const { sought, term, question, number } = asked, { floor } = WORTH
  const worth = ({ kind, apart, worth: usual }) => usual *
    (question && kind === "faq" ? WORTH.asked : 1) * (number && WORTH.numbers[kind] || 1) * (apart && asked.apart ? WORTH.apart : 1)
  const { scores, shares, held } = scored(asked)
  asked.held = held // which entries hold which unit, for whoever shows what is missing
  const main = term && plain(term.own)
  const found = book.entries
    .filter(entry => scores[entry.id] && admit(entry))
    .map(entry => ({ entry, share: shares[entry.id], score: scores[entry.id] * worth(entry) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_HITS)
  const likeness = likenessOf(asked), wording = wordingOf(asked)
  for (const hit of found) {
    if (main && hit.entry.terms.split("\n").includes(main)) hit.score *= 1 + WORTH.main
    hit.score *= 1 + (question && hit.entry.kind === "faq" ? WORTH.question : WORTH.aptness) * aptness(hit.entry, sought) +
      WORTH.likeness * likeness(hit.entry) + WORTH.wording * wording(hit.entry)
  }
  if (/\S\s+\S/.test(asked.written)) for (const hit of found) hit.score *= hit.share // each word was given to be met
  found.sort((a, b) => b.score - a.score)
  const kept = found.filter(({ share }) => share >= floor)
  if (!kept.length)
    return Object.assign(found.filter(({ share }) => share >= WORTH.least).slice(0, WORTH.closest), { closest: true })
  const back = kept[0].score * WORTH.back
  const shown = ({ share, score }) => score >= WORTH.tail * found[0].score && (share >= floor || score >= back)
  const within = ({ entry, score }) => entry.kind === "faq" && score >= WORTH.within * kept[0].score
  const lone = kept.slice(0, 3).some(({ entry }) => entry.kind === "faq") ? null : found.find(within)
  return found.filter(hit => hit === lone || shown(hit))
}
