/** Every page at both widths, in both languages, light and dark: nothing is wider than the screen, and the first page is small. */
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { runServer } from '../support/server.ts'

const server = await runServer('screens')
const owner = { name: 'Lin Lan', email: 'lin@example.com', password: 'several plain words in a row' }
const everything = ['members.read', 'members.write', 'orders.write', 'points.redeem', 'points.adjust'] as const

let cookie = ''

type Answer = { readonly batchId?: string; readonly key?: string; readonly memberId?: string; readonly runId?: string }

async function send(
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(server.address + path, {
    method,
    headers: { 'content-type': 'application/json', origin: server.address, ...headers },
    body: JSON.stringify(body),
  })
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true)
  const [session] = answer.headers.getSetCookie()
  if (session !== undefined) cookie = session.split(';')[0] ?? ''
  const answered: Answer = JSON.parse(await answer.text())
  return answered
}

/** A member with a year of orders, long texts and characters that fonts stumble over. */
async function stock(): Promise<string> {
  await send('POST', '/v1/setup', { ...owner, code: server.setupCode })
  await send('POST', '/api/auth/sign-in/email', { email: owner.email, password: owner.password })
  const { key } = await send('POST', '/v1/keys', { name: 'Screens', rights: everything }, { cookie })
  const headers = { authorization: `Bearer ${key}` }
  const names = ['欧阳娜娜', 'Wilhelmina Featherstonehaugh-Cholmondeley', '𠮷野家', 'محمد علي', '李娜']
  const people = await Promise.all(
    names.map((name, place) =>
      send(
        'POST',
        '/v1/members',
        { name, phone: `+861380013800${place}`, tags: ['茶友'], channel: 'pos', store: 'west-lake' },
        headers,
      ),
    ),
  )
  const memberId = people[0]?.memberId ?? ''
  for (let month = 1; month <= 10; month += 1)
    await send(
      'PUT',
      `/v1/orders/S-${month}`,
      {
        status: 'confirmed',
        memberId,
        currency: 'CNY',
        channel: 'pos',
        store: 'west-lake',
        placedAt: new Date(Date.now() - month * 30 * 86_400_000).toISOString(),
        lines: [
          { sku: 'pot', name: '宜兴原矿紫泥全手工紫砂壶 200 毫升', quantity: 1 + (month % 3), unitPriceMinor: 45_900 },
        ],
      },
      headers,
    )
  await send(
    'POST',
    `/v1/members/${memberId}/redemptions`,
    { wallet: 'points', amount: 300, reason: '兑换：青瓷茶杯' },
    headers,
  )
  await send(
    'POST',
    '/v1/holds',
    { memberId, wallet: 'points', amount: 200, reason: '网店下单抵扣', minutes: 600 },
    headers,
  )
  const terms = { en: 'The terms of membership', 'zh-CN': '会员条款' }
  await send('POST', '/v1/consent-texts/terms/versions', { kind: 'terms', required: true, words: terms }, { cookie })
  await send('POST', '/v1/portal/codes', { phone: '+8613800138000' })
  return memberId
}

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const shared = { priority: 0, needs: 'nothing', currency: 'CNY' }
/** Offers of several kinds, with limits and conditions, so that their sentences are long. */
const promotions = {
  offerGroups: [
    { code: 'prices', name: words('Prices', '价格'), mode: 'best' },
    { code: 'coupons', name: words('Coupons', '优惠券'), mode: 'all', oncePerLine: true },
  ],
  offers: [
    {
      ...{ ...shared, code: 'mid-autumn', name: words('Mid-autumn teas', '中秋茶礼满减'), group: 'prices' },
      when: { field: 'order.festival', is: 'equals', value: 'mid-autumn' },
      gives: [
        {
          ...{ kind: 'steps', by: 'amount', base: 'remaining' },
          steps: [
            { from: 20_000, off: { minor: 2_000 } },
            { from: 50_000, off: { minor: 8_000 } },
          ],
        },
      ],
      limits: [{ of: 'discount', most: 5_000_000, per: 'month', by: 'store' }],
    },
    {
      ...{ ...shared, code: 'welcome', name: words('Welcome', '新人礼'), group: 'coupons', needs: 'coupon' },
      gives: [
        { kind: 'amount', minor: 3_000, of: 'goods' },
        { kind: 'gift', sku: 'cup', quantity: 1, name: words('Celadon cup', '青瓷茶杯') },
      ],
      limits: [
        { of: 'uses', most: 1, per: 'lifetime', by: 'member' },
        { of: 'uses', most: 1, per: 'month', by: 'all' },
      ],
    },
  ],
  couponIssues: [
    { code: 'joining', name: words('Joining', '入会'), offer: 'welcome', on: 'member.enrolled', validDays: 30 },
  ],
}

