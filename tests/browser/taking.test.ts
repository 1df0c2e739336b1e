/** Coupons that members take by themselves: offered in the console, taken with one tap in the portal, gone when the limit is reached. */
import { describe, expect, test } from 'vitest'
import { words as english } from '../../web/words/en/portal.ts'
import { words as chinese } from '../../web/words/zh-CN/portal.ts'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('taking')
const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const gives = [{ kind: 'amount', minor: 3_000, of: 'goods' }]
const common = { group: 'coupons', priority: 0, needs: 'coupon', currency: 'CNY', gives }
await shop.publish((definition) => ({
  ...definition,
  offerGroups: [{ code: 'coupons', name: words('Coupons', '优惠券'), mode: 'all' }],
  offers: [
    {
      ...common,
      code: 'spring',
      name: words('Spring: ¥30 off your next order of tea and teaware', '春季：茶叶茶具满减 30 元'),
    },
    {
      ...{ ...common, code: 'gold', name: words('Gold members only', '金卡会员专享') },
      when: { field: 'member.tier', is: 'equals', value: 'gold' },
    },
  ],
}))
const codes = { kind: 'unique', count: 20, prefix: '', characters: 13 }
await shop.send('POST', '/v1/coupons/batches', {
  offer: 'gold',
  name: 'Gold',
  mustClaim: true,
  takesPerMember: 1,
  codes,
})

test('a batch is made to be taken, and offered twice to each later on', { timeout: 60_000 }, async () => {
  const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
  const dialog = page.getByRole('dialog')
  await page.goto('/coupons')
  await page.locator('.page-actions').getByRole('button', { name: '制作优惠券' }).click()
  await dialog.getByLabel('批次').fill('春季')
  await dialog.getByLabel('数量').fill('20')
  await dialog.getByText('更多规则').click()
  await dialog.getByRole('checkbox', { name: '须先由会员领取' }).check()
  await dialog.getByLabel('会员中心领取，每人限领').fill('1')
  await photograph(page, 'coupons-offered-zh')
  await dialog.getByRole('button', { name: '制作', exact: true }).click()
  await page.getByText('已制作 20 张优惠券。').waitFor()
  await page.getByRole('link', { name: '春季' }).first().click()
  await page.getByRole('button', { name: '开放领取' }).click()
  await dialog.getByLabel('会员中心领取，每人限领').fill('2')
  await dialog.getByRole('button', { name: /保\s?存/ }).click()
  await page.getByText('已保存。').waitFor()
  await photograph(page, 'coupons-batch-offered-zh')
  expect(troubles).toEqual([])
})

const walks: readonly (Screen & { phone: string })[] = [
  { language: 'zh-CN', width: 320, scheme: 'light', phone: '13812340001' },
  { language: 'en', width: 320, scheme: 'dark', phone: '13812340002' },
]

describe.each(walks)('a member whose phone speaks $language', (walk) => {
  test('takes what is there for him, once for each tap, until he has enough', { timeout: 90_000 }, async () => {
    const { my } = walk.language === 'en' ? english : chinese
    await shop.send('POST', '/v1/members', { phone: `+86${walk.phone}`, name: '李娜' })
    const { page, troubles } = await openWindow(shop.address, walk)
    page.setDefaultTimeout(20_000)
    await page.goto('/my/join')
    await page.getByLabel(my.access.phone).fill(walk.phone)
    await page.getByRole('button', { name: my.code.send }).click()
    await page.getByLabel(my.code.label).waitFor()
    let code = ''
    const sent = async () => {
      const outbox = await shop.send('GET', '/v1/messages?limit=1')
      code = /\d{6}/.exec(JSON.stringify(outbox).replaceAll(/"[^"]*Id":"[^"]*"/g, ''))?.[0] ?? ''
      return code
    }
    await expect.poll(sent, { timeout: 20_000 }).toMatch(/^\d{6}$/)
    await page.getByLabel(my.code.label).fill(code)
    await page.getByRole('button', { name: my.access.continue }).click()
    await page.locator('.places').waitFor()
    await page.goto('/my/coupons')
    const take = page.locator('.rows').getByRole('button', { name: my.coupons.take, exact: true })
    await take.waitFor()
    expect(await take.count()).toBe(1)
    expect(await photograph(page, `portal-takeable-${walk.language}`)).toBe(0)
    expect(await violations(page)).toEqual([])
    // Two taps before the first is answered are one.
    await take.dblclick()
    await page.locator('.note-good').waitFor()
    await page.getByText(my.coupons.takenOf.replace('{{taken}}', '1').replace('{{most}}', '2')).waitFor()
    await take.click()
    await take.waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('main a[href*="/my/coupons/"]').count()).toBe(2)
    await page.getByLabel(my.coupons.code).waitFor()
    expect(await photograph(page, `portal-taken-${walk.language}`)).toBe(0)
    expect(troubles).toEqual([])
  })
})

test('what members took stands in the batch', async () => {
  const { items } = Object(await shop.send('GET', '/v1/coupons/batches'))
  const spring = items.find((each: object) => textIn(each, 'name') === '春季')
  const found = Object(await shop.send('GET', `/v1/coupons/batches/${textIn(spring, 'batchId')}`))
  expect(found.counts).toMatchObject({ unclaimed: 16, active: 4 })
})
