import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../../tests/support/shop.ts'
import { personOf, twoEngines } from '../engines.fixture.ts'
import { chance } from '../maths/chance.ts'
import { dropped, type Finding, unusual } from './judging.ts'
import { candidates, kindOf, largest, type Measure, type Question, type SubjectKind } from './series.ts'

const { hold, both } = await twoEngines()
const asOf = at('2026-03-01T16:00:00Z')
const DAY = 86_400_000
const WEEKS = 24

type Move = {
  readonly member: number
  readonly kind: string
  readonly amount: number
  /** Before `asOf`. */ readonly days: number
  readonly store: string
  readonly seller: string
  readonly device: string | null
  readonly actor: string | null
}

async function held(
  moves: readonly Move[],
  visits: readonly { readonly member: number; readonly days: number }[] = [],
) {
  return {
    moves: await hold(
      'moved',
      {
        ...{ member_id: 'uuid', wallet: 'text', kind: 'text', amount: 'bigint', at_ms: 'bigint' },
        ...{ store: 'text', seller: 'text', device: 'text', actor: 'text' },
      } as const,
      moves.map(({ member, days, ...move }) => ({
        ...{ ...move, member_id: personOf(member), wallet: 'points', at_ms: Math.round(asOf - 1 - days * DAY) },
      })),
    ),
    orders: await hold(
      'visits',
      { member_id: 'uuid', placed_ms: 'bigint', net_minor: 'bigint' },
      visits.map(({ member, days }) => ({
        ...{ member_id: personOf(member), placed_ms: Math.round(asOf - 1 - days * DAY), net_minor: 1_000 },
      })),
    ),
    // The second record of the first person.
    people: await hold('persons', { member_id: 'uuid', person_id: 'uuid' }, [
      { member_id: personOf(1), person_id: personOf(1) },
      { member_id: personOf(2), person_id: personOf(1) },
    ]),
  }
}

type Asked = { readonly subject: SubjectKind; readonly measure: Measure }

/** The same question of both engines, judged. */
async function found(tables: Question['tables'], asked: Asked): Promise<Finding[]> {
  const question: Question = { ...asked, tables, asOf, wallets: ['points'] }
  const kind = await both((on) => kindOf(on, question))
  const all = await both((on) => candidates(on, question, kind))
  return (asked.measure === 'visits' ? dropped : unusual)(all, kind)
}

/** A shop in which nothing happens: members come by chance, at a rate of their own, and earn by chance. */
function quiet(seed: number, { members = 40, rate = 2 } = {}): Move[] {
  const draw = chance(seed)
  const moves: Move[] = []
  for (let member = 1; member <= members; member += 1) {
    const own = rate * (0.3 + 1.4 * draw.fraction())
    const wait = () => (-Math.log(1 - draw.fraction()) * 7) / own
    for (let days = wait(); days < WEEKS * 7; days += wait()) {
      const place = Math.floor(draw.fraction() * 4)
      moves.push({
        ...{
          member,
          days,
          kind: draw.fraction() < 0.8 ? 'earn' : 'redeem',
          store: `S${place}`,
          seller: `anna ${place}`,
        },
        ...{ amount: Math.ceil(40 * Math.exp(draw.fraction() * 2)), device: `T${place}`, actor: null },
      })
    }
  }
  return moves.map((move) => (move.kind === 'redeem' ? { ...move, amount: -move.amount } : move))
}

const questions: readonly Asked[] = [
  ...(['member', 'cashier', 'store', 'till'] as const).flatMap((subject) =>
    (['earned', 'redeemed', 'given'] as const).map((measure) => ({ subject, measure })),
  ),
  { subject: 'member', measure: 'visits' },
]

