/** Somebody who orders goods and plans hours looks at what will be wanted. */
import { expect, test } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('insights-demand', { REGULARS_INSIGHTS: 'on' })
await shop.send('POST', '/v1/demo', { members: 150, months: 16 })
const loaded = async () => JSON.stringify(await shop.send('GET', '/v1/demo'))
const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'en' })

test('the forecast of each series is drawn, with stock, errors in words and staff by hour', async () => {
  await page.goto('/insights/demand')
  await page.getByText('Nothing was sold in the last weeks').waitFor({ timeout: 60_000 })
  await expect.poll(loaded, { timeout: 120_000, interval: 500 }).toContain('"state":"done"')
  await shop.send('POST', '/v1/insights/runs', { kind: 'refresh' })
  const drawn = page.locator('.insights-figure', { has: page.getByText('Sold and expected:') })
  const stock = page.locator('.insights-figure', { has: page.getByText('Stock and errors') })
  const lookAgain = async () => {
    await page.getByRole('button', { name: 'Look again' }).click()
    return stock.getByText('Not compared: sells seldom').count()
  }
  // As long as the copy reads, there are figures of a part.
  await expect.poll(lookAgain, { timeout: 120_000, interval: 2_000 }).toBeGreaterThan(0)
  await drawn.locator('svg').first().waitFor()
  const staff = page.locator('.heat-week')
  await staff.locator('.heat-cell').first().waitFor()
  const before = await page.locator('.insights-product').textContent()
  await stock.locator('tbody').getByRole('button').nth(1).click()
  await expect.poll(() => page.locator('.insights-product').textContent()).not.toBe(before)
  await page.getByLabel('What is looked at').getByText('Categories').click()
  await stock
    .getByText(/^(Better than|As good as) the last figure$/)
    .first()
    .waitFor()
  await drawn.getByText('Forecast without a season').waitFor()
}, 300_000)

test('in both widths and languages nothing is wider than the page, and nothing is hidden from who cannot see it', async () => {
  await page.mouse.move(0, 0)
  expect(await violations(page)).toEqual([])
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 860 })
    expect(await photograph(page, `insights-demand-en-${width}`)).toBe(0)
  }
  const chinese = await shop.open({ width: 768, scheme: 'dark', language: 'zh-CN' })
  await chinese.page.goto('/insights/demand')
  await chinese.page.getByText('备货与误差').waitFor({ timeout: 60_000 })
  await chinese.page.locator('.heat-cell').first().waitFor()
  expect(await photograph(chinese.page, 'insights-demand-zh-768-dark')).toBe(0)
  expect([...troubles, ...chinese.troubles]).toEqual([])
}, 120_000)
