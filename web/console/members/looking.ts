/** When the list of members looks on by itself. */
export const PAGE_SIZE = 50

/** So many short pages in a row are followed by the next one; then whoever waits says whether to look on. */
const LOOKS_BY_ITSELF = 30

/**
 * A page comes short, soon, where few satisfy what is asked: it is looked on until there is a page's worth of them.
 * @param pages their lengths, in their order
 */
export function looksOn(pages: readonly number[]): boolean {
  const short = pages.slice(pages.lastIndexOf(PAGE_SIZE) + 1)
  const found = short.reduce((sum, length) => sum + length, 0)
  return short.length > 0 && short.length % LOOKS_BY_ITSELF !== 0 && found < PAGE_SIZE
}
