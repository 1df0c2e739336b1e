import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import { asId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { isRecord, openPortal } from './portal.fixture.ts'

const portal = await openPortal()
const { ask, member, clock } = portal
const minute = 60_000

function later(milliseconds: number): void {
  clock.set(asInstant(clock.now() + milliseconds))
}
let phones = 0
function phone(): string {
  phones += 1
  return `+86138${String(10_000_000 + phones)}`
}

describe('signing in', () => {
  test('nobody hears whether a phone is known', async () => {
    const known = phone()
    await member(known)
    later(2 * minute)
    const [a, b] = [
      await ask('POST', '/v1/portal/codes', { body: { phone: known } }),
      await ask('POST', '/v1/portal/codes', { body: { phone: phone() } }),
    ]
    expect(a.status).toBe(202)
    expect(Object.keys(a.body)).toEqual(Object.keys(b.body))
    expect(JSON.stringify(a.body)).not.toContain(known)
  })

  test('a code is good once, and for five tries', async () => {
    const mine = phone()
    await ask('POST', '/v1/portal/codes', { body: { phone: mine } })
    const code = await portal.newestCode()
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 4; tries += 1)
      expect((await ask('POST', '/v1/portal/sign-in', { body: { phone: mine, code: wrong } })).body['code']).toBe(
        'code.wrong',
      )
    expect((await ask('POST', '/v1/portal/sign-in', { body: { phone: mine, code } })).status).toBe(200)
    expect((await ask('POST', '/v1/portal/sign-in', { body: { phone: mine, code } })).status).toBe(403)

    const other = phone()
    await ask('POST', '/v1/portal/codes', { body: { phone: other } })
    const second = await portal.newestCode()
    const miss = second === '000000' ? '000001' : '000000'
    // A hundred guesses at once count as a hundred.
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask('POST', '/v1/portal/sign-in', { body: { phone: other, code: miss } })),
    )
    expect(all.every(({ status }) => status === 403)).toBe(true)
    expect((await ask('POST', '/v1/portal/sign-in', { body: { phone: other, code: second } })).status).toBe(403)
  })

  test('a code lapses after ten minutes', async () => {
    const mine = phone()
    await ask('POST', '/v1/portal/codes', { body: { phone: mine } })
    const code = await portal.newestCode()
    later(10 * minute)
    expect((await ask('POST', '/v1/portal/sign-in', { body: { phone: mine, code } })).body['code']).toBe('code.wrong')
  })

  test('another code is sent a minute later, five in an hour, and an address asks for no more than its share', async () => {
    const mine = phone()
    expect((await ask('POST', '/v1/portal/codes', { body: { phone: mine } })).status).toBe(202)
    const soon = await ask('POST', '/v1/portal/codes', { body: { phone: mine } })
    expect(soon.body).toMatchObject({ code: 'code.too-soon', facts: { seconds: 60 } })
    for (let more = 0; more < 4; more += 1) {
      later(minute)
      expect((await ask('POST', '/v1/portal/codes', { body: { phone: mine } })).status).toBe(202)
    }
    later(minute)
    expect((await ask('POST', '/v1/portal/codes', { body: { phone: mine } })).status).toBe(429)
    later(24 * 60 * minute)
    const many = await Promise.all(
      Array.from({ length: 25 }, () =>
        ask('POST', '/v1/portal/codes', { body: { phone: phone() }, from: '203.0.113.7' }),
      ),
    )
    expect(many.filter(({ status }) => status === 202)).toHaveLength(20)
    const elsewhere = await ask('POST', '/v1/portal/codes', { body: { phone: phone() }, from: '198.51.100.1' })
    expect(elsewhere.status).toBe(202)
  })

  test('a browser gets a cookie that scripts cannot read, writes state their origin, and a foreign page is refused', async () => {
    const mine = phone()
    await member(mine)
    later(2 * minute)
    await ask('POST', '/v1/portal/codes', { body: { phone: mine } })
    const signed = await ask('POST', '/v1/portal/sign-in', { body: { phone: mine, code: await portal.newestCode() } })
    expect(signed.cookies[0]).toMatch(/^regulars\.member=rm_[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000$/)
    expect(JSON.stringify(signed.body)).not.toContain('rm_')
    const cookie = signed.cookies[0]?.split(';')[0] ?? ''
    expect((await ask('GET', '/v1/my', { headers: { cookie } })).status).toBe(200)
    const body = { name: 'Ada' }
    expect((await ask('PATCH', '/v1/my', { headers: { cookie }, body })).body['code']).toBe('portal.cross-origin')
    const foreign = { cookie, 'sec-fetch-site': 'cross-site' }
    expect((await ask('PATCH', '/v1/my', { headers: foreign, body })).status).toBe(403)
    const own = { cookie, 'sec-fetch-site': 'same-origin' }
    expect((await ask('PATCH', '/v1/my', { headers: own, body })).body['name']).toBe('Ada')
    const lured = await ask('POST', '/v1/portal/codes', {
      body: { phone: phone() },
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(lured.status).toBe(403)
  })

  test('a closed membership is told so, and a suspended member still sees what is his', async () => {
    const [one, two] = [phone(), phone()]
    const closed = await member(one)
    await portal.members.changeStatus(asId(closed.memberId), { wish: 'close', reason: 'asked' })
    expect((await portal.proved(one)).body['code']).toBe('portal.membership-closed')
    const suspended = await member(two)
    await portal.members.changeStatus(asId(suspended.memberId), { wish: 'suspend', reason: 'fraud' })
    expect((await ask('GET', '/v1/members/me/statement', { as: suspended.as })).status).toBe(200)
  })
})

describe('joining', () => {
  test('needs what is required, keeps every answer with its words, and makes a prospect a member', async () => {
    const texts = portal.members.consents
    const words = { en: 'Terms', 'zh-CN': '会员条款' }
    await texts.publish({ code: 'terms', kind: 'terms', channel: null, required: true, words })
    await texts.publish({
      code: 'news-sms',
      kind: 'marketing',
      channel: 'sms',
      required: false,
      words: { en: 'News', 'zh-CN': '短信' },
    })
    const mine = phone()
    const prospect = await portal.members.enrol({ phone: mine, status: 'prospect' })
    const { joining } = (await portal.proved(mine)).body
    const without = await ask('POST', '/v1/portal/join', {
      body: { joining, consents: [{ code: 'news-sms', given: true }] },
    })
    expect(without.body).toMatchObject({ code: 'consent.required', facts: { codes: ['terms'] } })
    expect((await portal.members.get(prospect.memberId)).status).toBe('prospect')
    const consents = [
      { code: 'terms', version: 1, given: true },
      { code: 'news-sms', version: 1, given: false },
    ]
    const joined = await ask('POST', '/v1/portal/join', { body: { joining, consents, name: 'Li Na', as: 'token' } })
    expect(joined).toMatchObject({ status: 201, body: { memberId: prospect.memberId } })
    expect((await portal.members.get(prospect.memberId)).status).toBe('active')
    expect(await texts.of(prospect.memberId)).toMatchObject([
      { code: 'terms', givenNow: true, said: { source: 'portal', version: 1 } },
      { code: 'news-sms', givenNow: false, said: { given: false } },
    ])
    // The same proof again: he is a member now.
    expect((await ask('POST', '/v1/portal/join', { body: { joining, consents } })).status).toBe(409)
    // A new version is agreed to anew.
    await texts.publish({ code: 'terms', kind: 'terms', channel: null, required: true, words })
    expect((await texts.of(prospect.memberId))[0]).toMatchObject({
      code: 'terms',
      version: 2,
      givenNow: false,
      said: null,
    })
    await texts.retire('terms')
    await texts.retire('news-sms')
  })

  test('two clicks at once make one member', async () => {
    const { joining } = (await portal.proved(phone())).body
    const both = await Promise.all(
      [1, 2].map(() => ask('POST', '/v1/portal/join', { body: { joining, consents: [] } })),
    )
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
  })

  test('a proof is not made at home, nor kept for long', async () => {
    const { joining } = (await portal.proved(phone())).body
    const forged = await ask('POST', '/v1/portal/join', {
      body: { joining: `${String(joining).slice(0, -4)}AAAA`, consents: [] },
    })
    expect(forged.body['code']).toBe('portal.joining-lapsed')
    later(21 * minute)
    expect((await ask('POST', '/v1/portal/join', { body: { joining, consents: [] } })).body['code']).toBe(
      'portal.joining-lapsed',
    )
  })
})

describe('one’s own', () => {
  test('a member reads his own with `me`, and nobody else’s by any id', async () => {
    const [ada, bo] = [await member(phone()), await member(phone())]
    await portal.buy(asId(ada.memberId), 'OWN-1', 30_000)
    const paths = [
      'statement',
      'entries?wallet=points',
      'tiers',
      'tiers/history',
      'coupons',
      'orders',
      'transfers',
      'consents',
    ]
    for (const path of paths) {
      expect((await ask('GET', `/v1/members/me/${path}`, { as: ada.as })).status, path).toBe(200)
      expect((await ask('GET', `/v1/members/${ada.memberId}/${path}`, { as: ada.as })).status, path).toBe(401)
      expect((await ask('GET', `/v1/members/${ada.memberId}/${path}`, { as: bo.as })).status, path).toBe(401)
      expect((await ask('GET', `/v1/members/me/${path}`)).status, path).toBe(401)
    }
    const { body } = await ask('GET', '/v1/members/me/entries?wallet=points', { as: ada.as })
    const [entry] = Array.isArray(body['items']) ? body['items'].filter(isRecord) : []
    expect(entry?.['amount']).toBe(300)
    expect((await ask('GET', `/v1/members/me/why/${String(entry?.['entryId'])}`, { as: ada.as })).status).toBe(200)
    expect((await ask('GET', `/v1/members/me/why/${String(entry?.['entryId'])}`, { as: bo.as })).status).toBe(404)
    expect((await ask('GET', '/v1/my/orders/OWN-1', { as: ada.as })).status).toBe(200)
    expect((await ask('GET', '/v1/my/orders/OWN-1', { as: bo.as })).body['code']).toBe('order.unknown')
    // Staff's routes stay staff's.
    for (const [method, path] of [
      ['GET', '/v1/members'],
      ['GET', `/v1/members/${ada.memberId}`],
      ['GET', '/v1/members/me'],
      ['GET', '/v1/members/me/timeline'],
      ['POST', '/v1/members/me/redemptions'],
      ['GET', '/v1/messages'],
    ] as const)
      expect((await ask(method, path, { as: ada.as, ...(method === 'POST' ? { body: {} } : {}) })).status, path).toBe(
        401,
      )
  })

  test('profile, language and phone are his to change; a new phone is proved first', async () => {
    const mine = await member(phone())
    const taken = phone()
    await member(taken)
    later(2 * minute)
    expect(
      (await ask('PATCH', '/v1/my', { as: mine.as, body: { name: '李娜', birthday: '--05-01', locale: 'zh-CN' } }))
        .body,
    ).toMatchObject({ name: '李娜', birthday: '--05-01', locale: 'zh-CN' })
    expect((await ask('PATCH', '/v1/my', { as: mine.as, body: { tags: ['vip'] } })).status).toBe(422)
    const change = async (to: string) => {
      await sql`delete from one_time_codes`.execute(portal.db)
      await ask('POST', '/v1/my/identity/codes', { as: mine.as, body: { phone: to } })
      return ask('PUT', '/v1/my/identity', { as: mine.as, body: { phone: to, code: await portal.newestCode() } })
    }
    expect((await change(taken)).body['code']).toBe('member.identity-taken')
    const fresh = phone()
    expect((await change(fresh)).body['phone']).toBe(fresh)
  })

  test('devices are listed; one that is signed out is out at once, with its card', async () => {
    const mine = phone()
    const one = await member(mine)
    later(2 * minute)
    const two = await member(mine)
    expect(two.memberId).toBe(one.memberId)
    const { body: card } = await ask('GET', '/v1/my/card', { as: one.as })
    const listed = (await ask('GET', '/v1/my/sessions', { as: two.as })).body['items']
    const items = Array.isArray(listed) ? listed.filter(isRecord) : []
    expect(items).toHaveLength(2)
    const other = items.find((item) => item['current'] === false)
    expect((await ask('DELETE', `/v1/my/sessions/${String(other?.['sessionId'])}`, { as: two.as })).status).toBe(200)
    expect((await ask('GET', '/v1/my', { as: one.as })).status).toBe(401)
    expect(await portal.presence.card(String(card['handle']))).toBeUndefined()
    await ask('DELETE', '/v1/my/sessions', { as: two.as })
    expect((await ask('GET', '/v1/my', { as: two.as })).status).toBe(401)
  })

  test('a session lapses after 90 days without use, and lasts with use', async () => {
    const mine = await member(phone())
    for (let month = 0; month < 4; month += 1) {
      later(60 * 24 * 60 * minute)
      expect((await ask('GET', '/v1/my', { as: mine.as })).status).toBe(200)
    }
    later(91 * 24 * 60 * minute)
    expect((await ask('GET', '/v1/my', { as: mine.as })).status).toBe(401)
  })

  test('a receipt is claimed by its number and total, once; who guesses rests for a day', async () => {
    const [ada, bo] = [await member(phone()), await member(phone())]
    const number = `GUEST-${clock.now()}`
    const body = {
      status: 'confirmed',
      currency: 'CNY',
      channel: 'till',
      lines: [{ sku: 'TEA', quantity: 1, unitPriceMinor: 4_200 }],
    }
    expect((await ask('PUT', `/v1/orders/${number}`, { as: 'machine', body })).status).toBe(200)
    const claim = (who: { as: string }, totalMinor: number, of = number) =>
      ask('POST', '/v1/my/receipts', { as: who.as, body: { number: of, totalMinor } })
    expect((await claim(bo, 4_100)).body['code']).toBe('portal.receipt-unknown')
    const claimed = await claim(ada, 4_200)
    expect(claimed.body).toMatchObject({
      number,
      points: [
        { wallet: 'points', points: 42 },
        { wallet: 'growth', points: 42 },
      ],
    })
    expect((await claim(ada, 4_200)).status).toBe(200)
    expect((await claim(bo, 4_200)).body['code']).toBe('portal.receipt-unknown')
    for (let guess = 0; guess < 8; guess += 1) expect((await claim(bo, guess, `NONE-${guess}`)).status).toBe(404)
    expect((await claim(bo, 1)).body['code']).toBe('portal.too-many-misses')
    later(25 * 60 * minute)
    expect((await claim(bo, 1)).status).toBe(404)
  })

  test('points are given once, however often the same wish is sent', async () => {
    const [ada, bo] = [await member(phone()), await member(phone())]
    await portal.buy(asId(ada.memberId), `GIVE-${clock.now()}`, 30_000)
    const { definition } = portal.programme.at(clock.now())
    const transfers = [{ wallet: 'points' }]
    await portal.programme.publish({
      ...{ definition: { ...definition, transfers }, effectiveAt: clock.now(), note: 'giving', by: 'test' },
    })
    later(minute)
    const { body: friend } = await ask('GET', '/v1/my', { as: bo.as })
    const give = (key: string) =>
      ask('POST', '/v1/my/transfers', {
        as: ada.as,
        headers: { 'idempotency-key': key },
        body: { to: { number: friend['number'] }, wallet: 'points', amount: 50 },
      })
    const [first, again, other] = [await give('a'), await give('a'), await give('b')]
    expect(first).toMatchObject({ status: 201, body: { amount: 50, state: 'arrived' } })
    expect(again.body).toEqual(first.body)
    expect(other.body['transferId']).not.toBe(first.body['transferId'])
    const { body } = await ask('GET', '/v1/members/me/statement', { as: bo.as })
    expect(body['wallets']).toContainEqual(expect.objectContaining({ wallet: 'points', available: 100 }))
  })

  test('everything that is kept is taken away as one document', async () => {
    const mine = await member(phone(), { name: '</script> 李娜 🧋' })
    await portal.buy(asId(mine.memberId), `DATA-${clock.now()}`, 12_300)
    const { text, headers } = await ask('GET', '/v1/my/data', { as: mine.as })
    expect(headers['content-disposition']).toContain('attachment')
    expect(JSON.parse(text)).toMatchObject({
      member: { memberId: mine.memberId, name: '</script> 李娜 🧋' },
      movements: [{ wallet: 'points', amount: 123 }, { wallet: 'growth' }],
      benefits: [],
      orders: [{ netMinor: 12_300 }],
      devices: [{}],
    })
  })

  test('leaving needs a code, and then nothing personal is left', async () => {
    const mine = phone()
    const one = await member(mine, { name: 'Gone Girl' })
    await sql`delete from one_time_codes`.execute(portal.db)
    const asked = await ask('POST', '/v1/my/erasure/codes', { as: one.as })
    expect(asked.status).toBe(202)
    expect((await ask('POST', '/v1/my/erasure', { as: one.as, body: { code: '12' } })).status).toBe(403)
    expect(
      (await ask('POST', '/v1/my/erasure', { as: one.as, body: { code: await portal.newestCode() } })).status,
    ).toBe(200)
    expect((await ask('GET', '/v1/my', { as: one.as })).status).toBe(401)
    expect(await portal.members.get(asId(one.memberId))).toMatchObject({ erased: true, name: null, identities: [] })
    expect(await portal.members.find({ kind: 'phone', value: mine })).toBeUndefined()
  })
})

test('the portal says what it needs to know, to everybody, and nothing of costs', async () => {
  const { status, body } = await ask('GET', '/v1/portal')
  expect(status).toBe(200)
  expect(body).toMatchObject({ wechat: false, claimDays: 30, wallets: [{ code: 'points' }, { code: 'growth' }] })
  expect(Object.keys(body)).not.toContain('costs')
  expect(at('2026-03-01T08:00:00Z')).toBeLessThanOrEqual(clock.now())
})
