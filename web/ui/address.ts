/** What stands behind the question mark of an address. */

/** Plain texts: the router's own way would read a phone number, or that of a receipt, as a number. */
export function readSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

export function writeSearch(search: Record<string, unknown>): string {
  const texts = Object.entries(search).filter(([, value]) => typeof value === 'string')
  const written = new URLSearchParams(texts.map(([name, value]) => [name, String(value)])).toString()
  return written === '' ? '' : `?${written}`
}

/** The texts of these names that an address holds. */
export function texts<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): { [name in Name]?: string } {
  const found: { [name in Name]?: string } = {}
  for (const name of names) {
    const value = search[name]
    if (typeof value === 'string' && value !== '') found[name] = value
  }
  return found
}

/** A page that loads faster than this shows no skeleton, which would only flicker. */
const PATIENCE_MILLISECONDS = 300

/** How the routers of the console and of the portal go about their addresses and pages. */
export const manners = {
  defaultPreload: 'intent',
  defaultPendingMs: PATIENCE_MILLISECONDS,
  scrollRestoration: true,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
} as const
