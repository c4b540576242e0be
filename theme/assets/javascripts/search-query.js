/* What is asked: a query in units to look up, what of it counts, what was put right in it, and what to look for. */
"use strict"

const LONGEST_QUERY = 200

/** A query as units to look up, and which of its characters count as having been asked. */
function read(query) {
  const typed = dated(query.normalize("NFKC").replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")).slice(0, LONGEST_QUERY)
  const asIs = /[「『"“]/.test(typed), changed = []
  const written = asIs ? typed : respelt(typed, changed)
  const text = asIs ? plain(written) : repair(plain(written), written, changed)
  const found = names(text)
  const kept = new Uint8Array(text.length), cut = new Uint8Array(text.length)
  for (const { at, end } of found) kept.fill(1, at, end)
  for (const { 0: phrase, index } of text.matchAll(book.phrases))
    if (!kept.subarray(index, index + phrase.length).includes(1)) cut.fill(1, index, index + phrase.length)
  const soft = Uint8Array.from({ length: text.length }, (_, i) => !kept[i] && book.particles.has(text[i]))
  for (const { 0: word, index } of text.matchAll(RUNS)) if (ENGLISH.has(word)) cut.fill(1, index, index + word.length)
  let units = unitsOf(text, cut, soft, found), bare = false
  if (!units.length) {
    bare = true // nothing but phrases and particles: take them at their word
    units = unitsOf(text, new Uint8Array(text.length), new Uint8Array(text.length), [])
  }
  const asked = {
    written, text, changed, names: found, units, question: QUESTION.test(written), apart: APART.test(written), number: NUMBER.test(written),
    counts: countsOfQuery(text, bare ? null : cut, soft)
  }
  return { ...asked, sought: needles(asked), ...termOf(asked) }
}

/** What each character counts for. Words between spaces count alike, long or short. */
function countsOfQuery(text, cut, soft) {
  const counts = Array.from({ length: text.length }, (_, i) => LETTER.test(text[i]) && !(cut && (cut[i] || soft[i])) ? 1 : 0)
  for (const { 0: word, index } of text.matchAll(/\S+/g)) {
    const end = index + word.length, size = counts.slice(index, end).reduce((a, b) => a + b, 0)
    for (let i = index; i < end; i++) counts[i] /= size || 1
  }
  return counts
}

// What may stand around a word that is asked for and nothing else.
const DEFINING = "^(?:什麼是|是什麼|何謂|什麼叫|是啥|啥是|意思|定義|解釋|介紹|what|is|are|the|a|[的是嘛嗎呢?!。,、「」『』\"\\s])*$"

/** The word of the glossary that a query is or is about to spell, and whether it asks for nothing but what it is. */
function termOf({ text, counts }) {
  const whole = lettersOf(text), asked = lettersOf(text.split("").filter((_, i) => counts[i]).join(""))
  let best = { worth: 0, term: null, itself: false }
  for (const thing of book.things)
    for (const [rank, name] of thing.definition ? thing.names.entries() : []) {
      const letters = name.letters ||= lettersOf(name.text)
      const same = letters === asked || letters === whole
      const near = asked.length > 1 && asked.length * 2 > letters.length && letters.startsWith(asked)
      const worth = (same ? 2 : near ? asked.length / letters.length : 0) + (rank === 0 ? 0.1 : 0)
      const itself = same && (letters === whole || book.defining.test(text.replace(name.text, "")))
      if ((same || near) && worth > best.worth) best = { worth, term: thing, itself }
    }
  return { term: best.term, itself: best.itself }
}

/** [{tokens: [[token, share]], from, to, soft, lone}]: pairs of characters and Latin words, with their places. A
 *  pair is soft when it holds a particle or lies across the border of a name; a character may be all that is left. */
function unitsOf(text, cut, soft, found) {
  const units = []
  const visible = Array.from({ length: text.length }, (_, i) => cut[i] ? " " : text[i]).join("")
  const borders = new Set(found.flatMap(({ at, end }) => [at, end]))
  for (const { 0: run, index: start } of visible.matchAll(RUNS)) {
    const end = start + run.length
    if (!HAN.test(run)) units.push({ ...spellings(run), from: start, to: end, soft: false, lone: false })
    else for (let i = start; i < end; i++) {
      const across = at => soft[at - 1] || soft[at] || borders.has(at) // a pair that is no word
      const alone = (i === start || across(i)) && (i + 1 === end || across(i + 1))
      const left = run.length === 1 && Boolean(cut[start - 1] || cut[end]) // what a phrase left over of a word
      if (alone && !soft[i]) units.push({ tokens: i + 1 < text.length ? [[text[i], 1]] : beginnings(text[i]), from: i, to: i + 1, soft: left, lone: true })
      if (i + 1 < end && !(soft[i] && soft[i + 1]))
        units.push({ tokens: [[text.slice(i, i + 2), 1]], from: i, to: i + 2, lone: false, soft: Boolean(across(i + 1)) })
    }
  }
  return units
}

/** A single character, and the first pairs of the book's words that begin with it. */
function beginnings(char) {
  const begun = (book.names.get(char) || []).filter(({ text, things }) => things.some(({ thing }) => plain(thing.own) === text))
  return [char, ...new Set(begun.map(({ text }) => text.slice(0, 2)))].map(token => [token, 1])
}

/** A query with misspelt English words put right; what was changed is noted: {was, is}. */
const respelt = (written, changed) => written.replace(/[a-z]{5,}/gi, word => {
  const { meant } = spellings(word.toLowerCase())
  if (meant) changed.push({ was: word, is: meant })
  return meant || word
})

/** Names of three characters or more with one wrong that sounds like the right one are put right, where the book
 *  never says what was written; noted as above. The first character is never changed. */
function repair(text, written, changed) {
  const unheard = pair => pair.length === 2 && !book.holders.has(pair) && !book.text.includes(pair)
  for (let at = 1; at < text.length; at++) {
    if (!HAN.test(text[at]) || !unheard(text.slice(at - 1, at + 1)) && !unheard(text.slice(at, at + 2))) continue
    const meant = meantAt(text, at)
    if (!meant) continue
    const end = meant.start + meant.name.text.length
    if (book.text.includes(text.slice(meant.start, end))) continue
    changed.push({ was: written.slice(meant.start, end), is: meant.name.written })
    text = text.slice(0, at) + meant.name.text[at - meant.start] + text.slice(at + 1)
  }
  return text
}

/** The longest name that a text has but for the sound-alike at one place: {name, start}. */
function meantAt(text, at) {
  let best = null
  for (let start = Math.max(0, at - 12); start < at; start++)
    for (const name of book.names.get(text[start]) || [])
      if (name.text.length > 2 && !name.latin && start + name.text.length > at &&
          Array.from(name.text).every((char, i) => start + i === at || char === text[start + i]) &&
          name.text[at - start] !== text[at] && soundAlike(name.text[at - start], text[at]) &&
          (!best || name.text.length > best.name.text.length)) best = { name, start }
  return best
}

/** A Latin word, its other endings, the words that it begins; failing these, the word that it is misspelt for: with
 *  another letter, or with two in a long word that begins alike. {tokens, meant} */
function spellings(word) {
  const tokens = [[word, 1]]
  if (/^(?!(?:19|20)\d\d$)\d{4,}$/.test(word)) tokens.push([word.replace(/\B(?=(?:\d{3})+$)/g, ","), 1]) // as the book prints it
  if (/^\d+\.\d+$/.test(word) && !book.text.includes(word)) // one with fewer places than the book prints
    for (const longer of new Set(Array.from(book.text.matchAll(new RegExp(`(?<![\\d.,])${word.replace(".", "\\.")}\\d+`, "g")), String)))
      tokens.push([longer, 0.8])
  if (!/^[a-z]/.test(word)) return { tokens }
  const stem = stemOf(word), bare = word.replace(/\./g, ""), known = book.latin.includes(word)
  for (const other of book.latin) {
    if (other === word) continue
    if (other.includes(".") && other.replace(/\./g, "") === bare) tokens.push([other, 1])
    else if (stem.length > 2 && stemOf(other) === stem) tokens.push([other, 0.8])
    else if (other.startsWith(word) && !(known && word.length > 1 && word.length < 4)) tokens.push([other, 0.4 + 0.5 * word.length / other.length])
  }
  if (tokens.length > 1 || word.length < 5 || known) return { tokens }
  let best = { steps: 3 }
  for (const other of book.latin) {
    const allowed = word.length > 8 && other.startsWith(word.slice(0, 4)) ? 2 : 1
    const steps = other[0] === word[0] && other.length > 4 ? edits(word, other, allowed) : 3
    if (steps <= allowed && steps < best.steps) best = { steps, other }
  }
  return best.other ? { tokens: [[word, 1], [best.other, 0.8]], meant: best.other } : { tokens }
}

const stemOf = word => word.replace(/(?<=..[a-z])(?:ies|ing|ed|es|s|ity|y|ly|e)$/, "")

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
