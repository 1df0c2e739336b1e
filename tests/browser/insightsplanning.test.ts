/** A manager plans the next quarter: a target, who came back, what goes together, and what to offer one member. */
import { beforeAll, expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('insightsplanning', { REGULARS_INSIGHTS: 'on' })
const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'en' })
page.setDefaultTimeout(60_000)
const dialog = page.getByRole('dialog')

beforeAll(async () => {
  await shop.send('POST', '/v1/demo', { members: 400, months: 14, seed: 7 })
  const loaded = async () => expect(JSON.stringify(await shop.send('GET', '/v1/demo'))).toContain('"state":"done"')
  await vi.waitFor(loaded, { timeout: 150_000, interval: 500 })
  await shop.send('POST', '/v1/insights/runs', { kind: 'refresh' })
}, 200_000)

test('a target is set from what is there, and drawn with where it leads', async () => {
  await page.goto('/insights/kpis')
  await page.getByText('No targets yet').waitFor()
  await page.getByRole('button', { name: 'Change the targets' }).click()
  await dialog.getByRole('button', { name: 'Add a target' }).click()
  await dialog.getByLabel('Value', { exact: true }).fill('90')
  await dialog.getByLabel('By the end of').fill('2099-12')
  await dialog.getByRole('button', { name: 'Change the targets' }).click()
  await dialog.getByText('Who answers for it (a role)', { exact: true }).last().waitFor()
  await dialog.getByLabel('Who answers for it (a role)').fill('Head of shops')
  expect(await photograph(page, 'planning-targets')).toBe(0)
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Change the targets' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('Answers: Head of shops').waitFor()
  await page.getByText(/^Projected: \d+(\.\d)?% \(.*, from \d+ months\./).waitFor()
}, 150_000)

test('a month of first purchases leads to exactly its members', async () => {
  await page.goto('/insights/cohorts')
  const month = page
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .nth(1)
  await month.waitFor()
  const people = Number(await month.getByRole('cell').nth(1).textContent())
  await month.getByRole('link').click()
  await page.getByRole('button', { name: 'filter Conditions' }).click()
  await page.getByText(new RegExp(`^${people} of [\\d,]+ members satisfy it now`)).waitFor()
}, 120_000)

test('what goes together is asked for by category, over a year', async () => {
  await page.goto('/insights/baskets')
  await page.getByLabel('What is looked at').getByText('Categories').click()
  await page.getByLabel('Period').click()
  await page.getByTitle('Last 365 days').click()
  await page.getByLabel('Support from').click()
  await page.getByTitle('0.1%', { exact: true }).click()
  await page.getByLabel('Confidence from').click()
  await page.getByTitle('5%', { exact: true }).last().click()
  await page.getByText('Rules', { exact: true }).waitFor()
  await page.getByText('Network', { exact: true }).waitFor()
  expect(await photograph(page, 'planning-baskets')).toBe(0)
}, 120_000)

test('a rule leads to the members who have bought one side of it only', async () => {
  await page.getByLabel('Network', { exact: true }).getByText('Table').click()
  const without = page.getByRole('link', { name: /^Members without / }).first()
  const missing = (await without.textContent())?.replace('Members without ', '') ?? ''
  await without.click()
  await page.getByRole('button', { name: 'filter Conditions' }).click()
  await page.getByText(/^[\d,]+ of [\d,]+ members satisfy it now/).waitFor()
  await page.getByText('category bought of within two years').first().waitFor()
  expect(missing).not.toBe('')
  expect(await photograph(page, 'planning-without')).toBe(0)
  expect(await violations(page)).toEqual([])
}, 120_000)

test('a member is told what he may want next, and why', async () => {
  await page.goto('/insights/recommendations')
  await page.getByText('How good lists of ten are').waitFor()
  const { items } = JSON.parse(JSON.stringify(await shop.send('GET', '/v1/members?tier=gold&limit=1')))
  await page.getByRole('combobox', { name: /Name, phone/ }).fill(items[0].number)
  await page.getByRole('option').first().waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await page.locator('.next-products li').first().waitFor()
  expect(await photograph(page, 'planning-next')).toBe(0)
  expect(await violations(page)).toEqual([])
  expect(troubles).toEqual([])
}, 120_000)
