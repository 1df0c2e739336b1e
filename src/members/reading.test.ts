import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { keyFolder } from '../../tests/support/members.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import { manualClock } from '../platform/clock.ts'
import { systemIds } from '../platform/ids.ts'
import { openKeyring } from '../platform/keyring.ts'
import { stamp } from '../platform/postgres/database.ts'
import type { MemberQuery } from './reading.ts'
import { membersService } from './service.ts'

const { db } = await testDatabase()
const day = 86_400_000
const start = asInstant(Date.UTC(2026, 0, 1))
const clock = manualClock(asInstant(start + 1_000 * day))
const keyring = openKeyring({ folder: keyFolder(), clock })
const members = membersService({ db, clock, ids: systemIds, keyring })

const people = [
  '张伟',
  '王芳',
  '李娜',
  '张三丰',
  'John Smith',
  'Zoë Müller',
  'محمد علي',
  '𠮷野家',
  'Ann%_Lee',
  '张 John',
]
const ids: MemberId[] = []

beforeAll(async () => {
  // 300 members, one a day and, at the end, fifty at the same instant: a cursor must not lose any of them.
  const outcomes = await members.enrolMany(
    Array.from({ length: 300 }, (_, i) => ({
      name: people[i % people.length],
      phone: `+86138${String(10_000_000 + i * 37)}`,
      email: `m${i}@example.com`,
      identities: [{ kind: 'external' as const, source: 'shop', value: `C${i}` }],
      joinedAt: asInstant(start + Math.min(i, 250) * day),
      status: i % 10 === 0 ? ('prospect' as const) : ('active' as const),
      tags: i % 3 === 0 ? ['vip', '老客'] : [],
    })),
  )
  for (const one of outcomes) if (one.outcome === 'enrolled') ids.push(one.memberId)
})

