// A mechanism is shown one step at a time: buttons, the arrow keys, or a link to a step. On paper all are there.
for (const figure of document.querySelectorAll(".qeqt-steps")) {
  const steps = [...figure.querySelectorAll(".qeqt-step")]
  const bar = document.createElement("div")
  bar.className = "qeqt-steps__bar"
  bar.setAttribute("role", "group")
  bar.setAttribute("aria-label", "逐步看，方向鍵也能用")
  const back = document.createElement("button")
  const on = document.createElement("button")
  const said = document.createElement("output")
  said.setAttribute("aria-live", "polite")
  back.type = on.type = "button"
  back.textContent = "上一步"
  on.textContent = "下一步"
  bar.append(back, on, said)
  let now = 0

  function show(next) {
    now = Math.min(Math.max(next, 0), steps.length - 1)
    steps.forEach((step, n) => step.classList.toggle("qeqt-step--now", n === now))
    back.disabled = now === 0
    on.disabled = now === steps.length - 1
    said.textContent = `第 ${now + 1} 步，共 ${steps.length} 步`
  }

  function move(by) {
    show(now + by)
    if (document.activeElement === document.body) (by > 0 ? back : on).focus()
  }

  back.addEventListener("click", () => move(-1))
  on.addEventListener("click", () => move(1))
  figure.querySelector(".qeqt-figure__plot").addEventListener("keydown", event => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -steps.length, End: steps.length }[event.key]
    if (!by) return
    event.preventDefault()
    move(by)
  })
  const asked = () => {
    const at = steps.findIndex(step => `#${step.id}` === location.hash)
    if (at < 0) return
    show(at)
    steps[at].scrollIntoView()
  }
  figure.querySelector(".qeqt-figure__plot").prepend(bar)
  figure.classList.add("qeqt-steps--live")
  show(0)
  asked()
  addEventListener("hashchange", asked)
}
