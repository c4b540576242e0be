// How the book's parts look: of every rule in the book's own style sheets, what its declarations come to on the
// parts that it is for (on most of them, where they differ). A rule without a part comes to null.
() => {
  const states = ["hover", "focus-visible", "focus-within", "focus", "target", "active", "disabled"]
  const state = new RegExp(`:(${states.join("|")})\\b`, "g")

  // A state that nobody is in becomes a class that any part can be given; the rule keeps its place and its weight.
  function withClasses(holder) {
    for (let at = holder.cssRules.length - 1; at >= 0; at -= 1) {
      const rule = holder.cssRules[at]
      if (rule.selectorText === undefined) {
        if (rule.cssRules) withClasses(rule)
      } else if (rule.selectorText.search(state) >= 0) {
        holder.insertRule(`${rule.selectorText.replace(state, ".in-$1")} { ${rule.style.cssText} }`, at)
        holder.deleteRule(at + 1)
      }
    }
  }

  function* rules(holder, conditions) {
    for (const rule of holder.cssRules) {
      if (rule.selectorText !== undefined) yield [rule, conditions]
      else if (rule.cssRules && (!rule.media || matchMedia(rule.conditionText).matches))
        yield* rules(rule, [...conditions, `@${rule.conditionText}`])
    }
  }

  // The selectors of a list; commas inside brackets divide nothing.
  function selectors(list) {
    const found = [""]
    let depth = 0
    for (const char of list) {
      if ("([".includes(char)) depth += 1
      if (")]".includes(char)) depth -= 1
      if (char === "," && !depth) found.push("")
      else found[found.length - 1] += char
    }
    return found.map(each => each.trim())
  }

  const rounded = value => value.replace(/-?\d*\.\d+(e-?\d+)?/g, number => String(+(+number).toFixed(2)))

  function declared(part, pseudo, style) {
    const computed = pseudo ? getComputedStyle(part, pseudo) : part.computedStyleMap()
    return [...style].map(name => {
      const value = pseudo ? computed.getPropertyValue(name) : computed.get(name)?.toString() ?? ""
      return `${name}: ${rounded(value)}`
    }).join("; ")
  }

  function look(selector, style) {
    const [, bare, pseudo] = selector.match(/^(.*?)(::[a-z-]+)?$/)
    const outside = bare.replace(/:not\([^)]*\)/g, "")
    const given = states.map(each => `in-${each}`).filter(each => outside.includes(`.${each}`))
    const seen = new Map()
    let left = 30
    for (const part of document.querySelectorAll(given.length ? "body *" : bare || "*")) {
      const stated = given.length ? [part, part.parentElement] : []
      const before = stated.map(each => each.getAttribute("class"))
      for (const each of stated) each.classList.add(...given)
      if (part.matches(bare || "*")) {
        const said = declared(part, pseudo, style)
        seen.set(said, (seen.get(said) ?? 0) + 1)
        left -= 1
      }
      stated.forEach((each, at) => {
        if (before[at] === null) each.removeAttribute("class")
        else each.setAttribute("class", before[at])
      })
      if (!left) break
    }
    return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
  }

  const own = [...document.styleSheets].filter(({ href }) => /\/stylesheets\/[a-z-]+(\.[0-9a-f]+)?\.css/.test(href))
  const found = []
  for (const sheet of own) {
    withClasses(sheet)
    for (const [rule, conditions] of rules(sheet, []))
      if (rule instanceof CSSPageRule) found.push([[...conditions, "@page"].join(" "), rule.style.cssText])
      else for (const selector of selectors(rule.selectorText))
        found.push([[...conditions, selector.replace(/\.in-([a-z-]+)/g, ":$1")].join(" "), look(selector, rule.style)])
  }
  return found
}
