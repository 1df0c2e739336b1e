/** What stands on a page before its script runs: frame, title and the first sentence, as the page itself draws them. */

/** Lines that will come, in grey; widths in percent. */
function lines(...widths: readonly number[]): string {
  return widths.map((width) => `<i class="drawn-line" style="width:${width}%"></i>`).join('')
}

const rows = lines(92, 97, 88, 94, 90, 96)
const rooms = lines(64, 56, 70, 60, 66, 58, 72, 62)
/** Something to type into, below its name. */
const field = `${lines(24)}<i class="drawn-field"></i>`
const button = '<i class="drawn-field"></i>'

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const icon = (pixels: number) => `<img src="/icon.svg" alt="" width="${pixels}" height="${pixels}">`

/** @param title nothing when only the page itself knows what it is called */
export function drawnFrame(brand: string, title: string | undefined): string {
  const side = `<div class="frame-brand">${icon(26)}<span>${escaped(brand)}</span></div>`
  const aside = `<div class="drawn-side">${side}<div class="drawn-rooms">${rooms}</div></div>`
  const heading = title === undefined ? lines(18) : `<h1 class="page-title">${escaped(title)}</h1>`
  const page = `<div class="page"><div class="page-head">${heading}</div>${rows}</div>`
  return `<div class="drawn-frame">${aside}<main class="frame-content">${page}</main></div>`
}

export function drawnAccess(words: { readonly brand: string; readonly title: string; readonly help: string }): string {
  const brand = `<div class="access-brand">${icon(40)}<span>${escaped(words.brand)}</span></div>`
  const help = `<p class="quiet access-help">${escaped(words.help)}</p>`
  const card = `<h1 class="access-title">${escaped(words.title)}</h1>${field}${field}${button}${button}${help}`
  return `<main class="access">${brand}<div class="access-card drawn-card">${card}</div></main>`
}

/** @param introduction nothing on pages that begin with what the member has */
export function drawnScreen(title: string, introduction: string | undefined): string {
  const content = introduction === undefined ? rows : `<p>${escaped(introduction)}</p>${field}${button}`
  const top = `<header class="top"><h1>${escaped(title)}</h1></header>`
  return `${top}<main class="screen"><div class="form">${content}</div></main>`
}
