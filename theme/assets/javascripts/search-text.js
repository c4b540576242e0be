/* How the search reads a text, the book's and the query's alike.
 *
 * Every character is first folded to the one that stands for all its variants. Chinese is then cut into
 * overlapping pairs of characters, so that no dictionary has to agree with itself.
 */
"use strict"

const LETTER = /[\u3400-\u9fff\uf900-\ufaffa-z0-9]/
const HAN = /[\u3400-\u9fff\uf900-\ufaff]/
const RUNS = /[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+(?:\.[0-9]+)*/g

// Ways of asking that say nothing about what is asked.
const PHRASES = [
  "請問", "想知道", "想了解", "想問", "告訴我", "看不懂", "搞懂", "懶人包", "白話文", "白話", "介紹", "教學", "解釋", "說明", "簡單說",
  "什麼時候", "何時", "什麼是", "是什麼", "什麼叫", "有什麼", "為什麼", "什麼", "甚麼", "為何", "如何", "為啥", "是啥", "啥是", "啥", "憑什麼", "幹嘛",
  "怎麼會", "怎麼樣", "怎麼辦", "怎麼看", "怎麼", "怎樣", "要怎麼", "誰是", "是誰", "哪些", "哪裡", "哪個", "哪家", "哪一", "哪", "多少", "幾次",
  "是不是", "會不會", "有沒有", "能不能", "可不可以", "要不要", "好不好", "對不對", "該不該", "是否", "難道", "究竟", "到底", "意思", "的話", "差多少",
  "如果", "假如", "要是", "因為", "所以", "但是", "可是", "不過", "然後", "而且", "還是", "還有", "以及", "對於", "關於", "其實", "既然", "雖然",
  "可以", "可能", "應該", "需要", "一定", "想要", "適合", "真的", "大概", "好像", "似乎", "聽說", "據說", "覺得", "知道", "代表", "算是", "就是", "都是", "不是", "還在", "正在", "開始",
  "這樣", "那樣", "那麼", "這麼多", "這麼", "這個", "那個", "這些", "那些", "自己", "別人", "大家", "我們", "他們", "我的", "東西", "事情",
  "一直", "現在", "最近", "目前", "已經", "之後", "之前", "以前", "當時", "後來", "突然", "忽然", "直接", "老是", "總是", "每次", "又要", "越來越", "很多", "非常", "更", "最",
  "原理", "概念", "意義", "定義", "重點", "整理", "分析", "詳細", "簡介", "所謂", "有關", "相關", "情況", "狀況", "問題", "大約", "幾乎", "竟然", "居然", "反而", "甚至", "尤其", "通常", "常常", "往往", "根本", "快要", "即將", "最新",
  "聽得懂", "聽懂", "國中生", "高中生", "小學生", "小白", "菜鳥", "霧煞煞", "說人話", "講人話", "人話", "一句話", "舉例", "講解", "講清楚", "教一下", "求解", "請教", "請益", "有卦", "各位", "好奇", "怎麼回事",
  "怎麼一回事", "演哪齣", "在演", "搞什麼", "玩什麼", "想幹嘛", "是怎樣", "真假", "有夠", "實在", "難怪", "說好", "拜託", "原來", "沒拿到", "拿到", "拿得到", "拿不到", "拿來", "生出來", "生出", "變出來", "跑出來",
  "冒出來", "下得去", "下去", "得下去", "撐得住", "做得到", "辦得到", "有辦法", "沒辦法", "才算", "才夠", "乾脆", "索性", "手上", "手中", "手裡", "不行嗎", "不行", "行不行", "可以嗎", "對吧", "是吧", "豈不",
  "不就", "什麼事", "關我", "害的", "有差", "沒差", "非得", "必須", "完全", "全部", "通通", "統統", "有點", "主要", "真正", "是指", "指的是", "叫做", "意味著", "意味", "算嗎", "分得清", "搞不懂", "看得到",
  "聽到", "看到", "新聞說", "常說", "人家說", "網路上", "為何要", "憑啥", "咋", "怎會",
  "真的假的", "在想什麼", "怪誰", "最後", "腦袋有洞", "公民與社會", "教材", "教具", "講義", "上課用", "報告用", "作業",
  "造成", "導致", "產生", "引起", "實施", "進行", "發生", "變成", "讓人"
]
// What ends a sentence and says nothing.
const CLOSING = /[的了嗎吗呢吧啊呀喔哦啦嘛]/g
const PARTICLES = "的了嗎呢吧啊呀喔哦啦嘛是會和與跟及或在把被讓就都也很要有對從到去來這那我你他她它們個之於而但為能可還再又才只得著過吃叫說給請"
// Words that stand in every English sentence.
const ENGLISH = new Set(("a an the and or of to in on at by for from with as is are was were be been being it its this that these those there " +
  "do does did doing done how what why when where who which whom whose can could will would should shall may might must has have had having " +
  "i me my we our you your they them their he she his her not no if then than so but about into over under out up down just also any some explain explained meaning mean means definition happen happens happened work works tell me please").split(" "))

// What the pages of the model and of the sources are for.
const APART = /模型|模擬|模拟|試算|试算|情境|方程|公式|參數|参数|假設|下載|下载|引用|授權|授权|轉載|转载|來源|来源|出處|更新|更正|回報|勘誤|csv|json|python|model|simulat|download|cit[ei]|licen[cs]e|source/i
// Who asks so asks for a figure.
const NUMBER = /多少|[幾几][兆億亿成趴個个元碼码]|規模|规模|金額|金额|餘額|余额|占比|比例|比重|百分之|[兆億亿]|how (?:much|many|big)|percent/i

const QUESTION = /[?？]|[嗎吗呢]|什麼|什么|甚麼|為何|为何|為啥|如何|怎|咋|是不是|會不會|会不会|能不能|有沒有|有没有|要不要|該不該|可不可以|還是|还是|哪|誰|谁|多少|多久|幾|几|差在|^(?:why|how|what|when|who|is|are|does|do|can|will|should)\b/i

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

/** A date as the book prints it: 2022.06 and 2022-6-1 are 2022 年 6 月 and 2022 年 6 月 1 日. */
const dated = text => text.replace(/(?<![\d.])((?:19|20)\d\d)[./-](\d{1,2})(?:[./-](\d{1,2}))?(?![\d.])/g, (whole, year, month, day) =>
  month < 1 || month > 12 ? whole : `${year} 年 ${+month} 月${day ? ` ${+day} 日` : ""}`)

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

/** The longest name of a thing that begins at a place of a text: {at, end, name}. */
function nameAt(text, at) {
  const second = text.charCodeAt(at + 1)
  for (const name of book.starts[text.charCodeAt(at)] || []) {
    if (name.second !== second || !text.startsWith(name.text, at)) continue
    const end = at + name.text.length
    if (!name.latin || stands(text, at, end)) return { at, end, name }
  }
}

/** The names of things in a text; of two that overlap the longer one: [{at, end, name}]. */
function names(text) {
  const found = []
  for (let at = 0; at + 1 < text.length; at++) {
    const one = nameAt(text, at)
    if (!one) continue
    const last = one.end - 1, next = one.name.latin ? null : nameAt(text, last)
    if (next && next.name.text.length > one.name.text.length) continue
    found.push(one)
    at = last
  }
  return found
}
