/** Finance at the month's end: says what points are worth, reads what they owe, and takes the journal along as a file. */
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('insights-money', { REGULARS_INSIGHTS: 'on' })
await shop.send('POST', '/v1/demo', { members: 120, months: 16 })
const loaded = async () => JSON.stringify(await shop.send('GET', '/v1/demo'))
const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'en' })
const figure = (title: string) => page.locator('.insights-figure', { has: page.getByText(title, { exact: true }) })

test('before anybody said what points are worth there are points, and no money', async () => {
  await expect.poll(loaded, { timeout: 120_000, interval: 500 }).toContain('"done"')
  // What was made before the shop had orders counts as fresh for a while.
  await shop.send('POST', '/v1/insights/runs', { kind: 'refresh' })
  const report = async () => JSON.stringify(await shop.send('GET', '/v1/insights/money'))
  await expect.poll(report, { timeout: 120_000, interval: 500 }).toContain('"currency":"CNY"')
  await page.goto('/insights/money')
  await page.getByText('Outstanding by month of expiry').waitFor({ timeout: 120_000 })
  await page
    .getByText(/Nobody has said what “points” is worth/)
    .first()
    .waitFor()
  await figure('What became of the points of each month').getByText('Months since earning').waitFor()
  expect(await page.getByText('Journal of a month').count()).toBe(0)
}, 300_000)

test('with a value the liability and a journal that balances are there, and go along as a file', async () => {
  await page.getByRole('button', { name: 'Values and accounts' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Add' }).first().click()
  await dialog.getByLabel('From month').fill('2020-13')
  await dialog.getByLabel('are worth (CNY)').fill('1')
  await dialog.getByLabel('Number: Contract liabilities, points').fill('2204')
  await dialog.getByRole('button', { name: 'Values and accounts' }).click()
  await dialog.getByText('As 2026-03').waitFor()
  await dialog.getByLabel('From month').fill('2020-01')
  await dialog.getByRole('button', { name: 'Values and accounts' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const journal = figure('Journal of a month')
  await journal.waitFor({ timeout: 60_000 })
  await journal.getByRole('row', { name: /Deferral on sales.*2204 Contract liabilities, points/ }).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    journal.getByRole('button', { name: /as CSV/ }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^points-journal-\d{4}-\d{2}\.csv$/)
  const lines: readonly Record<string, string>[] = parse(await readFile(await file.path(), 'utf8'), {
    columns: true,
    bom: true,
  })
  const sum = (of: 'Debit' | 'Credit') =>
    lines.reduce((all, line) => all + Math.round(100 * Number(line[of] ?? Number.NaN)), 0)
  expect(lines.length).toBeGreaterThanOrEqual(6)
  expect(sum('Debit')).toBeGreaterThan(0)
  expect(sum('Debit')).toBe(sum('Credit'))
  await figure('What the month rests on').waitFor()
  await figure('Points by earning rule')
    .getByRole('row', { name: /Points on every purchase/ })
    .waitFor()
}, 180_000)

test('in both widths and languages nothing is wider than the page, and nothing is hidden from who cannot see it', async () => {
  await page.mouse.move(0, 0)
  expect(await violations(page)).toEqual([])
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 860 })
    expect(await photograph(page, `insights-money-en-${width}`)).toBe(0)
  }
  const chinese = await shop.open({ width: 768, scheme: 'dark', language: 'zh-CN' })
  await chinese.page.goto('/insights/money')
  await chinese.page.getByText('月度凭证').waitFor({ timeout: 60_000 })
  expect(await photograph(chinese.page, 'insights-money-zh-768-dark')).toBe(0)
  expect([...troubles, ...chinese.troubles]).toEqual([])
}, 120_000)
