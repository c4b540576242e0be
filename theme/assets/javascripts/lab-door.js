// The lab's door: of the lab nothing else is loaded before a hand nears it. It leans on no other script, so that
// it can say what is wrong when none of them comes.

const inside = "./lab.js"
const ask = "打開實驗室"
const again = "再試一次"

const root = document.getElementById("qeqt-lab")
const wait = root.querySelector(".qeqt-lab__wait")
const opener = document.createElement("button")
const said = document.createElement("p")
opener.type = "button"
opener.className = "qeqt-button qeqt-button--strong"
opener.textContent = ask
opener.addEventListener("click", enter)
for (const sign of ["pointerenter", "focus"]) opener.addEventListener(sign, ahead, { once: true })
said.setAttribute("role", "alert")
wait.replaceChildren(opener)
wait.after(said)
if (location.search.length > 1) enter()

function ahead() {
  import(inside).then(({ fetchAhead }) => fetchAhead(), () => {}) // a click tries again, and says what is wrong
}

let loaded = false
let failures = 0

async function enter() {
  opener.disabled = true
  opener.textContent = "正在載入模型……"
  said.textContent = ""
  try {
    const { start } = await import(inside)
    loaded = true
    await start()
  } catch (error) {
    const [text, answered] = await words(error)
    // A browser may remember a script as one that failed: the page begins anew, and opens by itself.
    if (!loaded && (failures += 1) > 1 && answered) return location.replace(`?preset=${root.dataset.preset}`)
    root.replaceChildren(wait, said)
    said.textContent = text
    opener.textContent = again
    opener.disabled = false
    opener.focus()
  }
}

// What to say, and whether the site answers: a browser tells neither which script did not come nor why.
async function words(error) {
  if (error.name === "Missing") return [error.message, false]
  try {
    const { ok, status } = await fetch(new URL(inside, import.meta.url), { method: "HEAD", cache: "no-store" })
    if (!ok) return [`網站上的檔案拿不到（代碼 ${status}），可能剛換新版。請重新整理這一頁。`, false]
  } catch {
    const why = navigator.onLine ? "網站沒有回應" : "現在沒有連上網路"
    return [`${why}，實驗室沒有載下來。請再試一次。`, false]
  }
  return [`實驗室沒有打開（${error.message}）。請再試一次，或重新整理這一頁。`, true]
}
