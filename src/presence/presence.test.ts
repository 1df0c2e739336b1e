import { describe, expect, test } from 'vitest'
import { asId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { group, offer } from '../offers/offers.fixture.ts'
import { openPortal } from '../portal/portal.fixture.ts'
import { cardCode, cardCodeOf, cardDigits, receiverBudgets, stepAt, waitSeconds } from './rules.ts'

const portal = await openPortal()
const { ask, member, clock } = portal
const minute = 60_000
const wait = (milliseconds: number) => clock.set(asInstant(clock.now() + milliseconds))

let people = 0
async function someone(points = 100_000) {
  people += 1
  const one = await member(`+86139${String(10_000_000 + people)}`)
  if (points > 0) await portal.buy(asId(one.memberId), `P-${people}`, points)
  const { body } = await ask('GET', '/v1/my/card', { as: one.as })
  const [handle, secret] = [String(body['handle']), Buffer.from(String(body['secret']), 'base64')]
  return { ...one, handle, secret, code: () => cardCode(handle, secret, clock.now()) }
}
const read = (code: string, as = 'cashier') => ask('POST', '/v1/presences/read', { as, body: { code } })

describe('the rotating code', () => {
  test('is HOTP with SHA-256: the vectors of RFC 6238', () => {
    const seed = Buffer.from('12345678901234567890123456789012')
    const at = (seconds: number) => cardDigits(seed, Math.floor(seconds / 30))
    expect([59, 1_111_111_109, 1_111_111_111, 1_234_567_890, 2_000_000_000, 20_000_000_000].map(at)).toEqual([
      ...['46119246', '68084774', '67062674', '91819424', '90698825', '77737706'],
    ])
  })

  test('is eighteen digits that no payment code begins like', () => {
    expect(cardCodeOf('7 123456789 12345678')).toEqual({ handle: '123456789', digits: '12345678' })
    for (const other of [
      '',
      '1',
      '610000000000000000',
      '71234567891234567',
      '7123456789123456789',
      'x23456789012345678',
    ])
      expect(cardCodeOf(other), other).toBeUndefined()
  })

  test('shows who is there, once', async () => {
    const ada = await someone()
    const code = ada.code()
    expect((await read(code)).body).toMatchObject({ memberId: ada.memberId, means: 'card', confirmed: true })
    expect((await read(code)).body['code']).toBe('card.used')
    // Ten tills at once: one reads it.
    wait(30_000)
    const next = ada.code()
    const all = await Promise.all(Array.from({ length: 10 }, () => read(next)))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('is taken 30 seconds early or late, and no later; an earlier one is not taken after a later one', async () => {
    const ada = await someone(0)
    const [early, now] = [ada.code(), () => ada.code()]
    wait(30_000)
    const second = now()
    expect((await read(second)).status).toBe(201)
    expect((await read(early)).body['code']).toBe('card.used')
    const third = now()
    wait(90_000)
    expect((await read(third)).body['code']).toBe('card.wrong')
  })

  test('cannot be guessed: ten wrong codes close the card, and the phone gets another', async () => {
    const ada = await someone(0)
    const wrong = `7${ada.handle}${ada.code().endsWith('00000000') ? '00000001' : '00000000'}`
    for (let tries = 0; tries < 10; tries += 1) expect((await read(wrong)).status).toBe(403)
    expect((await read(ada.code())).status).toBe(403)
    const { body } = await ask('GET', '/v1/my/card', { as: ada.as })
    expect(body['handle']).not.toBe(ada.handle)
    const fresh = cardCode(String(body['handle']), Buffer.from(String(body['secret']), 'base64'), clock.now())
    expect((await read(fresh)).status).toBe(201)
  })
})

describe('spending at the till', () => {
  const redeem = (memberId: string, presenceId?: string, as = 'cashier', key?: string) =>
    ask('POST', `/v1/members/${memberId}/redemptions`, {
      as,
      body: { wallet: 'points', amount: 10, reason: 'gift', ...(presenceId === undefined ? {} : { presenceId }) },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    })

  test('a cashier needs the member; a support agent and a key do not', async () => {
    const ada = await someone()
    expect((await redeem(ada.memberId)).body['code']).toBe('presence.needed')
    const { presenceId } = (await read(ada.code())).body
    expect((await redeem(ada.memberId, String(presenceId), 'cashier', 'k1')).status).toBe(201)
    // The same request again is the same use; another one is not.
    expect((await redeem(ada.memberId, String(presenceId), 'cashier', 'k1')).status).toBe(201)
    expect((await redeem(ada.memberId, String(presenceId), 'cashier', 'k2')).body['code']).toBe('presence.used')
    for (const as of ['owner', 'machine']) expect((await redeem(ada.memberId, undefined, as)).status).toBe(201)
  })

  test('one member’s presence spends nothing of another’s, and lapses', async () => {
    const [ada, bo] = [await someone(), await someone()]
    const shown = String((await read(ada.code())).body['presenceId'])
    expect((await redeem(bo.memberId, shown)).body['code']).toBe('presence.unknown')
    wait(11 * minute)
    expect((await redeem(ada.memberId, shown)).body['code']).toBe('presence.unknown')
  })

  test('a code that is sent and said does the same', async () => {
    const ada = await someone()
    wait(2 * minute)
    const asked = await ask('POST', '/v1/presences', { as: 'cashier', body: { memberId: ada.memberId } })
    expect(asked).toMatchObject({ status: 202, body: { confirmed: false } })
    const presenceId = String(asked.body['presenceId'])
    expect((await redeem(ada.memberId, presenceId)).body['code']).toBe('presence.unknown')
    const confirm = (code: string) =>
      ask('POST', `/v1/presences/${presenceId}/confirm`, { as: 'cashier', body: { code } })
    const code = await portal.newestCode()
    expect((await confirm(code === '111111' ? '222222' : '111111')).status).toBe(403)
    expect((await confirm(code)).body['confirmed']).toBe(true)
    expect((await confirm(code)).status).toBe(200)
    expect((await redeem(ada.memberId, presenceId)).status).toBe(201)
    // A code to sign in is no code for the till, nor the other way round.
    wait(2 * minute)
    await ask('POST', '/v1/presences', { as: 'cashier', body: { memberId: ada.memberId } })
    const { phone } = await portal.members.get(asId(ada.memberId))
    const asSignIn = await ask('POST', '/v1/portal/sign-in', { body: { phone, code: await portal.newestCode() } })
    expect(asSignIn.status).toBe(403)
  })

  test('paying an order with points, or with a coupon of his own, needs him; a coupon for everybody does not', async () => {
    const current = portal.programme.at(clock.now()).definition
    await portal.programme.publish({
      definition: {
        ...current,
        currencies: ['CNY'],
        wallets: current.wallets.map((wallet) =>
          wallet.code === 'points' ? { ...wallet, checkout: { currency: 'CNY', points: 100, minor: 100 } } : wallet,
        ),
        offerGroups: [group('main')],
        offers: [offer('five-off', { kind: 'amount', minor: 500, of: 'goods' }, { needs: 'coupon' })],
      },
      effectiveAt: null,
      note: 'coupons',
      by: 'test',
    })
    const ada = await someone()
    const issued = await ask('POST', `/v1/members/${ada.memberId}/coupons`, {
      as: 'owner',
      body: { offer: 'five-off' },
    })
    expect(issued.status).toBe(201)
    const lines = [{ sku: 'TEA', quantity: 1, unitPriceMinor: 10_000 }]
    const order = (number: string, more: object, as = 'cashier') =>
      ask('PUT', `/v1/orders/${number}`, {
        as,
        body: { status: 'confirmed', memberId: ada.memberId, currency: 'CNY', channel: 'till', lines, ...more },
      })
    const pay = [{ wallet: 'points', points: 100 }]
    expect((await order('N-1', { pay })).body['code']).toBe('presence.needed')
    expect((await order('N-1', { coupons: [issued.body['code']] })).body['code']).toBe('presence.needed')
    expect((await order('N-1', {})).status).toBe(200)
    const { presenceId } = (await read(ada.code())).body
    const paid = await order('N-2', { pay, coupons: [issued.body['code']], presenceId })
    expect(paid).toMatchObject({ status: 200, body: { offersMinor: 500 } })
    expect((await order('N-2', { pay, coupons: [issued.body['code']], presenceId })).status).toBe(200)
    expect((await order('N-3', { pay, presenceId })).body['code']).toBe('presence.used')
    const batch = await ask('POST', '/v1/orders/batch', {
      as: 'cashier',
      body: {
        orders: [
          { number: 'N-4', status: 'confirmed', memberId: ada.memberId, currency: 'CNY', channel: 'till', lines, pay },
        ],
      },
    })
    expect(batch.body).toMatchObject({ results: [{ status: 403, problem: { code: 'presence.needed' } }] })
    expect((await order('N-5', { pay }, 'machine')).status).toBe(200)
  })
})

test('waiting: a minute after each, an hour after five, a day after ten', () => {
  const asked = [0, 1, 2, 3, 4].map((each) => asInstant(1_000_000_000 + each * 5 * minute))
  const last = asked.at(-1) ?? asInstant(0)
  expect(waitSeconds([], receiverBudgets, last)).toBe(0)
  expect(waitSeconds(asked.slice(0, 1), receiverBudgets, asInstant((asked[0] ?? 0) + 20_000))).toBe(40)
  expect(waitSeconds(asked, receiverBudgets, last)).toBe(40 * 60)
  expect(stepAt(asInstant(59_999))).toBe(1)
})
