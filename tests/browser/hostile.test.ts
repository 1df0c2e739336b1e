/**
 * Reliability B6, J-03 and J-04 in the pages: what somebody hostile is called, sells or writes stands there as text in the console,
 * at the till and in the portal; nothing of it runs, and the content policy has nothing to stop.
 */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { openWindow, photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

vi.setConfig({ testTimeout: 120_000 })
const shop = await ownedConsole('hostile')
const script = '<img src=x onerror="window.owned=1">'
/** Letters from right to left and of four bytes: both welcome. */
const name = `${script} مرحبا 𠮷😀`
const phone = '13800138000'
let memberId = ''

beforeAll(async () => {
  const words = { en: script, 'zh-CN': script }
  await shop.send('PUT', '/v1/stores/harbour', { name: script })
  await shop.send('PUT', '/v1/products/6901234567892', { name: script, attributes: { price_minor: 5_000 } })
  await shop.publish((definition) => ({
    ...definition,
    name: words,
    offerGroups: [{ code: 'all', name: words, mode: 'all' }],
    offers: [
      {
        ...{ code: 'ten', name: words, group: 'all', priority: 0, needs: 'coupon', currency: 'CNY' },
        gives: [{ kind: 'amount', minor: 1_000, of: 'goods' }],
      },
    ],
  }))
  const member = { name, phone: `+86${phone}`, email: 'x@example.com', tags: ['{{7*7}}', '<b>vip'], channel: 'pos' }
  memberId = textIn(await shop.send('POST', '/v1/members', member), 'memberId')
  await shop.send('PUT', '/v1/orders/%3Csvg%20onload=owned()%3E', {
    ...{ memberId, status: 'confirmed', currency: 'CNY', channel: 'pos', store: 'harbour' },
    lines: [{ sku: '6901234567892', quantity: 1, unitPriceMinor: 5_000 }],
  })
  await shop.send('POST', `/v1/members/${memberId}/coupons`, { offer: 'ten', giftable: true })
  await shop.send('POST', `/v1/members/${memberId}/adjustments`, { wallet: 'points', amount: 7, reason: script })
  await shop.send('POST', '/v1/coupons/batches', {
    offer: 'ten',
    name: script,
    codes: { kind: 'generic', code: '<B>OLD' },
  })
  await shop.send('POST', '/v1/roles', { name: script, rights: ['members.read'] })
})

/** Nothing ran, nothing was made of what was text, and what was text can be read. */
async function inert(page: Page, troubles: readonly string[], where: string, reads?: string): Promise<void> {
  await photograph(page, `hostile-${where}`)
  expect(await page.evaluate<unknown>('window.owned'), where).toBeUndefined()
  expect(await page.locator('img[src="x"], svg[onload], b:text("vip")').count(), where).toBe(0)
  if (reads !== undefined) expect(await page.locator('body').textContent(), where).toContain(reads)
  expect(troubles, where).toEqual([])
}

test.each(['zh-CN', 'en'] as const)('J-03 the console shows it as text (%s)', async (language) => {
  const { page, troubles, close } = await shop.open({ width: 1280, scheme: 'light', language })
  const pages: [path: string, reads?: string][] = [
    ['/members'],
    [`/members/${memberId}`, script],
    ['/orders'],
    ['/orders/%3Csvg%20onload=owned()%3E', '<svg onload=owned()>'],
    ['/coupons', script],
    ['/programme', script],
    ['/points'],
    ['/staff'],
    ['/audit'],
    ['/'],
  ]
  // What differs between the languages is the sentences around it.
  for (const [path, reads] of language === 'en' ? pages.filter((_, index) => index % 3 === 1) : pages) {
    await page.goto(path)
    await inert(page, troubles, `${language}-console${path.replace(memberId, 'one').replaceAll(/\W+/g, '-')}`, reads)
  }
  await page.goto('/members')
  await page.getByText(name.slice(0, 20)).first().waitFor()
  await close()
})

test('J-03 the till shows it as text', async () => {
  const { page, troubles, close } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
  await page.goto('/till')
  await page.getByLabel('收银机名称').fill(script)
  await page.getByRole('combobox', { name: '门店' }).fill('harbour')
  await page.getByRole('button', { name: '设为收银机' }).click()
  await page.getByText('购物篮是空的').waitFor()
  for (const scanned of [phone, '6901234567892']) {
    await page.keyboard.type(scanned)
    await page.keyboard.press('Enter')
    await page
      .locator(scanned === phone ? '[data-buyer]' : 'main')
      .getByText(scanned === phone ? '**** 8000' : script)
      .first()
      .waitFor()
  }
  await inert(page, troubles, 'till', script)
  await close()
})

/** As the member's browser keeps it. */
async function memberCookie(): Promise<{ name: string; value: string }> {
  const post = (path: string, body: object) =>
    fetch(shop.address + path, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', origin: shop.address },
    })
  await post('/v1/portal/codes', { email: 'x@example.com' })
  const code = await vi.waitUntil(
    async () => /\b\d{6}\b/.exec(JSON.stringify(await shop.send('GET', '/v1/messages?limit=1')))?.[0],
    { timeout: 20_000, interval: 200 },
  )
  const signed = await post('/v1/portal/sign-in', { email: 'x@example.com', code })
  const [pair = ''] = signed.headers.getSetCookie()[0]?.split(';') ?? []
  const [cookie = '', value = ''] = pair.split('=')
  expect([signed.status, cookie]).toEqual([200, 'regulars.member'])
  return { name: cookie, value }
}

test('J-03 the portal shows it as text, in both languages', async () => {
  const cookie = await memberCookie()
  for (const language of ['zh-CN', 'en'] as const) {
    const screen = { width: 390, scheme: 'light', language } as const
    const { page, context, troubles, close } = await openWindow(shop.address, screen)
    await context.addCookies([{ ...cookie, url: shop.address }])
    for (const path of ['/my/', '/my/points', '/my/coupons', '/my/orders', '/my/tier']) {
      await page.goto(path)
      const reads = path === '/my/coupons' ? script : undefined
      await inert(page, troubles, `${language}-portal${path.replaceAll('/', '-')}`, reads)
    }
    await page.goto('/my/profile')
    await expect.poll(() => page.locator('input[autocomplete=name]').inputValue()).toBe(name)
    await inert(page, troubles, `${language}-portal-profile`)
    await close()
  }
})
