/** Every page of insights, in both languages, narrow and wide: made, readable by everybody, within its window; and a member's own. */
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { pages } from '../../web/console/insights/pages.ts'
import { violations } from '../support/axe.ts'
import { photograph, type Window } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('insights', { REGULARS_INSIGHTS: 'on' })
const wide = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
const narrow = await shop.open({ width: 768, scheme: 'dark', language: 'zh-CN' })

/** Asks until the answer says so. */
const answered = (path: string, what: RegExp) =>
  vi.waitFor(async () => expect(JSON.stringify(await shop.send('GET', path))).toMatch(what), {
    ...{ timeout: 200_000, interval: 500 },
  })

beforeAll(async () => {
  await shop.send('POST', '/v1/demo', { members: 400, months: 13, seed: 3 })
  await answered('/v1/demo', /"state":"done"/)
  await shop.send('POST', '/v1/insights/runs', { kind: 'refresh' })
  await answered('/v1/insights', /"askedBy":"[^"]+","askedAt":"[^"]+","startedAt":"[^"]+","endedAt":"/)
}, 420_000)

/** Nothing on it waits for the insights process any more. */
async function made({ page }: Window, to: string): Promise<void> {
  await page.goto(to)
  await page.locator('nav.insights-pages').waitFor()
  await expect
    .poll(() => page.getByText('正在计算，完成后自动显示', { exact: false }).count(), { timeout: 90_000 })
    .toBe(0)
}

describe('every page', () => {
  for (const { to, key } of pages)
    test(`${to} is made, and read by everybody`, async () => {
      for (const [window, name] of [
        [wide, `insights-${key}`],
        [narrow, `insights-${key}-narrow`],
      ] as const) {
        await made(window, to)
        expect(await photograph(window.page, name)).toBe(0)
        await window.page.mouse.move(0, 0)
        expect(await violations(window.page)).toEqual([])
      }
    }, 180_000)
})

test('who slipped within the week is a list of members, and each says why', async () => {
  const { page } = wide
  await made(wide, '/insights/lifecycle')
  const slipped = page.locator('.card', { hasText: '滑入“有流失风险”' }).first()
  const link = (await slipped.getByRole('link').count()) > 0 ? slipped : page.locator('.card').first()
  await link.getByRole('link', { name: '查看这些会员' }).first().click()
  await page.waitForURL(/\/members\?condition=/)
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await page.getByText('忠诚指数').first().waitFor()
  expect(await violations(page)).toEqual([])
}, 120_000)

test('figures were made without errors on any page', () => {
  expect(wide.troubles).toEqual([])
  expect(narrow.troubles).toEqual([])
})