/** One more order, with a coupon. @returns the batch of the coupon */
async function buyWithCoupon(): Promise<string> {
  const codes = { kind: 'generic', code: 'WELCOME-2026' }
  const { batchId = '' } = await send(
    'POST',
    '/v1/coupons/batches',
    { offer: 'welcome', name: '新人礼', codes },
    { cookie },
  )
  const lines = [{ sku: 'pot', name: '紫砂壶', quantity: 1, unitPriceMinor: 45_900 }]
  const order = { status: 'confirmed', memberId, currency: 'CNY', channel: 'pos', lines, coupons: ['WELCOME-2026'] }
  await send('PUT', '/v1/orders/S-coupon', order, { cookie })
  await send('POST', `/v1/members/${memberId}/coupons`, { offer: 'welcome' }, { cookie })
  return batchId
}

/** A version that says something else than the one before, so that the programme's page has changes to show. */
async function publishAnother(): Promise<void> {
  const answer = await fetch(`${server.address}/v1/programme`, { headers: { cookie } })
  const { definition } = JSON.parse(await answer.text())
  const [points, ...wallets] = definition.wallets
  const [base, ...rules] = definition.earningRules
  const [ladder] = definition.ladders
  const tiers = ladder.tiers.map((tier: { code: string }) => (tier.code === 'gold' ? { ...tier, reach: 6_000 } : tier))
  const party = { ...base, code: 'party', name: { en: 'Party', 'zh-CN': '店庆' }, earn: { by: 'order', points: 88 } }
  const after = {
    ...definition,
    wallets: [{ ...points, expiry: { kind: 'rolling', months: 24, roundUpTo: 'year' } }, ...wallets],
    earningRules: [{ ...base, rounding: 'half-up' }, ...rules, party],
    ladders: [{ ...ladder, tiers }],
    expiryGuardPercent: 30,
    ...promotions,
  }
  await send('POST', '/v1/programme/versions', { definition: after, note: '店庆 2026：积分两年有效' }, { cookie })
}

/** A small catalogue, with a long name and something retired. */
async function fillCatalogue(): Promise<void> {
  const put = (path: string, body: object) => send('PUT', `/v1/${path}`, body, { cookie })
  await put('channels/pos', { name: '门店收银', translations: { en: 'Till' } })
  await put('stores/west-lake', { name: '西湖店', city: '杭州', channel: 'pos', translations: { en: 'West Lake' } })
  await put('stores/bund', { name: '外滩店', city: '上海', active: false })
  await put('categories/home', { name: '家居', translations: { en: 'Home' } })
  await put('categories/pots', { name: '茶壶', parent: 'home', translations: { en: 'Pots' } })
  await put('brands/yixing', { name: '宜兴' })
  await put('products/pot', { name: '宜兴原矿紫泥全手工紫砂壶 200 毫升', category: 'pots', brand: 'yixing' })
  await put('products/cup', { name: '青瓷茶杯', active: false })
}

/** One run that was done for many and has somebody refused, and one that waits to be looked at. */
async function runMany(): Promise<void> {
  const prepare = async (deed: object) => {
    const { runId = '' } = await send('POST', '/v1/bulk-runs', { deed, filter: { tag: '茶友' } }, { cookie })
    const until = async (state: string) =>
      vi.waitFor(
        async () => {
          const answer = await fetch(`${server.address}/v1/bulk-runs/${runId}`, { headers: { cookie } })
          expect(await answer.json()).toMatchObject({ state })
        },
        { timeout: 20_000, interval: 100 },
      )
    await until('ready')
    return { runId, until }
  }
  const { runId, until } = await prepare({
    do: 'points',
    wallet: 'points',
    amount: -20,
    reason: '周年庆积分多发，收回',
  })
  await send('POST', `/v1/bulk-runs/${runId}/confirm`, {}, { cookie })
  await until('done')
  await prepare({ do: 'tag', tag: '老会员' })
}

