/** What Ada has in the world: something behind every kind of id, and what an operation's parameters and bodies hold when they make sense. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { absent, type Operation, type Sense } from './document.ts'
import type { Person, World } from './world.ts'

export type Belongings = {
  readonly ada: Person
  readonly bo: Person
  /** Ada's coupon; its code is nobody else's to know. */ readonly coupon: string
  /** Ada's order, in the store `harbour`. */ readonly order: string
  readonly tillKey: string
  readonly adasNumber: string
  /** By name of a path parameter. */ readonly ids: Readonly<Record<string, string>>
}

const words = { en: 'Ten off', 'zh-CN': '减十元' }
const basket = (amountMinor: number) => [{ sku: 'tea', quantity: 1, unitPriceMinor: amountMinor }]

function textOf(answer: Readonly<Record<string, unknown>>, name: string): string {
  const value = answer[name]
  if (typeof value !== 'string') throw new Error(`no ${name} in ${JSON.stringify(answer)}`)
  return value
}

function firstOf(answer: Readonly<Record<string, unknown>>, list = 'items'): Readonly<Record<string, unknown>> {
  const all = answer[list]
  const first: unknown = Array.isArray(all) ? all[0] : undefined
  return typeof first === 'object' && first !== null ? { ...first } : {}
}

/** The standard programme with an offer for coupons, and with gifts of points. */
export async function programmeWith(world: World, more: object = {}): Promise<void> {
  const { definition } = await world.done('GET', '/v1/programme')
  const offer = { code: 'ten', name: words, group: 'all', priority: 0, needs: 'coupon', currency: 'CNY' }
  const given = {
    ...(typeof definition === 'object' ? definition : {}),
    offerGroups: [{ code: 'all', name: words, mode: 'all' }],
    offers: [{ ...offer, gives: [{ kind: 'amount', minor: 1_000, of: 'goods' }] }],
    transfers: [{ wallet: 'points' }],
    ...more,
  }
  await world.done('POST', '/v1/programme/versions', { definition: given, note: 'hostile' })
}

export async function furnish(world: World): Promise<Belongings> {
  const { done } = world
  await programmeWith(world)
  for (const store of ['harbour', 'hill']) await done('PUT', `/v1/stores/${store}`, { name: store })
  const [ada, bo] = [await world.joined('Adalovelace'), await world.joined('Bobthebuilder')]
  const order = 'HARBOUR-1'
  const sale = { status: 'confirmed', currency: 'CNY', channel: 'pos', store: 'harbour', lines: basket(77_700) }
  await done('PUT', `/v1/orders/${order}`, { ...sale, memberId: ada.memberId })
  await done('PUT', '/v1/orders/BOB-1', { ...sale, memberId: bo.memberId })
  const adas = `/v1/members/${ada.memberId}`
  const issued = await done('POST', `${adas}/coupons`, { offer: 'ten', giftable: true })
  const hold = await done('POST', '/v1/holds', {
    memberId: ada.memberId,
    wallet: 'points',
    amount: 5,
    minutes: 60,
    reason: 'test',
  })
  const statement = firstOf(await done('GET', `${adas}/entries?wallet=points`))
  const member = await done('GET', adas)
  const batch = await done('POST', '/v1/coupons/batches', {
    ...{ offer: 'ten', name: 'Letters', mustClaim: true },
    codes: { kind: 'unique', count: 3 },
  })
  const devices = await world.ask('GET', '/v1/my/sessions', { as: ada.token })
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
  for (const kind of ['channels/pos', 'categories/ab', 'brands/ab', 'products/tea'])
    await done('PUT', `/v1/${kind}`, { name: kind })
  const role = await done('POST', '/v1/roles', { name: 'Keeper', rights: ['members.read'] })
  const person = { name: 'Wei', email: 'wei@example.com', password: 'several plain words in a row', role: 'cashier' }
  const somebody = await done('POST', '/v1/staff', person)
  const another = await done('POST', '/v1/keys', { name: 'till', rights: ['orders.read'] })
  const draft = await done('POST', '/v1/programme/drafts', { name: 'Spring' })
  const till = await done('POST', '/v1/tills', { name: 'Till 1', store: 'harbour', channel: 'pos', publicKey: spki })
  return {
    ...{ ada, bo, order, coupon: textOf(issued, 'code'), tillKey: spki, adasNumber: textOf(member, 'number') },
    ids: {
      ...{ memberId: ada.memberId, number: order, sku: 'tea', ladder: 'status', version: '2' },
      ...{ role: textOf(role, 'role'), staffId: textOf(somebody, 'staffId'), keyId: textOf(another, 'keyId') },
      draftId: textOf(draft, 'draftId'),
      ...{ holdId: textOf(hold, 'holdId'), batchId: textOf(batch, 'batchId'), tillId: textOf(till, 'tillId') },
      entryId: textOf(statement, 'entryId'),
      identityId: textOf(firstOf(member, 'identities'), 'identityId'),
      sessionId: textOf(firstOf(devices.json), 'sessionId'),
      code: 'ab',
    },
  }
}

