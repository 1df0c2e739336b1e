/** An analyst finds who may leave, sees how well that is known and why, and keeps those to win back as a filter. */
import { beforeAll, expect, test, vi } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('leaving', { REGULARS_INSIGHTS: 'on' })
const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'en' })
page.setDefaultTimeout(60_000)
const dialog = page.getByRole('dialog')

/** Asks until the answer says so. */
const answered = (path: string, what: RegExp) =>
  vi.waitFor(async () => expect(JSON.stringify(await shop.send('GET', path))).toMatch(what), {
    ...{ timeout: 200_000, interval: 500 },
  })

beforeAll(async () => {
  await shop.send('POST', '/v1/demo', { members: 1_200, months: 13, seed: 1 })
  await answered('/v1/demo', /"state":"done"/)
  const run = JSON.stringify(await shop.send('POST', '/v1/insights/runs', { kind: 'refresh' }))
  // One that waited already may be the calendar's.
  const [begun] = /"runId":"[^"]+"/.exec(run) ?? []
  await answered('/v1/insights', new RegExp(`${begun}[^}]+"startedAt":"[^"]+","endedAt":"`))
}, 420_000)

test('whom to win back is told with reasons, and how good that is with its limits', async () => {
  await page.goto('/insights/churn')
  await page.getByRole('heading', { name: 'Who may leave' }).waitFor()
  await page.getByText('Whom to win back').waitFor()
  await page
    .getByText(/last purchase \d+ days ago; usually every/)
    .first()
    .waitFor()
  await page.getByText('Learned from habits (logistic regression) (used)').waitFor()
  expect(await page.getByText(/^\d\d(\.\d)?% – \d\d(\.\d)?%$/).count()).toBe(1)
  expect(await photograph(page, 'leaving')).toBe(0)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save “Whom to win back” as CSV' }).click()
  expect((await saved).suggestedFilename()).toBe('churn-win-back.csv')
}, 120_000)

test('those at risk are the members that the list then shows, and are kept as a filter', async () => {
  await page.getByLabel('Members by risk').getByText('Table').click()
  const row = page.getByRole('row', { name: /highest \(75 – 100 %\)/ })
  const people = Number((await row.getByRole('cell').nth(1).textContent())?.replaceAll(',', ''))
  expect(people).toBeGreaterThan(0)
  await page.getByRole('link', { name: 'Show: highest (75 – 100 %)' }).click()
  await page.getByRole('button', { name: 'filter Conditions' }).click()
  await page.getByText(new RegExp(`^${people} of [\\d,]+ members satisfy it now`)).waitFor()
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('menuitem', { name: 'Save this filter as…' }).click()
  await dialog.getByLabel('Name').fill('To win back')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL(/filter=/)
  await page.getByRole('button', { name: 'filter To win back' }).waitFor()
}, 120_000)

test('another horizon is learned anew; the page says so in Chinese on a small screen', async () => {
  await page.goto('/insights/churn')
  await page.getByRole('button', { name: 'Change the days' }).click()
  await dialog.getByLabel('Within how many days must a member buy?').click()
  await page.getByTitle('30 days', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Change the days' }).click()
  await page.getByText('no order comes in the next 30 days', { exact: false }).waitFor()
  const other = await shop.open({ width: 768, scheme: 'dark', language: 'zh-CN' })
  await other.page.goto('/insights/churn')
  await other.page.getByText(/未来 30 天没有订单的可能性/).waitFor()
  await other.page.getByText('优先挽回名单').waitFor()
  expect(await photograph(other.page, 'leaving-zh')).toBe(0)
  expect(other.troubles).toEqual([])
  expect(troubles).toEqual([])
}, 120_000)