const memberId = await stock()
await fillCatalogue()
await runMany()
await publishAnother()
const batchId = await buyWithCoupon()
const pages = [
  ['home', '/'],
  ['members', '/members'],
  ['nobody', '/members?q=zzzzz'],
  ['member', `/members/${memberId}`],
  ['bulk', '/bulk'],
  ['orders', '/orders'],
  ['order-page', '/orders/S-coupon'],
  ['coupons', '/coupons'],
  ['coupon-batch', `/coupons/${batchId}`],
  ['points', '/points'],
  ['approvals', '/points?tab=approvals'],
  ['stores', '/catalogue'],
  ['products', '/catalogue?view=products'],
  ['categories', '/catalogue?view=categories'],
  ['no-products', '/catalogue?view=products&q=zzzzz'],
  ['programme', '/programme'],
  ['messages', '/messages'],
  ['imports', '/imports'],
  ['staff', '/staff'],
  ['roles', '/staff?view=roles'],
  ['audit', '/audit'],
  ['settings', '/settings'],
  ['handbook', '/handbook'],
  ['guide', '/handbook/cashier'],
  ['guide-found', '/handbook/cashier?q=receipt'],
  ['missing', '/members/none'],
] as const
const screens: readonly Screen[] = [
  { width: 1280, scheme: 'light', language: 'zh-CN' },
  { width: 1280, scheme: 'dark', language: 'en' },
  { width: 768, scheme: 'light', language: 'en' },
  { width: 768, scheme: 'dark', language: 'zh-CN' },
]

test.each(screens)(
  'every page fits a $scheme screen of $width pixels in $language',
  { timeout: 300_000 },
  async (screen) => {
    await send('PATCH', '/v1/me', { locale: screen.language }, { cookie })
    const { context, page, troubles } = await openWindow(server.address, screen)
    const [name = '', value = ''] = cookie.split('=')
    const named = (what: string) => `${what}-${screen.language}-${screen.width}-${screen.scheme}`
    await page.goto('/sign-in')
    expect(await photograph(page, named('sign-in')), 'sign-in').toBe(0)
    await context.addCookies([{ name, value: decodeURIComponent(value), url: server.address }])
    for (const [what, path] of pages) {
      await page.goto(path)
      expect(await photograph(page, named(what)), what).toBe(0)
      expect.soft(await violations(page), what).toEqual([])
    }
    await page.goto(`/members/${memberId}`)
    for (const tab of ['orders', 'coupons', 'consents', 'expiries', 'holds', 'transfers', 'timeline']) {
      await page.locator(`.member-movements [data-node-key=${tab}]`).click()
      expect(await photograph(page, named(`member-${tab}`)), tab).toBe(0)
    }
    await page.locator('.member-movements [data-node-key=orders]').click()
    await page.locator('.member-movements .ant-table-row-expand-icon').first().click()
    expect(await photograph(page, named('member-order')), 'order').toBe(0)
    await page.goto('/members')
    await page
      .getByRole('button', { name: /Enrol a member|登记会员/ })
      .first()
      .click()
    await page.locator('.ant-modal .consent-text').waitFor()
    expect(await photograph(page, named('enrol')), 'enrol').toBe(0)
    await page.goto('/settings')
    await page.locator('[data-node-key=consents]').click()
    expect(await photograph(page, named('settings-consents')), 'settings-consents').toBe(0)
    expect(troubles).toEqual([])
  },
)

/** What a cold browser fetches, compressed, to show the first page. */
const SCRIPT_AT_MOST_BYTES = 450 * 1024

test.each(['/sign-in', '/'])('the scripts of %s are small', async (path) => {
  const { context, page } = await openWindow(server.address, { width: 1280, scheme: 'light', language: 'zh-CN' })
  const [name = '', value = ''] = cookie.split('=')
  if (path === '/') await context.addCookies([{ name, value: decodeURIComponent(value), url: server.address }])
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  const bytes = await page.evaluate<number>(`
    performance.getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0)`)
  console.log(`scripts of ${path}: ${Math.round(bytes / 1024)} KB compressed`)
  expect(bytes).toBeGreaterThan(50 * 1024)
  expect(bytes).toBeLessThan(SCRIPT_AT_MOST_BYTES)
})