async function all(query: MemberQuery, limit = 7): Promise<MemberId[]> {
  const found: MemberId[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const page = await members.list({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    found.push(...page.items.map((one) => one.memberId))
    cursor = page.nextCursor
  }
  return found
}

async function refusalOf(query: MemberQuery): Promise<string> {
  const error = await members.list(query).catch((caught: unknown) => caught)
  return error instanceof Refused ? error.refusal.refusal : 'accepted'
}

describe('the list', () => {
  test.each([1, 7, 50, 200])('shows everybody once, newest first, in pages of %i', async (limit) => {
    const found = await all({}, limit)
    expect(new Set(found)).toEqual(new Set(ids))
    expect(found).toHaveLength(ids.length)
    const joined = (await Promise.all(found.slice(40, 60).map(members.get))).map((one) => one.joinedAt)
    expect(joined).toEqual(joined.toSorted((a, b) => b - a))
  })

  test('never shows more than 200 at once', async () => {
    expect((await members.list({ limit: 1_000_000_000 })).items).toHaveLength(200)
  })

  test('narrows by status, tag and when they joined', async () => {
    expect(await all({ status: 'prospect' })).toHaveLength(30)
    expect(await all({ tag: '老客' })).toHaveLength(100)
    expect(await all({ tag: 'vip', status: 'prospect' })).toHaveLength(10)
    const window = { joinedFrom: asInstant(start + 10 * day), joinedTo: asInstant(start + 20 * day) }
    expect(await all(window)).toEqual(ids.slice(10, 20).toReversed())
  })

  test.each([
    ['张', 90],
    ['张伟', 30],
    ['三丰', 30],
    ['smi', 30],
    ['jo', 60],
    ['zoe mul', 30],
    ['علي', 30],
    ['𠮷', 30],
    ['_lee', 30],
    ['nobody here', 0],
  ])('finds %j in %i names', async (q, count) => {
    expect(await all({ q })).toHaveLength(count)
  })

  test('needs a letter or a digit to look for', async () => {
    for (const q of ['%', '!?', '-']) expect(await refusalOf({ q })).toBe('member.query-too-short')
  })

  test('finds whole identities however they are written', async () => {
    const [first] = ids
    const { number } = await members.get(first ?? ids[1] ?? ('' as never))
    for (const q of ['13810000000', '+86 138 1000 0000', 'M0@EXAMPLE.COM', number, 'C0', 'shop:C0', first])
      expect(await all({ q })).toEqual([first])
  })

  test('finds the last four digits of a phone', async () => {
    const place = 123
    const q = String(10_000_000 + place * 37).slice(-4)
    expect(await all({ q })).toContain(ids[place])
    for (const memberId of await all({ q })) expect((await members.get(memberId)).phone?.slice(-4)).toBe(q)
  })

  test('narrows by tier', async () => {
    const some = ids.slice(20, 30)
    await sql`
      insert into accounts (member_id, version, frontier) select unnest(${some}::uuid[]), 0, ${stamp(start)}::timestamptz`.execute(
      db,
    )
    await sql`
      insert into standings (member_id, ladder, tier, since, joined_at)
      select member_id, ladder, 'gold', ${stamp(start)}::timestamptz, joined_at
      from members cross join unnest(array['main', 'other']) as ladder where member_id = any(${some}::uuid[])`.execute(
      db,
    )
    expect(await all({ tier: 'gold' })).toEqual(some.toReversed())
    const { items } = await members.list({ tier: 'gold' })
    expect(items.map(({ tiers }) => tiers)).toEqual(some.map(() => ({ main: 'gold', other: 'gold' })))
    expect(await all({ tier: 'silver' })).toEqual([])
  })

  test('whatever it is narrowed to at once, has all who satisfy it, each once and newest first', async () => {
    const everybody = (await members.list({ limit: 200 })).items
    const rest = await members.list({ limit: 200, cursor: (await members.list({ limit: 200 })).nextCursor ?? '' })
    const known = [...everybody, ...rest.items]
    expect(known).toHaveLength(ids.length)
    const days = fc.integer({ min: 0, max: 260 }).map((on) => asInstant(start + on * day))
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 1 })
    const narrowings = fc.record({
      q: maybe(fc.constantFrom('张', 'john', '三丰')),
      status: maybe(fc.constantFrom('prospect', 'active')),
      tag: maybe(fc.constantFrom('vip', '老客', 'nobody has it')),
      tier: maybe(fc.constantFrom('gold', 'silver')),
      joinedFrom: maybe(days),
      joinedTo: maybe(days),
      limit: fc.constantFrom(11, 200),
    })
    let some = 0
    await fc.assert(
      fc.asyncProperty(narrowings, async ({ limit, ...by }) => {
        const expected = known.filter(
          ({ name, status, tags, tiers, joinedAt }) =>
            (by.q === undefined || (name ?? '').toLowerCase().includes(by.q)) &&
            (by.status === undefined || status === by.status) &&
            (by.tag === undefined || tags.includes(by.tag)) &&
            (by.tier === undefined || Object.values(tiers).includes(by.tier)) &&
            (by.joinedFrom === undefined || joinedAt >= by.joinedFrom) &&
            (by.joinedTo === undefined || joinedAt < by.joinedTo),
        )
        if (expected.length > 0) some += 1
        expect(await all(by, limit)).toEqual(expected.map(({ memberId }) => memberId))
      }),
      { numRuns: 40 },
    )
    expect(some).toBeGreaterThan(8)
  })

  test('follows what tags a member has', async () => {
    const [, memberId] = ids
    if (memberId === undefined) throw new Error('nobody was enrolled')
    await members.update(memberId, { tags: ['fresh', 'Tea'] })
    expect([await all({ tag: 'fresh' }), await all({ tag: 'Tea' })]).toEqual([[memberId], [memberId]])
    await members.update(memberId, { tags: ['Tea'] })
    expect([await all({ tag: 'fresh' }), await all({ tag: 'Tea' })]).toEqual([[], [memberId]])
    await members.update(memberId, { tags: [] })
    expect(await all({ tag: 'Tea' })).toEqual([])
  })

  test('shows a prospect who becomes a member where members of that day are, under each of his tags', async () => {
    const early = asInstant(start - 9 * day)
    const email = 'early@example.com'
    const { memberId } = await members.enrol({ email, status: 'prospect', tags: ['bird'], joinedAt: early })
    const then = (await members.enrol({ tags: ['bird'], email: 'b@example.com', joinedAt: start })).memberId
    expect(await all({ tag: 'bird' })).toEqual([then, memberId])
    await members.enrol({ email, tags: ['worm'], joinedAt: asInstant(start + day) })
    expect(await all({ tag: 'bird' })).toEqual([memberId, then])
    expect(await all({ tag: 'worm' })).toEqual([memberId])
  })

  test('refuses cursors that it did not make', async () => {
    const cursors = [
      '',
      'x',
      '!!!',
      Buffer.from('1.x').toString('base64url'),
      Buffer.from(`99999999999999999.${ids[0]}`).toString('base64url'),
      Buffer.from(`999999999999999.${ids[0]}`).toString('base64url'),
    ]
    for (const cursor of cursors) expect(await refusalOf({ cursor })).toBe('member.cursor-invalid')
  })

  test('takes hostile questions for what they are: text', async () => {
    for (const q of ["' or 1=1 --", '\u0000', '{"$gt":""}', 'x'.repeat(5_000), '\ud800', '__proto__', '%%%%'])
      expect(['accepted', 'member.query-too-short']).toContain(await refusalOf({ q }))
  })
})

test('the timeline is paged, newest first', async () => {
  const memberId = ids[5] ?? ('' as never)
  for (let i = 0; i < 5; i += 1) await members.update(memberId, { addTags: [`t${i}`] })
  const first = await members.timeline(memberId, { limit: 4 })
  const rest = await members.timeline(memberId, { limit: 4, cursor: first.nextCursor ?? '' })
  expect([...first.items, ...rest.items].map((one) => one.kind)).toEqual([
    ...Array.from({ length: 5 }, () => 'member.updated'),
    'member.enrolled',
  ])
  expect(rest.nextCursor).toBeNull()
})
