// The lab's door: of the lab nothing else is loaded before a hand nears it.

const search = new URL(import.meta.url).search
const inside = () => import(`./lab.js${search}`)
const wait = document.querySelector("#qeqt-lab .qeqt-lab__wait")
const opener = document.createElement("button")
opener.type = "button"
opener.className = "qeqt-button qeqt-button--strong"
opener.textContent = "打開實驗室"
opener.addEventListener("click", enter)
for (const sign of ["pointerenter", "focus"]) opener.addEventListener(sign, ahead, { once: true })
wait?.replaceChildren(opener)
if (location.search.length > 1) enter()

function ahead() {
  inside().then(({ fetchAhead }) => fetchAhead(), () => {}) // a click tries again, and says what is wrong
}

async function enter() {
  try {
    const { start } = await inside()
    await start()
  } catch (error) {
    wait.textContent = `實驗室沒有載下來：${error.message}`
  }
}
