// What Python does and JavaScript does not, for the core's subset: each as the Python of the same name.

class $ValueError extends Error {}
const $own = Object.prototype.hasOwnProperty
const $len = any => Array.isArray(any) || typeof any === "string" ? any.length : Object.keys(any).length
const $keys = any => (typeof any === "string" ? [...any] : Object.keys(any))
const $each = any => (Array.isArray(any) ? any : $keys(any))
const $list = any => $each(any).slice()
const $reversed = any => $list(any).reverse()
const $enumerate = any => [...$each(any).entries()]
const $range = (start, end) => (end === undefined ? $made(0, start, at => at) : $made(start, end, at => at))
const $in = (one, any) =>
  Array.isArray(any) || typeof any === "string" ? any.includes(one) : $own.call(any, one)
const $get = (any, key, other = null) => ($own.call(any, key) ? any[key] : other)
const $replace = (text, old, fresh) => text.split(old).join(fresh)
const $max = (a, b) => (b === undefined ? a.reduce((one, two) => (two > one ? two : one)) : b > a ? b : a)
const $min = (a, b) => (b === undefined ? a.reduce((one, two) => (two < one ? two : one)) : b < a ? b : a)
const $floordiv = (a, b) => Math.floor(a / b)
const $mod = (a, b) => a - b * Math.floor(a / b)

function $made(start, end, one) {
  const found = []
  for (let at = start; at < end; at++) found.push(one(at))
  return found
}

// A field of each: one loop for a browser to get to know, where a hundred would be.
function $taken(records, name) {
  const found = []
  for (let at = 0; at < records.length; at++) found.push(records[at][name])
  return found
}

function $true(any) {
  if (typeof any !== "boolean") throw new TypeError(`a condition is a boolean, not ${any}`)
  return any
}

function $int(any) {
  const found = Math.trunc(Number(any))
  if (!Number.isFinite(found)) throw new $ValueError(`no whole number: ${any}`)
  return found
}

function $text(any) {
  if (typeof any === "string") return any
  if (Number.isInteger(any)) return String(any)
  throw new TypeError(`a text or a whole number is printed as it is; ${any} needs a format`)
}

// Half goes to the even digit where the number is exactly half.
function $fixed(number, digits) {
  const size = Math.abs(number)
  const half = Number.isInteger(size * 2 ** (digits + 1)) && size.toFixed(digits + 1).endsWith("5")
  let text = size.toFixed(digits)
  if (half && "13579".includes(text.at(-1))) text = (size - 0.25 * 10 ** -digits).toFixed(digits)
  return (number < 0 || Object.is(number, -0) ? "-" : "") + text
}

function $index(list, one) {
  const at = list.indexOf(one)
  if (at < 0) throw new $ValueError(`${one} is not in list`)
  return at
}

function $insert(list, at, one) {
  list.splice(at, 0, one)
}

function $extend(list, more) {
  for (const one of $each(more)) list.push(one)
}

function $pop(list, at) {
  if (list.length === 0) throw new RangeError("pop from empty list")
  return at === undefined ? list.pop() : at === 0 ? list.shift() : list.splice(at, 1)[0]
}
