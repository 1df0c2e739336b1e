/** Somebody who answers for losses looks at what is unusual: reads what it rests on, and says what became of it. */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('insights-unusual', { REGULARS_INSIGHTS: 'on' })
await shop.send('POST', '/v1/demo', { members: 120, months: 16 })
const loaded = async () => JSON.stringify(await shop.send('GET', '/v1/demo'))
const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'en' })
const listed = Compile(
  Type.Object({ items: Type.Array(Type.Object({ memberId: Type.String(), number: Type.String() })) }),
)
const DAY = 86_400_000

test('forty purchases of one member on one day are found, with what they rest on', async () => {
  await expect.poll(loaded, { timeout: 120_000, interval: 500 }).toContain('"state":"done"')
  const { items } = listed.Parse(await shop.send('GET', '/v1/members?tier=gold&limit=1'))
  const [member] = items
  if (member === undefined) throw new Error('the demonstration has members on each tier')
  const placedAt = new Date(Date.now() - 2 * DAY).toISOString()
  for (let order = 0; order < 40; order += 1)
    await shop.send('PUT', `/v1/orders/U-${order}`, {
      ...{ status: 'confirmed', memberId: member.memberId, currency: 'CNY', channel: 'pos', placedAt },
      lines: [{ sku: 'tea', quantity: 1, amountMinor: 9_900 }],
    })
  await shop.send('POST', '/v1/insights/runs', { kind: 'refresh' })
  await page.goto('/insights/anomalies')
  const finding = page.locator('.insights-figure', { has: page.getByText(`Member ${member.number}: points earned`) })
  await finding.waitFor({ timeout: 120_000 })
  await finding.locator('svg').first().waitFor()
  await finding.getByText('By chance alone this happens once in').waitFor()
  await page.getByRole('row', { name: /Members: points earned/ }).waitFor()
}, 240_000)

test('in both widths and languages nothing is wider than the page, and nothing is hidden from who cannot see it', async () => {
  expect(await violations(page)).toEqual([])
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 860 })
    expect(await photograph(page, `insights-unusual-en-${width}`)).toBe(0)
  }
  const chinese = await shop.open({ width: 768, scheme: 'dark', language: 'zh-CN' })
  await chinese.page.goto('/insights/anomalies')
  await chinese.page.getByText('比较范围').waitFor({ timeout: 60_000 })
  expect(await photograph(chinese.page, 'insights-unusual-zh-768-dark')).toBe(0)
  expect(chinese.troubles).toEqual([])
}, 120_000)

test('whoever looked into it says so, and it waits no longer', async () => {
  const finding = page.locator('.insights-figure', { hasText: /Member \d+: points earned/ })
  await finding.getByRole('button', { name: 'Decide' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Followed up').click()
  await dialog.getByLabel('Note').fill('A company bought gifts.')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await finding.waitFor({ state: 'detached' })
  await page.getByLabel('State').getByText('Followed up').click()
  await finding.getByText('A company bought gifts.').waitFor()
  expect([...troubles]).toEqual([])
}, 60_000)