describe('a quiet shop', () => {
  test('gives no findings, and both engines say the same of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1_000_000), fc.integer({ min: 1, max: 8 }), async (seed, rate) => {
        const moves = quiet(seed, { rate })
        const tables = await held(moves, moves)
        for (const asked of questions) expect(await found(tables, asked)).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  test('nor one where all of a week come more, or all stay away', async () => {
    const moves = quiet(7, { rate: 6 })
    const more = moves.flatMap((move) => (move.days < 7 ? [move, move, move] : [move]))
    for (const subject of ['cashier', 'store', 'till'] as const)
      expect(await found(await held(more), { subject, measure: 'earned' })).toEqual([])
    const away = await held(
      [],
      moves.filter(({ days }) => days > 27),
    )
    expect(await found(away, { subject: 'member', measure: 'visits' })).toEqual([])
  })
})

describe('what is planted', () => {
  const shop = quiet(11, { rate: 4 })
  const plant = (times: number, move: Partial<Move>): Move[] =>
    Array.from({ length: times }, (_, index) => ({
      ...{ member: 100 + index, days: 1 + (index % 5), kind: 'earn', amount: 100, store: 'S0', seller: 'anna 0' },
      ...{ device: 'T0', actor: null },
      ...move,
    }))

  test('is found: a member who earns as never before, under both of his records', async () => {
    const tables = await held([...shop, ...plant(14, { member: 1 }), ...plant(14, { member: 2 })])
    const [first, ...rest] = await found(tables, { subject: 'member', measure: 'earned' })
    expect(first).toMatchObject({ subject: personOf(1), because: 'count' })
    expect(first?.count).toBeGreaterThanOrEqual(28)
    expect(rest).toEqual([])
  })

  test('is found: a cashier who gives points by hand, a store, a till, and an amount', async () => {
    const given = await held([...shop, ...plant(40, { seller: 'eve', kind: 'adjust', actor: 'eve' })])
    // Nobody gave anything before: she has no past, and no others to be compared with.
    expect(await found(given, { subject: 'cashier', measure: 'given' })).toEqual([])
    const past = Array.from({ length: WEEKS }, (_, week) =>
      ['eve', 'bob', 'liu', 'wu'].flatMap((actor) => plant(2, { actor, kind: 'adjust', days: week * 7 + 3 })),
    ).flat()
    const after = await held([...shop, ...past, ...plant(40, { kind: 'adjust', actor: 'eve' })])
    expect(await found(after, { subject: 'cashier', measure: 'given' })).toMatchObject([
      { subject: 'eve', because: 'count', count: 42 },
    ])
    const busy = await held([...shop, ...plant(400, { store: 'S3', device: 'T3', seller: 'anna 3' })])
    for (const [subject, name] of [
      ['store', 'S3'],
      ['till', 'T3'],
      ['cashier', 'anna 3'],
    ] as const)
      expect(await found(busy, { subject, measure: 'earned' })).toMatchObject([{ subject: name }])
    const big = await held([...shop, ...plant(1, { store: 'S2', kind: 'redeem', amount: -900_000 })])
    expect(await found(big, { subject: 'store', measure: 'redeemed' })).toMatchObject([
      { subject: 'S2', because: 'amount' },
    ])
  })

  test('is found: somebody new who earns a hundred times what others do', async () => {
    const tables = await held([...shop, ...plant(1, { member: 900, amount: 60_000 })])
    expect(await found(tables, { subject: 'member', measure: 'earned' })).toMatchObject([
      { subject: personOf(900), because: 'peers', usualTotal: null },
    ])
  })

  test('is found: a member who came every other day and stopped', async () => {
    const steady = Array.from({ length: 120 }, (_, index) => ({ member: 50, days: 28 + 2 * index }))
    const tables = await held([], [...shop, ...steady])
    const [first, ...rest] = await found(tables, { subject: 'member', measure: 'visits' })
    expect(first).toMatchObject({ subject: personOf(50), because: 'drop', count: 0 })
    expect(first?.usualCount).toBeCloseTo(120.5 / 9, 10)
    expect(rest).toEqual([])
  })

  test('comes with what it was made of, the largest first', async () => {
    const tables = await held([
      ...shop,
      ...plant(3, { member: 1, amount: 5_000 }),
      ...plant(1, { member: 2, amount: 9_000 }),
    ])
    const question: Question = { tables, asOf, wallets: ['points'], subject: 'member', measure: 'earned' }
    const made = await both((on) => largest(on, question, personOf(1), 2))
    expect(made.map(({ memberId, amount }) => [memberId, amount])).toEqual([
      [personOf(2), 9_000],
      [personOf(1), 5_000],
    ])
  })
})
