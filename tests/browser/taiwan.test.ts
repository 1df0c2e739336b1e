/** The console and the till as Taiwan reads them: chosen from the menu, kept, and on the pages without a simplified sign. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test, vi } from 'vitest'
import { traditionalSigns } from '../../web/building/traditional.ts'
import { type AnyScreen, photograph, speak } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('taiwan')
// A walk past a dozen pages on a machine that has other work, too.
vi.setConfig({ testTimeout: 180_000 })
const wide: AnyScreen = { width: 1280, scheme: 'light', language: 'zh-TW' }
const people = { fang: '', draft: '' }
const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })

beforeAll(async () => {
  await shop.publish(({ wallets: [points, ...others], ...definition }) => ({
    ...definition,
    wallets: [{ ...points, checkout: { points: 100, minor: 100, currency: 'CNY', least: 100, step: 100 } }, ...others],
    offerGroups: [{ code: 'coupons', name: words('Coupons', '优惠券'), mode: 'all' }],
    offers: [
      {
        ...{ code: 'welcome', name: words('Welcome', '新会员礼券'), group: 'coupons', needs: 'coupon', priority: 0 },
        ...{ currency: 'CNY', gives: [{ kind: 'amount', minor: 3_000, of: 'goods' }] },
      },
    ],
  }))
  await shop.send('PUT', '/v1/products/tea', {
    ...{ name: 'Longjing', translations: { 'zh-CN': '龙井' }, attributes: { price_minor: 16_800 } },
  })
  await shop.send('PUT', '/v1/stores/lake', { name: 'West Lake', translations: { 'zh-CN': '西湖店' } })
  // A name is its owner's, and nobody writes it anew.
  people.fang = textIn(await shop.send('POST', '/v1/members', { name: '范后', phone: '+8613800138000' }), 'memberId')
  const lines = [{ sku: 'tea', quantity: 6, unitPriceMinor: 16_800 }]
  const bought = { status: 'confirmed', memberId: people.fang, currency: 'CNY', channel: 'pos', store: 'lake', lines }
  await shop.send('PUT', '/v1/orders/S-1', bought)
  await shop.send('POST', `/v1/members/${people.fang}/coupons`, { offer: 'welcome' })
  people.draft = textIn(await shop.send('POST', '/v1/programme/drafts', { name: '春季活动' }), 'draftId')
})

/** Signs of the mainland; those that Taiwan has, too, are left out. */
const simplified = [...traditionalSigns()].filter((sign, place) => place % 2 === 0 && !'台准干'.includes(sign))

/** What stands on the page in signs that Taiwan does not write, beside names of languages and what people wrote. */
async function foreign(page: Page, ...own: string[]): Promise<string[]> {
  const shown = await page.evaluate<string>('document.body.innerText')
  const text = ['林岚', '范后', '（简体中文）', ...own].reduce((all, each) => all.replaceAll(each, ''), shown)
  return text.split('\n').filter((line) => simplified.some((sign) => line.includes(sign)))
}

test('a browser of Taiwan is greeted in its own writing, and what the server says is written so', async () => {
  const { page, context, troubles, close } = await shop.open(wide)
  const cookies = await context.cookies()
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('電子信箱').fill('lin@example.com')
  await page.getByLabel('密碼').fill('wrong wrong wrong')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await foreign(page, '简体中文')).toEqual([])
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-TW')
  await context.addCookies(cookies)
  await page.goto('/settings')
  await page.getByText('語言和外觀').waitFor()
  expect(troubles).toEqual([])
  await close()
})

test('who chooses it on a device that speaks English keeps it there', async () => {
  const { page, troubles, close } = await shop.open({ width: 1280, scheme: 'dark', language: 'en' })
  await page.goto('/settings')
  await page.getByText('Language and appearance').waitFor()
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await speak(page, '繁體中文')
  await page.getByText('語言和外觀').waitFor()
  await kept
  for (const path of ['/', '/members']) {
    await page.goto(path)
    await page.getByText('范后').first().waitFor()
    await page.getByRole('heading', { level: 1, name: path === '/' ? '首頁' : '會員' }).waitFor()
    expect(await foreign(page)).toEqual([])
  }
  expect(troubles).toEqual([])
  await close()
})

test('pages of the console are in traditional Chinese, with the names of the programme, and names of people as they are', async () => {
  const { page, troubles, close } = await shop.open(wide)
  const seen = async (name: string, path: string, there: string, ...own: string[]) => {
    await page.goto(path)
    await page.getByText(there).first().waitFor()
    expect.soft(await photograph(page, `taiwan-${name}`), name).toBe(0)
    expect.soft(await foreign(page, ...own), name).toEqual([])
  }
  await seen('home', '/', '最新會員')
  await seen('members', '/members', '范后')
  await seen('member', `/members/${people.fang}`, '范后')
  await page.getByText('1,008 點數').first().waitFor()
  await page
    .getByText(/訂單 S-1/)
    .first()
    .waitFor()
  await seen('order', '/orders/S-1', '訂單 S-1')
  await seen('programme', '/programme', '會員體系')
  await seen('editor', `/programme/drafts/${people.draft}`, '基本設定', '春季活动')
  await seen('staff', '/staff?view=roles', '權限')
  await seen('imports', '/imports', '匯入')
  await seen('audit', '/audit', '稽核紀錄', 'zh-CN: 龙井')
  await seen('tills', '/tills', '收銀機')
  await seen('jobs', '/jobs', '後台任務')
  await page.goto('/handbook/cashier')
  await page.getByRole('heading', { name: '收銀台' }).first().waitFor()
  await photograph(page, 'taiwan-handbook')
  expect(troubles).toEqual([])
  await close()
})

test('the till sells in traditional Chinese', async () => {
  const { page, troubles, close } = await shop.open(wide)
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  await page.goto('/till')
  await page.getByLabel('收銀機名稱').fill('2 號收銀台')
  expect(await foreign(page)).toEqual([])
  await button('設為收銀機').click()
  await page.getByText('購物籃是空的').waitFor()
  expect(await foreign(page)).toEqual([])
  await page.keyboard.type('tea')
  await page.keyboard.press('Enter')
  await page.keyboard.type('13800138000')
  await page.keyboard.press('Enter')
  await page.getByText('新會員禮券').first().waitFor()
  await photograph(page, 'taiwan-till')
  expect(await foreign(page)).toEqual([])
  // Without the coupon nobody asks whether the member is there.
  await page.getByRole('button', { name: /新會員禮券/ }).click()
  await button('確認收款 ¥168.00').click()
  await button('下一位顧客').waitFor()
  await photograph(page, 'taiwan-receipt')
  expect(await foreign(page)).toEqual([])
  expect(troubles).toEqual([])
  await close()
})
