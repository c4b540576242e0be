// What did not come is told apart from what went wrong: each is said as it is, and can be tried again.

import { edition } from "./edition.js"

// A file that is needed and did not come; `status`: what the site answered, 0 where nobody did.
export class Missing extends Error {
  constructor(name, status = 0) {
    const away = navigator.onLine ? "網站沒有回應" : "現在沒有連上網路"
    super(status
      ? `網站上的檔案拿不到（${name}，代碼 ${status}），可能剛換新版。請重新整理這一頁。`
      : `${away}，${name} 沒有載下來。請再試一次。`)
    this.name = "Missing"
  }
}

export function labFile(name) {
  return new URL(`../lab/${name}${edition}`, import.meta.url)
}

async function answer(address, name, options) {
  let given
  try {
    given = await fetch(address, options)
  } catch {
    throw new Missing(name)
  }
  if (!given.ok) throw new Missing(name, given.status)
  return given
}

export async function read(address, name) {
  return (await answer(address, name)).json()
}

// A script by its tag. A browser says that it did not come, never why: the site is asked once more.
export function run(address, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = address
    script.onload = resolve
    script.onerror = () => {
      script.remove()
      answer(address, name, { method: "HEAD", cache: "no-store" }).then(() => reject(new Missing(name)), reject)
    }
    document.head.append(script)
  })
}
