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

async function enter() {
  opener.disabled = true
  opener.textContent = "正在載入模型……"
  said.textContent = ""
  try {
    const { start } = await import(inside)
    await start()
  } catch (error) {
    root.replaceChildren(wait, said)
    said.textContent = await words(error)
    opener.textContent = again
    opener.disabled = false
    opener.focus()
  }
}

// A browser says neither which script did not come nor why: whether the site answers is asked once more.
async function words(error) {
  if (error.name === "Missing") return error.message
  try {
    const { ok, status } = await fetch(new URL(inside, import.meta.url), { method: "HEAD", cache: "no-store" })
    if (!ok) return `網站上的檔案拿不到（代碼 ${status}），可能剛換新版。請重新整理這一頁。`
  } catch {
    return navigator.onLine ? "網站沒有回應，實驗室沒有載下來。請再試一次。" : "現在沒有連上網路，實驗室沒有載下來。連上以後請再試一次。"
  }
  return `實驗室沒有打開（${error.message}）。請再試一次，或重新整理這一頁。`
}
