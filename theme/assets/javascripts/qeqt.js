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
