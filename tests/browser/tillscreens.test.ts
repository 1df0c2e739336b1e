/** The till at a tablet's width, in both languages, light and dark: it fits, and everything is large enough for a thumb. */
import type { Locator, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { runServer } from '../support/server.ts'
import { openShop } from '../support/shopkeeper.ts'

const server = await runServer('till-screens')
vi.setConfig({ testTimeout: 120_000 })

type Answer = {
  readonly memberId: string
  readonly definition: { readonly wallets: readonly object[] }
}
const { ask, cookie } = await openShop(server)
const send: (...asked: Parameters<typeof ask>) => Promise<Answer> = (...asked) => ask<Answer>(...asked)

/** More lines than any of the screens holds. */
const FULL = 12
const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const coupon = { needs: 'coupon', priority: 0, currency: 'CNY', group: 'coupons' }

/** A member with long names, many coupons and points. */
async function stock(): Promise<void> {
  const { definition } = await send('GET', '/v1/programme')
  const [points, ...wallets] = definition.wallets
  const after = {
    ...definition,
    presence: [],
    wallets: [{ ...points, checkout: { points: 100, minor: 100, currency: 'CNY' } }, ...wallets],
    offerGroups: [{ code: 'coupons', name: words('Coupons', '优惠券'), mode: 'best' }],
    offers: [
      {
        ...{ ...coupon, code: 'spring', name: words('Spring teas: 20 off 100 and more', '春茶上新满一百减二十') },
        gives: [{ kind: 'amount', minor: 2_000, of: 'goods' }],
      },
      {
        ...{ ...coupon, code: 'pot', name: words('Thirty off any pot', '茶壶立减三十') },
        gives: [{ kind: 'amount', minor: 3_000, of: 'goods' }],
      },
    ],
  }
  await send('POST', '/v1/programme/versions', { definition: after, note: 'coupons and points' })
  const text = words(
    'We keep what you buy to count your points. '.repeat(20),
    '为计算积分，我们保存您的购买记录。'.repeat(20),
  )
  await send('POST', '/v1/consent-texts/terms/versions', { kind: 'terms', required: true, words: text })
  await send('POST', '/v1/consent-texts/privacy/versions', { kind: 'privacy', required: true, words: text })
  const name = 'Wilhelmina Featherstonehaugh-Cholmondeley'
  const { memberId } = await send('POST', '/v1/members', {
    ...{ name, phone: '+8613800138000' },
    consents: ['terms', 'privacy'].map((code) => ({ code, given: true })),
  })
  await send('POST', `/v1/members/${memberId}/adjustments`, { wallet: 'points', amount: 12_345, reason: 'test' })
  for (const offer of ['spring', 'pot']) await send('POST', `/v1/members/${memberId}/coupons`, { offer })
  for (let place = 0; place < FULL; place += 1)
    await send('PUT', `/v1/products/full-${place}`, {
      name: `Pu’er cake of 357 g, aged ten years, number ${place} of a dozen 云南七子饼`,
      attributes: { price_minor: 16_800 },
    })
  const pot = { name: '宜兴原矿紫泥全手工紫砂壶 200 毫升', attributes: { price_minor: 45_900 } }
  await send('PUT', '/v1/products/pot', pot)
}
await stock()

const labels = {
  en: {
    ...{ name: 'Name of the till', make: 'Make it a till', find: 'Find member', enrol: 'Enrol', amount: 'Amount' },
    ...{ all: 'All', confirm: /^Confirm/, next: 'Next customer', receipt: 'Receipt', waiting: 'Waiting', sale: 'Sale' },
    ...{ whom: 'Phone, number or name', basket: 'The basket is empty', number: 'Number of the receipt' },
    ...{
      everything: 'Everything',
      away: 'Server away, selling goes on',
      goods: 'Scan or type the goods that come back',
    },
    ...{ note: 'Note the return', without: 'Sell without them', nextReturn: 'Next return' },
  },
  'zh-CN': {
    ...{ name: '收银机名称', make: '设为收银机', find: '查找会员', enrol: '登记会员', amount: '金额' },
    ...{ all: '全部', confirm: /^确认收款/, next: '下一位顾客', receipt: '小票', waiting: '待发送', sale: '收银' },
    ...{ whom: '手机号、会员号或姓名', basket: '购物篮是空的', number: '小票号' },
    ...{ everything: '全部退货', away: '服务器离线，可继续收银', goods: '扫描或输入退回的商品' },
    ...{ note: '登记退货', without: '不使用', nextReturn: '下一笔退货' },
  },
} as const

/** What is touched and smaller than a thumb. As text: the tests are checked without the browser's own types. */
const SMALL = `[...document.querySelectorAll('button, a[href], input:not([type=checkbox], [type=radio], .ant-select-input), summary, [role=slider], .ant-checkbox-wrapper, .ant-radio-button-wrapper')]
  .map((each) => ({ box: each.getBoundingClientRect(), each }))
  .filter(({ box, each }) => box.width > 0 && !each.closest('[aria-hidden=true]') && (box.height < 44 || box.width < 44))
  .map(({ box, each }) => each.outerHTML.slice(0, 120) + ' ' + Math.round(box.width) + '×' + Math.round(box.height))`

/** Whether all of it is on the screen, without a scroll, and nothing lies over its middle. */
async function inView(page: Page, what: Locator): Promise<boolean> {
  const box = await what.boundingBox()
  const size = page.viewportSize()
  if (box === null || size === null || box.y < 0 || box.y + box.height > size.height) return false
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  return page.evaluate<boolean>(`document.elementFromPoint(${x}, ${y})?.closest('button') !== null`)
}

const screens: readonly Screen[] = [
  { width: 768, height: 1024, scheme: 'light', language: 'en' },
  { width: 1024, height: 768, scheme: 'light', language: 'zh-CN' },
  { width: 768, height: 1024, scheme: 'dark', language: 'zh-CN' },
  { width: 1280, scheme: 'dark', language: 'en' },
]

test.each(screens)('the till fits a $scheme screen of $width pixels in $language, and a thumb', async (screen) => {
  const { context, page, troubles } = await openWindow(server.address, screen)
  page.setDefaultTimeout(20_000)
  const said = labels[screen.language]
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const look = async (name: string) => {
    const wider = await photograph(page, `till-${name}-${screen.width}-${screen.scheme}-${screen.language}`)
    expect.soft(wider, name).toBe(0)
    expect.soft(await page.evaluate<string[]>(SMALL), name).toEqual([])
    expect.soft(await violations(page), name).toEqual([])
  }
  const [sessionName = '', sessionValue = ''] = cookie.split('=', 2)
  await context.addCookies([{ name: sessionName, value: decodeURIComponent(sessionValue), url: server.address }])
  await page.goto('/till')
  await page.getByLabel(said.name).fill(`Counter ${screen.width} ${screen.scheme}`)
  await look('setup')
  await button(said.make).click()
  await page.getByText(said.basket).waitFor()
  await look('empty')
  await button(said.enrol).click()
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
  await page.getByRole('dialog').locator('summary').first().click()
  await look('enrol')
  await page.keyboard.press('Escape')
  await button(said.amount).click()
  await look('amount')
  await page.keyboard.press('Escape')
  await page.keyboard.type('pot')
  await page.keyboard.press('Enter')
  await button(said.find).click()
  await page.getByRole('dialog').getByLabel(said.whom).fill('8000')
  await page.getByRole('dialog').getByRole('button', { name: /8000/ }).waitFor()
  await look('find')
  await page.getByRole('dialog').getByRole('button', { name: /8000/ }).click()
  await button(said.all).click()
  await page.locator('[data-points]').filter({ hasText: '¥' }).waitFor()
  await look('spending')
  await button(said.confirm).click()
  await button(said.next).waitFor()
  const number = /T\d+-\d{6}/.exec((await page.locator('.receipt').textContent()) ?? '')?.[0] ?? ''
  await look('receipt')
  await button(said.next).click()
  await page.getByRole('link', { name: said.receipt }).click()
  await page.getByLabel(said.number).fill(number)
  await page.keyboard.press('Enter')
  await button(said.everything).click()
  await page.locator('[data-preview]').waitFor()
  await look('return')
  await page.getByRole('link', { name: said.waiting }).click()
  await look('waiting')
  expect(troubles).toEqual([])
  // A full basket, then the server away: what is pressed to sell stays on the screen.
  await page.getByRole('link', { name: said.sale }).click()
  await page.locator('.till-scan input').waitFor()
  for (let place = 0; place < FULL; place += 1) {
    await page.keyboard.type(`full-${place}`)
    await page.keyboard.press('Enter')
  }
  await page
    .locator('.till-lines li')
    .nth(FULL - 1)
    .waitFor()
  await button(said.find).click()
  await page.getByRole('dialog').getByLabel(said.whom).fill('8000')
  await page.getByRole('dialog').getByRole('button', { name: /8000/ }).click()
  await button(said.all).waitFor()
  expect.soft(await inView(page, button(said.confirm))).toBe(true)
  await look('full')
  await context.setOffline(true)
  await page.getByText(said.away).waitFor()
  expect.soft(await inView(page, button(said.confirm))).toBe(true)
  await look('full-away')
  // Coupons need the server.
  await button(said.without).click()
  await button(said.confirm).click()
  await button(said.next).click()
  await look('empty-away')
  await page.getByRole('link', { name: said.receipt }).click()
  await page.getByLabel(said.number).fill(`${number.slice(0, -1)}9`)
  await page.keyboard.press('Enter')
  await page.getByLabel(said.goods).fill('pot')
  await page.keyboard.press('Enter')
  await page.locator('.till-lines li').first().waitFor()
  await look('noting')
  await button(said.note).click()
  await button(said.nextReturn).waitFor()
  await look('noted')
  await page.getByRole('link', { name: said.waiting }).click()
  await look('waiting-away')
  await context.setOffline(false)
  // The next screen begins with the same coupons and points.
  await send('POST', `/v1/orders/${number}/returns`, { lines: 'all', reason: 'test' })
})