/** What a request would hold that makes sense, so that it comes as far as possible; numbers and contacts are new each time. */
export function senseOf({ ada, bo, coupon, tillKey, adasNumber }: Belongings, operation: Operation): Sense {
  let made = 0
  const fresh = () => {
    made += 1
    return `${operation.name}-${made}-${randomUUID().slice(0, 8)}`
  }
  const contact = operation.forMembers || operation.path.startsWith('/v1/portal')
  const identity = { kind: 'external', source: 'till' }
  const known: Readonly<Record<string, () => unknown>> = {
    ...Object.fromEntries(without.map((name) => [name, () => absent])),
    memberId: () => ada.memberId,
    from: () => (operation.path.includes('drafts') ? absent : ada.memberId),
    currency: () => 'CNY',
    channel: () => 'pos',
    store: () => 'harbour',
    wallet: () => 'points',
    sku: () => 'tea',
    offer: () => 'ten',
    mustClaim: () => true,
    revision: () => (operation.path.includes('drafts') ? 1 : absent),
    tier: () => 'silver',
    number: () => (contact && operation.name !== 'claimMyReceipt' ? absent : fresh()),
    phone: () => `+861${38 + (made++ % 2)}${String(10_000_000 + Math.trunc(Number(`0x${randomUUID().slice(0, 5)}`)))}`,
    email: () => (contact ? absent : `${fresh().toLowerCase()}@example.com`),
    name: () => fresh().slice(0, 60),
    password: () => 'several plain words in a row',
    role: () => 'cashier',
    stores: () => null,
    expiresAt: () => '2099-01-01T00:00:00Z',
    birthday: () => '1990-02-03',
    locale: () => 'en',
    region: () => 'CN',
    timeZone: () => 'Asia/Shanghai',
    identities: () => [{ ...identity, value: fresh() }],
    coupons: () => [coupon],
    publicKey: () => tillKey,
    Condition: () => ({ field: 'order.channel', is: 'equals', value: 'pos' }),
  }
  const special: Readonly<Record<string, Readonly<Record<string, () => unknown>>>> = {
    addIdentity: { ...always(identity), value: fresh },
    lookUpMember: { ...always(identity), value: fresh },
    transferPoints: always({ to: bo.memberId }),
    giftCoupon: always({ to: bo.memberId }),
    giveMyPoints: always({ to: { number: adasNumber } }),
    giftMyCoupon: always({ phone: absent, number: adasNumber }),
    activatePoints: always({ lots: absent, event: absent, order: 'HARBOUR-1' }),
    setSignInRules: always({ requireSecondFactor: [], roles: [] }),
  }
  return (name) => (special[operation.name]?.[name] ?? known[name])?.()
}

/** Each would be refused for a reason of its own. */
const without = [
  ...['presenceId', 'draftId', 'expectMinor', 'reasonCode', 'effectiveAt', 'until', 'payments', 'base', 'amountMinor'],
  ...['consents', 'parent', 'choices', 'pays'],
]

function always(values: Readonly<Record<string, unknown>>): Record<string, () => unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, () => value]))
}
