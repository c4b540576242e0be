// On a screen without a pointer the first tap on a term shows its card, the second follows the link.
if (matchMedia("(hover: none)").matches) {
  let shown = null
  document.addEventListener("click", event => {
    const term = event.target.closest("a.qeqt-term")
    if (term && term !== shown) {
      event.preventDefault()
      term.focus()
    }
    shown = term
  })
}

// A page knows events up to a day; a month and a half later it says how long ago that is.
const until = document.querySelector(".qeqt-until")
if (until) {
  const days = (Date.now() - Date.parse(until.dataset.day)) / 864e5
  if (days > 45) until.append(`（已過 ${Math.round(days / 30.44)} 個月，之後的決議與數字不在這一頁）`)
}
