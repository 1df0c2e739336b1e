/** A member's coupons and those of others: what is not his is answered as if it did not exist, and counted as a miss. */
import { expect, test } from 'vitest'
import { asId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { openPortal } from './portal.fixture.ts'

const portal = await openPortal()
const { ask, member, clock } = portal
const words = { en: 'Ten off', 'zh-CN': '减十元' }
const { definition } = portal.programme.at(clock.now())
await publish({
  ...definition,
  offerGroups: [{ code: 'all', name: words, mode: 'all' }],
  offers: [
    {
      ...{ code: 'ten', name: words, group: 'all', priority: 0, needs: 'coupon', currency: 'CNY' },
      gives: [{ kind: 'amount', minor: 1_000, of: 'goods' }],
    },
  ],
})
later()

function later(): void {
  clock.set(asInstant(clock.now() + 60_000))
}
async function publish(given: typeof definition): Promise<void> {
  await portal.programme.publish({ definition: given, effectiveAt: clock.now(), note: 'offers', by: 'test' })
}
async function issued(memberId: string, giftable = true): Promise<string> {
  const owner = asId<'member'>(memberId)
  return (await portal.offers.issue({ memberId: owner, offer: 'ten', validDays: null, giftable, by: 'test' })).code
}

test('another member’s coupon is answered like one that nobody has, to who would give it and to who would claim it', async () => {
  const [ada, bo, cy] = [await member('+8613810000001'), await member('+8613810000002'), await member('+8613810000003')]
  const [code, hers] = [await issued(ada.memberId), await issued(bo.memberId)]
  const to = { phone: '+8613810000003' }
  const give = (given: string) => ask('POST', `/v1/my/coupons/${given}/gift`, { as: bo.as, body: to })
  const claim = (given: string) => ask('POST', `/v1/my/coupons/${given}/claim`, { as: bo.as })
  for (const attempt of [give, claim]) {
    const [others, nobodys] = [await attempt(code), await attempt('NOBODYHASIT22')]
    expect(others.status).toBe(404)
    expect(others.text.replaceAll(code, '')).toBe(nobodys.text.replaceAll('NOBODYHASIT22', ''))
  }
  expect((await give(`  ${hers.toLowerCase()}`)).status).toBe(200)
  const owners = (await portal.offers.byCode([hers, code])).map(({ memberId }) => memberId)
  expect(new Set(owners)).toEqual(new Set([ada.memberId, cy.memberId]))
})

test('who guesses at codes rests for a day, whether he would give or claim', async () => {
  const guesser = await member('+8613810000004')
  const mine = await issued(guesser.memberId)
  const tries = ['gift', 'claim'].flatMap((deed) => [1, 2, 3, 4, 5].map((guess) => `${`GUESS${guess}`}/${deed}`))
  const body = { phone: '+8613810000003' }
  for (const path of tries)
    expect((await ask('POST', `/v1/my/coupons/${path}`, { as: guesser.as, body })).status).toBe(404)
  for (const deed of ['gift', 'claim'])
    expect((await ask('POST', `/v1/my/coupons/${mine}/${deed}`, { as: guesser.as, body })).body['code']).toBe(
      'portal.too-many-misses',
    )
})

test('a coupon says in the language of the request what it gives, and its code when its offer is no more', async () => {
  const mine = await member('+8613810000005')
  await ask('POST', `/v1/members/${mine.memberId}/coupons`, { as: 'machine', body: { offer: 'ten' } })
  const shown = async (language: string) => {
    const { body } = await ask('GET', '/v1/members/me/coupons', {
      as: mine.as,
      headers: { 'accept-language': language },
    })
    return Array.isArray(body['items']) ? body['items'][0] : undefined
  }
  expect(await shown('en')).toMatchObject({ name: 'Ten off', sentence: 'With a coupon: ¥10 off.' })
  expect(await shown('zh-TW')).toMatchObject({ name: '减十元', sentence: '凭优惠券：减 ¥10。' })
  await publish(definition)
  later()
  expect(await shown('en')).toMatchObject({ name: 'ten', sentence: null })
})
