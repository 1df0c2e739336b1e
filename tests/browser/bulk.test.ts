/** One thing for many: a filter finds them, its run is looked at, confirmed, goes on without its window, and is taken back. */
import { beforeAll, expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('bulk')
const { page, troubles } = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
const dialog = page.getByRole('dialog')
const button = (name: string | RegExp) => page.getByRole('button', { name })
const people: string[] = []
/** More than a page of the list holds. */
const FITTING = 60

beforeAll(async () => {
  for (let place = 0; place < FITTING + 3; place += 1) {
    const tags = place < FITTING ? ['茶友'] : []
    const member = { name: `会员${place}号`, phone: `+8613800${140_000 + place}`, tags }
    people.push(textIn(await shop.send('POST', '/v1/members', member), 'memberId'))
  }
})

const pointsOf = async (memberId = '') => {
  const statement = await shop.send('GET', `/v1/members/${memberId}/statement`)
  return JSON.stringify(statement).match(/"wallet":"points","balance":(\d+)/)?.[1]
}

test('before anything was done the page says how to begin', async () => {
  await page.goto('/bulk')
  await page.getByText('还没有批量操作').waitFor()
  await photograph(page, 'bulk-empty-zh')
})

test('a whole filter is reached, also what the list has not loaded, and looked at before it begins', async () => {
  await page.goto('/members?tag=茶友')
  await page.getByText('已显示 50 位会员，还有更多').waitFor()
  await page.getByRole('checkbox', { name: '选择会员59号' }).check()
  await page.getByText('已选 1 位会员').waitFor()
  await page.getByLabel('全部符合的会员，包括未显示的').check()
  await page.getByText('全部符合筛选的会员').waitFor()
  await button('down 选择操作').click()
  await page.getByRole('menuitem', { name: '增减积分' }).click()
  await dialog.getByLabel('数量').fill('50')
  await dialog.getByLabel('原因').fill('周年庆')
  await photograph(page, 'bulk-asked-zh')
  await dialog.getByRole('button', { name: '下一步：查看范围' }).click()
  await page.waitForURL(/bulk\?run=/)
  await page.getByText('涉及 60 位会员。').waitFor()
  await page.getByText(/合计 3,000 积分/).waitFor()
  await photograph(page, 'bulk-ready-zh')
  expect(await pointsOf(people[0])).toBe('0')
})

test('it begins when it is confirmed, goes on without its window, and refuses who is suspended', async () => {
  await shop.send('POST', `/v1/members/${people[7]}/suspend`, { reason: 'fraud' })
  await button('确认开始').click()
  await page.goto('/sign-in')
  await expect.poll(() => pointsOf(people[0]), { timeout: 20_000 }).toBe('50')
  await page.goto('/bulk')
  await page.getByText('已处理 60 / 60：变更 59，无需变更 0，未能处理 1，剩余 0').waitFor()
  const file = await shop.file(`${new URL(await link('未能处理的名单（CSV）')).pathname}`)
  expect(file.trim().split('\r\n')).toHaveLength(2)
  expect(file).toContain(people[7])
  await photograph(page, 'bulk-done-zh')
})

async function link(name: string): Promise<string> {
  const address = await page.getByRole('link', { name }).getAttribute('href')
  return new URL(address ?? '', shop.address).toString()
}

test('it is taken back by a run of its own', async () => {
  await button(/撤\s?销/).click()
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /撤\s?销/ })
    .click()
  await page.getByText('每位扣减 50 积分（撤销之前的操作）').waitFor()
  await page.getByText('已处理 59 / 59：变更 59，无需变更 0，未能处理 0，剩余 0').waitFor()
  expect(await pointsOf(people[0])).toBe('0')
  expect(await pointsOf(people[7])).toBe('0')
  await photograph(page, 'bulk-undone-zh')
})

test('in English on a small screen', async () => {
  const other = await shop.open({ width: 768, scheme: 'light', language: 'en' })
  await other.page.goto('/bulk')
  await other.page.getByText('59 of 59: 59 changed, 0 had it already, 0 could not be served, 0 left').waitFor()
  await photograph(other.page, 'bulk-done-en-768')
  expect(other.troubles).toEqual([])
  await other.context.close()
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
