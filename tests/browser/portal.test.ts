/** A member's day in the portal, on the real server and database: each test goes on where the one before ended. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { words as english } from '../../web/words/en/portal.ts'
import { words as chinese } from '../../web/words/zh-CN/portal.ts'
import { violations } from '../support/axe.ts'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { runServer } from '../support/server.ts'
import { openShop } from '../support/shopkeeper.ts'

const server = await runServer('portal')
const shop = await openShop(server)
await shop.ask('POST', '/v1/consent-texts/terms/versions', {
  kind: 'terms',
  required: true,
  words: {
    en: `I agree to the terms of membership\n\n${'Points are no money. '.repeat(40)}`,
    'zh-CN': `我同意会员条款\n\n${'积分不是现金，不可兑换为现金。'.repeat(40)}`,
  },
})
await shop.ask('POST', '/v1/consent-texts/news-sms/versions', {
  kind: 'marketing',
  channel: 'sms',
  required: false,
  words: { en: 'Send me offers by text message', 'zh-CN': '通过短信接收优惠信息' },
})

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const { definition } = await shop.ask<{ definition: object }>('GET', '/v1/programme')
await shop.ask('POST', '/v1/programme/versions', {
  note: 'Coupons, and points for friends',
  definition: {
    ...definition,
    transfers: [{ wallet: 'points', least: 10 }],
    offerGroups: [{ code: 'coupons', name: words('Coupons', '优惠券'), mode: 'all' }],
    offers: [
      {
        ...{ code: 'welcome', name: words('Welcome: ¥30 off', '新人礼：立减 30 元'), group: 'coupons', priority: 0 },
        ...{ needs: 'coupon', currency: 'CNY', gives: [{ kind: 'amount', minor: 3_000, of: 'goods' }] },
      },
    ],
  },
})
const batch = { offer: 'welcome', name: 'Letters', validDays: 30, mustClaim: true, giftable: true }
const codes = ['LETTER-1', 'LETTER-2', 'LETTER-3', 'LETTER-4']
await shop.ask('POST', '/v1/coupons/batches', { ...batch, codes: { kind: 'imported', codes } })
const friend = await shop.ask<{ memberId: string; number: string }>('POST', '/v1/members', {
  name: '李娜',
  phone: '13812349999',
})

const lines = [
  { sku: 'pot', name: '宜兴原矿紫泥全手工紫砂壶 200 毫升', quantity: 2, unitPriceMinor: 45_900 },
  { sku: 'tea', name: 'Longjing', quantity: 1, unitPriceMinor: 16_800 },
]
const sale = { status: 'confirmed', currency: 'CNY', channel: 'pos', store: 'west-lake', lines }

const walks: readonly (Screen & { phone: string; name: string; coupons: readonly [string, string] })[] = [
  {
    ...{ language: 'zh-CN', width: 320, scheme: 'light', phone: '13812340001', name: '欧阳娜娜' },
    coupons: ['LETTER-1', 'LETTER-2'],
  },
  {
    ...{ language: 'en', width: 390, scheme: 'dark', phone: '13812340002', name: 'Wilhelmina Featherstonehaugh' },
    coupons: ['LETTER-3', 'LETTER-4'],
  },
]

describe.each(walks)('a member whose phone speaks $language and is $width pixels wide', async (walk) => {
  const { my } = walk.language === 'en' ? english : chinese
  const { page, troubles } = await openWindow(server.address, walk)
  page.setDefaultTimeout(10_000)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const link = (name: string) => page.getByRole('link', { name })
  const place = (name: string) => page.locator('.places').getByRole('link', { name })
  const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 1 }).waitFor()
  const pressed = async (name: string) => {
    await link(name).click()
    await heading(name)
  }
  const member = { id: '' }
  /** A receiver gets one code a minute, so a test that is quicker than a person waits. */
  const sent = async () => {
    while (!(await page.getByLabel(my.code.label).isVisible())) {
      await button(my.code.send).click()
      await page.getByLabel(my.code.label).or(page.getByRole('alert')).first().waitFor()
      // What was said before may still stand there: the answer comes within this time.
      await page.waitForTimeout(2_000)
    }
    return shop.newestCode()
  }

  /** The page fits, axe has nothing serious against it, and a picture is there to be looked at. */
  async function look(what: string): Promise<void> {
    const wider = await photograph(page, `portal-${what}-${walk.language}-${walk.width}`)
    expect(wider, `${what} is wider than the screen`).toBe(0)
    expect(await violations(page), what).toEqual([])
  }

  test('joins with a code and what is agreed to, and not without', async () => {
    await page.goto('/my/')
    await page.waitForURL('**/my/join')
    await page.getByLabel(my.access.phone).fill('12')
    await look('join')
    await button(my.code.send).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel(my.access.phone).fill(walk.phone)
    const code = await sent()
    await page.getByLabel(my.code.label).fill(code === '000000' ? '000001' : '000000')
    await button(my.access.continue).click()
    await page.getByRole('alert').waitFor()
    await look('code-wrong')
    await page.getByLabel(my.code.label).fill(code)
    await button(my.access.continue).click()
    await page.getByLabel(my.joining.name).fill(walk.name)
    await button(my.joining.join).click()
    await page.getByText(my.consent.missing).waitFor()
    await look('consents')
    await page.locator('[data-consent=terms]').getByRole('checkbox').focus()
    await page.keyboard.press('Space')
    await button(my.joining.join).click()
    await page.locator('.digits[data-code]').waitFor()
    await look('card')
  })

  test('shows a code that the till reads once', async () => {
    const read = async () => {
      const code = await page.locator('.digits[data-code]').getAttribute('data-code')
      return shop.ask<{ memberId: string; presenceId: string }>('POST', '/v1/presences/read', { code })
    }
    const shown = await read()
    expect(shown).toHaveProperty('presenceId')
    member.id = shown.memberId
    await expect(read()).rejects.toThrow('card.used')
  })

  test('keeps showing codes without a network, and says so', async () => {
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.context().setOffline(true)
    await page.getByText(my.frame.offline).waitFor()
    await page.getByText(my.card.offline).waitFor()
    await look('card-offline')
    // Closed and opened again, as far as the browser has workers.
    await page.reload()
    await page.locator('.digits[data-code]').waitFor()
    await page.context().setOffline(false)
    await page.getByText(my.card.show).waitFor()
  })

  test('sees that nothing is there yet, and what to do', async () => {
    await place(my.places.points).click()
    await page.getByText(my.points.nothing).waitFor()
    await look('points-empty')
    await place(my.places.coupons).click()
    await page.getByText(my.coupons.nothing).waitFor()
    await look('coupons-empty')
    await place(my.places.orders).click()
    await page.getByText(my.orders.nothing).waitFor()
    await look('orders-empty')
  })

  test('changes the profile, the mailbox, what is agreed to, and how much to hear', async () => {
    await place(my.places.me).click()
    await heading(my.places.me)
    await look('me')
    await link(walk.name).click()
    await page.getByLabel(my.profile.birthday).fill('1990-02-28')
    await page.getByLabel(my.profile.gender).selectOption('female')
    await button(my.state.save).click()
    await page.getByText(my.state.saved).waitFor()
    await look('profile')
    await link(my.access.email).click()
    await page.getByLabel(my.access.email).fill(`${walk.language}@example.com`)
    await page.getByLabel(my.code.label).fill(await sent())
    await look('contact')
    await button(my.contact.change).click()
    await page.getByText(my.contact.done).waitFor()
    await place(my.places.me).click()
    await pressed(my.consents.title)
    await page.locator('[data-consent=news-sms]').getByRole('checkbox').click()
    await page.locator('[data-consent=news-sms] input:checked').waitFor()
    await page.getByLabel(my.consents.perWeek).selectOption('2')
    await page.getByLabel(my.consents.quietFrom).fill('22:00')
    await page.getByLabel(my.consents.quietTo).fill('08:30')
    await button(my.state.save).click()
    await page.getByText(my.state.saved).waitFor()
    await look('consents-mine')
    const consents = await shop.ask<{ items: object[] }>('GET', `/v1/members/${member.id}/consents`)
    expect(consents).toMatchObject({ contact: { perWeek: 2, quietFrom: 1_320, quietTo: 510 } })
    expect(consents.items).toContainEqual(expect.objectContaining({ code: 'news-sms', givenNow: true }))
  })

  test('buys, and sees the points, why there are so many, the tier and the order', { timeout: 60_000 }, async () => {
    await shop.ask('PUT', `/v1/orders/${walk.language}-1`, { ...sale, memberId: member.id })
    await place(my.places.card).click()
    await page.reload()
    await page.locator('[data-balance=points]').filter({ hasText: '1,086' }).waitFor()
    await look('card-points')
    await place(my.places.points).click()
    await page.locator('[data-wallet=points]').filter({ hasText: '1,086' }).waitFor()
    await look('points')
    await page.locator('.row', { hasText: `${walk.language}-1` }).click()
    await heading(my.why.title)
    await page.locator('.said').filter({ hasText: '¥1,086.00' }).waitFor()
    await look('why')
    await link(`${walk.language}-1`).click()
    await page.getByText('Longjing').waitFor()
    await look('order')
    await page.goBack()
    await heading(my.why.title)
    await place(my.places.card).click()
    await pressed(my.tier.title)
    await page.getByText('3,914').first().waitFor()
    await look('tier')
  })

  test('claims a coupon with its code, and gives it to a friend only after saying so twice', async () => {
    const [first, second] = walk.coupons
    await place(my.places.coupons).click()
    await page.getByLabel(my.coupons.code).fill('NO-SUCH-1')
    await button(my.coupons.claim).click()
    await page.getByRole('alert').waitFor()
    for (const code of [first, second]) {
      await page.getByLabel(my.coupons.code).fill(code)
      await button(my.coupons.claim).click()
      await page.locator(`a[href$="/coupons/${code}"]`).waitFor()
    }
    await look('coupons')
    await page.locator(`a[href$="/coupons/${first}"]`).click()
    await page.getByLabel(my.receiver.label).fill('13812349999')
    await button(my.coupon.give).click()
    await button(my.coupon.confirm).waitFor()
    await look('coupon-gift')
    await button(my.coupon.confirm).click()
    await page.getByText(my.coupon.given).waitFor()
    expect(await shop.ask('GET', `/v1/coupons/${first}`)).toMatchObject({ memberId: friend.memberId })
    await place(my.places.coupons).click()
    await page.locator(`a[href$="/coupons/${second}"]`).waitFor()
    expect(await page.locator(`a[href$="/coupons/${first}"]`).count()).toBe(0)
  })

  test('gives points to a friend', async () => {
    await place(my.places.points).click()
    await pressed(my.give.title)
    await page.getByLabel(my.receiver.label).fill(friend.number)
    await page.getByLabel(my.give.amount).fill('86')
    await button(my.give.next).click()
    await look('give')
    await button(my.give.confirm).click()
    await page.locator('.note-good').waitFor()
    await page.locator('main').getByRole('link', { name: my.points.title }).click()
    await page.locator('[data-wallet=points]').filter({ hasText: '1,000' }).waitFor()
  })

  test('claims a receipt from the code on it; a wrong total is said so', async () => {
    const number = `T1-${walk.language}`
    await shop.ask('PUT', `/v1/orders/${number}`, { ...sale, lines: lines.slice(1) })
    await page.goto(`/my/claim?number=${number}&total=168.05`)
    await button(my.claim.claim).click()
    await page.getByRole('alert').waitFor()
    await look('claim-wrong')
    await page.goto(`/my/claim?number=${number}&total=168.00`)
    await button(my.claim.claim).click()
    await page.getByText(my.claim.done).waitFor()
    await look('claim')
    await page.getByRole('link', { name: my.claim.order }).click()
    await page.getByText('Longjing').waitFor()
    await place(my.places.orders).click()
    await page.getByText(`${walk.language}-1`, { exact: true }).waitFor()
    await look('orders')
  })

  test('changes the language, which the next visit remembers', async () => {
    await place(my.places.me).click()
    await link(my.language.title).click()
    await look('language')
    await page.getByRole('radio', { name: '繁體中文' }).click()
    await page.getByRole('heading', { name: '語言' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '語言' }).waitFor()
    await look('language-traditional')
    await page.locator('.places a').nth(1).click()
    await page.locator('[data-wallet=points]').filter({ hasText: '點數' }).waitFor()
    await look('points-traditional')
    await page.goBack()
    await page.getByRole('radio', { name: my.languages[walk.language] }).click()
    await heading(my.language.title)
  })

  test('goes back with the browser’s own way, page by page', async () => {
    await place(my.places.me).click()
    await pressed(my.devices.title)
    await page.getByText(my.devices.here, { exact: true }).waitFor()
    await look('devices')
    await page.goBack()
    await heading(my.places.me)
    await page.goBack()
    await heading(my.language.title)
  })

  test('takes the data away', async () => {
    await place(my.places.me).click()
    await pressed(my.own.title)
    await look('own')
    const [download] = await Promise.all([page.waitForEvent('download'), link(my.own.download).click()])
    const taken = JSON.parse(readFileSync(await download.path(), 'utf8'))
    expect(taken).toMatchObject({ member: { name: walk.name }, coupons: [{ code: walk.coupons[1] }] })
  })

  test('signs out and in again, and nothing is shown in between', { timeout: 90_000 }, async () => {
    await place(my.places.me).click()
    await button(my.me.signOut).click()
    await page.waitForURL('**/my/join')
    await page.goto('/my/points')
    await page.waitForURL('**/my/join?to=*')
    expect((await page.context().request.get('/v1/my')).status()).toBe(401)
    await button(my.access.byEmail).click()
    await page.getByLabel(my.access.email).fill(`${walk.language}@example.com`)
    await page.getByLabel(my.code.label).fill(await sent())
    await button(my.access.continue).click()
    await heading(my.points.title)
  })

  test('deletes the account with a code, after reading what is lost', { timeout: 90_000 }, async () => {
    await place(my.places.me).click()
    await pressed(my.delete.title)
    await page.getByRole('checkbox').check()
    await page.getByLabel(my.code.label).fill(await sent())
    await look('delete')
    await button(my.delete.confirm).click()
    await page.getByText(my.delete.done).waitFor()
    await page.goto('/my/')
    await page.waitForURL('**/my/join')
    expect(await shop.ask('GET', `/v1/members/${member.id}`)).toMatchObject({ name: null, phone: null })
  })

  test('no page met an error', () => {
    expect(troubles.filter((trouble) => !trouble.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})

/** What a cold browser fetches, compressed, to show the first page. */
const SCRIPT_AT_MOST_BYTES = 180 * 1024

test.each(['zh-CN', 'en'] as const)('the scripts of the first page are small in %s', async (language) => {
  const { page } = await openWindow(server.address, { language, width: 390, scheme: 'light' })
  await page.goto('/my/')
  await page.waitForURL('**/my/join')
  await page.waitForLoadState('networkidle')
  const bytes = await page.evaluate<number>(`
    performance.getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0)`)
  console.log(`scripts of /my/ in ${language}: ${Math.round(bytes / 1024)} KB compressed`)
  expect(bytes).toBeGreaterThan(50 * 1024)
  expect(bytes).toBeLessThan(SCRIPT_AT_MOST_BYTES)
})
