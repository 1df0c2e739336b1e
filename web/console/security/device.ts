/** A browser's own words about itself, shortened. */

const browsers = ['Edg', 'Firefox', 'Chrome', 'Safari'] as const
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const
const LONGEST = 40

/** Good enough to tell one's own devices apart. */
export function deviceOf(userAgent: string | null): string | undefined {
  if (userAgent === null) return undefined
  const browser = browsers.find((name) => userAgent.includes(name))
  const system = systems.find((name) => userAgent.includes(name))
  return browser === undefined || system === undefined
    ? userAgent.slice(0, LONGEST)
    : `${browser === 'Edg' ? 'Edge' : browser} · ${system}`
}
