/** What axe-core finds wrong with a page for people who cannot see it well, use no mouse, or hear it read. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

type Found = {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly help: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/** Serious and critical ones, as lines to read. */
export async function violations(page: Page): Promise<string[]> {
  // Given as text: the page's policy lets no script in, and the tests are checked without the browser's own types.
  await page.evaluate(axe.source)
  // A colour on its way from one to another is judged as what it becomes; what turns for ever is not waited for.
  await page.evaluate(
    `Promise.all(document.getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
      .map((one) => one.finished.catch(() => undefined)))
      .then(() => undefined)`,
  )
  const found = await page.evaluate<Found>("axe.run(document, { resultTypes: ['violations'] })")
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
