/* How the search reads a text, the book's and the query's alike.
 *
 * Every character is first folded to the one that stands for all its variants. Chinese is then cut into
 * overlapping pairs of characters, so that no dictionary has to agree with itself.
 */
"use strict"

const LETTER = /[\u3400-\u9fff\uf900-\ufaffa-z0-9]/
const HAN = /[\u3400-\u9fff\uf900-\ufaff]/
const RUNS = /[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+(?:\.[0-9]+)?/g

// Ways of asking that say nothing about what is asked.
const PHRASES = [
  "請問", "想知道", "告訴我", "想了解", "懶人包", "白話", "介紹", "如果", "假如", "什麼時候", "何時", "什麼是", "是什麼", "什麼叫", "有什麼", "為什麼", "什麼", "甚麼", "為何", "如何",
  "怎麼樣", "怎麼辦", "怎麼", "怎樣", "是不是", "會不會", "有沒有", "能不能", "可不可以", "要不要", "可以", "是否",
  "要怎麼", "怎麼會", "為啥", "是啥", "啥是", "憑什麼", "幹嘛", "誰是", "是誰", "好不好", "對不對", "該不該", "幾次",
  "哪些", "哪裡", "哪個", "哪一", "多少", "到底", "還是", "一直", "現在", "最近", "意思", "的話", "這樣", "那麼", "這麼", "那樣", "究竟", "之後", "之前", "其實", "目前", "已經", "一定", "大概", "差多少",
  "以及", "還有", "對於", "關於", "解釋", "說明", "造成", "導致", "產生", "實施", "進行", "發生", "應該", "需要",
  "適合", "想要", "可能", "真的"
]
const PARTICLES = "的了嗎呢吧啊呀是會和與跟及或在把被讓就都也很要有對從到去來這那我你他她它們個之於而但為能可還再又才只"

const forms = new Uint16Array(65536) // character code -> the code that it counts as; 0 until it is met
const decoder = new TextDecoder("utf-16le", { ignoreBOM: true })
let variants = {} // character -> the one that stands for all its variants

/** Text in lower case, half width and folded characters; every character keeps its place. */
function plain(text) {
  const codes = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    codes[i] = forms[code] || (forms[code] = formOf(String.fromCharCode(code)))
  }
  return decoder.decode(codes)
}

function formOf(char) {
  const form = char.normalize("NFKC").toLowerCase()
  return (form.length > 1 ? char : variants[form] || form).charCodeAt(0)
}

/** What a text is compared by: overlapping pairs of Chinese characters, whole Latin words. */
function tokens(text) {
  const found = []
  for (const [run] of text.matchAll(RUNS)) {
    if (!HAN.test(run)) found.push(run)
    else for (let i = 0; i + 1 < run.length; i++) found.push(run.slice(i, i + 2))
  }
  return found
}

const lettersOf = text => text.split("").filter(char => LETTER.test(char)).join("")

/** Whether a Latin word stands by itself, not inside another. */
const stands = (text, at, end) => !/[a-z0-9]/.test(text[at - 1] || "") && !/^(?:[a-z0-9]|\.[0-9])/.test(text.slice(end, end + 2))

/** The names of things in a text, the longest first: [{at, end, name}]. */
function names(text) {
  const found = []
  for (let at = 0; at + 1 < text.length; at++) {
    const alike = book.starts[text.charCodeAt(at)]
    if (!alike) continue
    const second = text.charCodeAt(at + 1)
    for (const name of alike) {
      if (name.second !== second || !text.startsWith(name.text, at)) continue
      const end = at + name.text.length
      if (name.latin && !stands(text, at, end)) continue
      found.push({ at, end, name })
      at = end - 1
      break
    }
  }
  return found
}
