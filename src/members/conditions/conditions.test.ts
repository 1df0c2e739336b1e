/** Conditions on members: both compilers agree on real members; the list, the count and the file are narrowed by them. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { appFor } from '../../../tests/support/callers.ts'
import { at, testShop } from '../../../tests/support/shop.ts'
import { compile, parseCondition, type Scalar } from '../../base/conditions/index.ts'
import { conditionsOver } from '../../base/conditions/shop.fixture.ts'
import { asId, type MemberId } from '../../base/ids.ts'
import { accepted } from '../../base/refusals.ts'
import { row } from '../../platform/postgres/database.ts'
import { memberExportRoutes } from '../exporting/routes.ts'
import { memberRoutes } from '../routes.ts'
import { type MemberSubject, type MemberVocabulary, memberVocabulary } from './vocabulary.ts'

const shop = await testShop(at('2026-01-31T15:30:00Z'))
const app = appFor({ clerk: ['members.read'] })
memberRoutes(app, shop)
memberExportRoutes(app, shop)

let known: MemberVocabulary
const subjects = new Map<MemberId, MemberSubject>()

async function subjectOf(memberId: MemberId): Promise<MemberSubject> {
  const { status, joinedAt, channel, store, tags, attributes } = await shop.members.get(memberId)
  const account = await shop.accounts.load(memberId, shop.clock.now())
  const counted = await row(
    shop.db,
    sql<{ orders: number; last: MemberSubject['lastOrderAt'] }>`
      select count(*) as orders, max(placed_at) as last from orders where member_id = ${memberId}::uuid and status = 'confirmed'`,
  )
  return {
    ...{ status, joinedAt, channel, store, tags, attributes },
    tiers: Object.fromEntries([...(account?.standings ?? [])].map(([ladder, { tier }]) => [ladder, tier])),
    balances: Object.fromEntries([...(account?.wallets ?? [])].map(([code, { balance }]) => [code, balance])),
    orders: counted?.orders ?? 0,
    lastOrderAt: counted?.last ?? null,
    insights: await insightsOf(memberId),
    bought: await boughtBy(memberId),
  }
}

async function insightsOf(memberId: MemberId): Promise<MemberSubject['insights']> {
  const found = await row(
    shop.db,
    sql<Record<string, string | number | null>>`
      select recency, frequency, monetary, segment, alive, churn, to_char(due_on, 'YYYY-MM-DD') as due_on, value_minor as value,
        stage, to_char(stage_since, 'YYYY-MM-DD') as "stageSince", loyalty, cluster, to_char(first_on, 'YYYY-MM-DD') as "firstOn"
      from insight_members
      where member_id = ${memberId}::uuid`,
  )
  const known = Object.entries(found ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
  return Object.fromEntries(known)
}

async function boughtBy(memberId: MemberId): Promise<MemberSubject['bought']> {
  const asked = sql<MemberSubject['bought']>`
    select products, coalesce(categories, '{}') as categories from insight_bought where member_id = ${memberId}::uuid`
  return (await row(shop.db, asked)) ?? { products: [], categories: [] }
}

/** As the first run leaves it: some have all figures, some a few, some none. */
async function figured(memberId: MemberId, count: number): Promise<void> {
  if (count % 3 === 0) return
  const score = 1 + (count % 5)
  const stage = count % 7 === 0 ? null : count % 2 === 0 ? 'at-risk' : 'loyal'
  await sql`
    insert into insight_members (member_id, recency, frequency, monetary, segment, alive, churn, due_on, value_minor,
      stage, stage_since, loyalty, cluster, first_on, made_at)
    values (${memberId}::uuid, ${score}::int, ${6 - score}::int, ${score}::int, ${score > 3 ? 'champions' : 'at-risk'},
      ${count % 2 === 0 ? null : count}::int, ${count % 5 === 0 ? null : 2 * count}::int,
      ${count % 7 === 0 ? null : `2026-04-${String(1 + (count % 5)).padStart(2, '0')}`}::date, ${count % 4 === 0 ? null : count * 100}::bigint,
      ${stage}, ${stage === null ? null : `2026-03-${String(10 + (count % 20))}`}::date, ${count % 5 === 0 ? null : count % 101}::int, ${count % 2 === 0 ? 'A' : 'B'},
      ${count % 7 === 0 ? null : `2025-12-${String(1 + (count % 31)).padStart(2, '0')}`}::date, now())`.execute(shop.db)
  const products = [['tea'], ['tea', 'cup'], ['cup']][count % 3]
  const categories = count % 2 === 0 ? null : ['drinks', 'green']
  await sql`
    insert into insight_bought (member_id, products, categories, made_at)
    values (${memberId}::uuid, ${products}::text[], ${categories}::text[], now())`.execute(shop.db)
}

beforeAll(async () => {
  const words = { en: 'x', 'zh-CN': 'x' }
  const attribute = { words, choices: [], active: true } as const
  const choices = [{ code: 'red', words }]
  await shop.members.putAttribute({ ...attribute, code: 'colour', type: 'choice', choices })
  await shop.members.putAttribute({ ...attribute, code: 'remark', type: 'text' })
  await shop.members.putAttribute({ ...attribute, code: 'children', type: 'number' })
  await shop.members.putAttribute({ ...attribute, code: 'vegan', type: 'boolean' })
  await shop.members.putAttribute({ ...attribute, code: 'since', type: 'date' })
  for (let count = 0; count < 48; count += 1) {
    const { memberId } = await shop.members.enrol({
      phone: `+86137${String(10_000_000 + count)}`,
      status: count % 6 === 0 ? 'prospect' : 'active',
      tags: [['vip'], [], ['tea', 'vip'], ['new']][count % 4] ?? [],
      channel: ['pos', null, 'app'][count % 3] ?? null,
      store: [null, 'pier'][count % 2] ?? null,
      attributes: {
        ...(count % 5 === 0 ? { colour: 'red', vegan: count % 2 === 0 } : {}),
        ...(count % 4 === 0 ? { remark: 'tea %', children: count % 8 === 0 ? 1 : 1.5 } : {}),
        ...(count % 7 === 0 ? { since: '2026-01-31' } : {}),
      },
    })
    // Half past midnight in Shanghai is another day than in UTC.
    shop.clock.set(
      at(`2026-0${1 + (count % 3)}-${count % 2 === 0 ? '15' : '20'}T1${count % 2 === 0 ? '5' : '6'}:30:00Z`),
    )
    if (count % 6 !== 0 && count % 4 !== 0) await shop.buy(memberId, `A${count}`, 10_000 + (count % 9) * 60_000)
    if (count % 12 === 1) await shop.members.changeStatus(memberId, { wish: 'suspend', reason: 'fraud' })
    await figured(memberId, count)
    subjects.set(memberId, await subjectOf(memberId))
  }
  shop.clock.set(at('2026-04-01T16:30:00Z'))
  const { definition, timeZone } = shop.programme.at(shop.clock.now())
  known = memberVocabulary({
    ...{ definition, timeZone, now: shop.clock.now() },
    attributes: await shop.members.attributes(),
    segments: await shop.insights.segmentNames(),
  })
})

const values: Readonly<Record<string, readonly Scalar[]>> = {
  'member.tier': ['regular', 'silver', 'gold'],
  'member.status': ['active', 'prospect', 'suspended', 'closed'],
  'member.tags': ['vip', 'tea', 'new', 'old'],
  'member.store': ['pier', 'hill'],
  'member.joinedDate': ['2026-01-15', '2026-01-31', '2026-02-01', '2026-02-21', '2026-03-15'],
  'member.lastOrderDate': ['2026-01-15', '2026-01-21', '2026-02-15', '2026-03-21'],
  'member.joinedDaysAgo': [0, 12, 40, 46, 61],
  'member.lastOrderDaysAgo': [0, 12, 40, 46, 61],
  'insight.segment': ['champions', 'at-risk', 'loyal'],
  'insight.alive': [1, 20, 41],
  'insight.churn': [0, 22, 50],
  'insight.dueInDays': [-1, 0, 3],
  'insight.value': [100, 1_100, 4_100],
  'insight.recency': [1, 3, 5],
  'insight.frequency': [2, 4],
  'insight.monetary': [1, 5],
  'insight.stage': ['at-risk', 'loyal', 'lapsed'],
  'insight.stageDays': [0, 7, 14, 22],
  'insight.loyalty': [0, 20, 41],
  'insight.cluster': ['A', 'C'],
  'insight.firstOrderDate': ['2025-12-01', '2025-12-10', '2026-01-01'],
  'insight.products': ['tea', 'cup', 'milk'],
  'insight.categories': ['drinks', 'green', 'food'],
  'member.attribute.colour': ['red'],
  'member.attribute.remark': ['tea %', '%', 'tea'],
  'member.attribute.since': ['2026-01-30', '2026-01-31'],
}

async function listed(condition: unknown): Promise<MemberId[]> {
  const { items, nextCursor } = await shop.members.list({ condition, limit: 200 })
  expect(nextCursor).toBeNull()
  return items.map(({ memberId }) => memberId)
}

const expected = (condition: unknown) => {
  const holds = compile(accepted(parseCondition(condition, known)), known)
  return [...subjects].filter(([, subject]) => holds(subject)).map(([memberId]) => memberId)
}

describe('a condition on members', () => {
  test('finds the same members in Postgres as it does one by one', async () => {
    let some = 0
    const random = conditionsOver(known.fields, (field, { type }) => {
      const numbers = [0, 1, 100, 400, 100_000]
      const named = { number: numbers, boolean: [true, false] } as const
      return values[field] ?? (type === 'number' || type === 'boolean' ? named[type] : ['pos', 'app'])
    })
    await fc.assert(
      fc.asyncProperty(random, async (json) => {
        const matching = expected(json)
        if (matching.length > 0 && matching.length < subjects.size) some += 1
        expect((await listed(json)).sort()).toEqual(matching.sort())
      }),
      { numRuns: 250 },
    )
    expect(some).toBeGreaterThan(80)
  })

  test('knows every kind of field, each true of some and false of others', async () => {
    for (const condition of [
      { field: 'member.tier', is: 'equals', value: 'regular' },
      { field: 'member.tier', is: 'is-set' },
      { field: 'member.balance.points', is: 'at-most', value: 0 },
      { field: 'member.balance.points', is: 'at-least', value: 300 },
      { field: 'member.orders', is: 'at-least', value: 1 },
      { field: 'member.lastOrderDaysAgo', is: 'greater-than', value: 30 },
      { field: 'member.joinedDate', is: 'less-than', value: '2026-02-01' },
      { field: 'member.attribute.children', is: 'is-set' },
      { field: 'member.attribute.vegan', is: 'equals', value: true },
      { field: 'insight.segment', is: 'equals', value: 'champions' },
      { field: 'insight.alive', is: 'less-than', value: 20 },
      { field: 'insight.stage', is: 'equals', value: 'at-risk' },
      { field: 'insight.stageDays', is: 'less-than', value: 14 },
    ]) {
      const found = await listed(condition)
      expect(found.sort(), condition.field).toEqual(expected(condition).sort())
      expect(found.length, condition.field).toBeGreaterThan(0)
      expect(found.length, condition.field).toBeLessThan(subjects.size)
    }
  })

  test('is counted, said in words and refused with its place', async () => {
    const ask = (url: string, payload: object) =>
      app.inject({ method: 'POST', url: `/v1/member-conditions/${url}`, payload, headers: { authorization: 'clerk' } })
    const vips = { field: 'member.tags', is: 'has-any', value: ['vip'] }
    expect((await ask('count', { condition: vips })).json()).toEqual({
      ...{ members: 48, matching: expected(vips).length, looked: 48, sampled: false },
    })
    const gold = { all: [vips, { field: 'member.tier', is: 'in', value: ['gold'] }] }
    expect((await ask('words', { condition: gold })).json().words.en).toContain('tier is one of Gold')
    const wrong = (await ask('count', { condition: { all: [{ field: 'member.name', is: 'is-set' }] } })).json()
    expect(wrong).toMatchObject({ code: 'condition.unknown-field', facts: { path: 'all[0]' } })
    expect((await ask('count', { condition: { line: 'any', where: { all: [] } } })).json().code).toBe(
      'condition.no-lines',
    )
    const fields = await app.inject({ url: '/v1/member-conditions/fields', headers: { authorization: 'clerk' } })
    expect(fields.json().fields.map(({ name }: { name: string }) => name)).toEqual([...known.fields.keys()])
  })

  test('narrows the list beside its other filters, page by page, and the file', async () => {
    const condition = { field: 'member.tags', is: 'has-any', value: ['vip'] }
    const query = `condition=${encodeURIComponent(JSON.stringify(condition))}`
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const url = `/v1/members?${query}&limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`
      const page = (await app.inject({ url, headers: { authorization: 'clerk' } })).json()
      seen.push(...page.items.map(({ memberId }: { memberId: string }) => memberId))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(seen).toEqual(await listed(condition))
    const prospects = await shop.members.list({ condition, status: 'prospect', limit: 200 })
    expect(prospects.items.map(({ memberId }) => memberId).sort()).toEqual(
      expected({ all: [condition, { field: 'member.status', is: 'equals', value: 'prospect' }] }).sort(),
    )
    const file = await app.inject({ url: `/v1/members/export?${query}`, headers: { authorization: 'clerk' } })
    expect(file.body.trimEnd().split('\r\n').length - 1).toBe(seen.length)
    const not = await app.inject({ url: '/v1/members?condition=%7B', headers: { authorization: 'clerk' } })
    expect(not.json()).toMatchObject({ status: 422, code: 'condition.not-json' })
  })

  test('where looking takes too long, members are looked through window by window, each of them once', async () => {
    const condition = { field: 'member.tags', is: 'has-any', value: ['vip'] }
    const whole = await listed(condition)
    const seen: string[] = []
    // As if Postgres had given up on the first page: the mark in the cursor says so.
    let cursor: string | undefined = Buffer.from(
      `~253402300799999.${asId('ffffffff-ffff-7fff-bfff-ffffffffffff')}`,
    ).toString('base64url')
    for (let pages = 0; cursor !== undefined && pages < 100; pages += 1) {
      const page: Awaited<ReturnType<typeof shop.members.list>> = await shop.members.list({
        condition,
        limit: 3,
        cursor,
      })
      seen.push(...page.items.map(({ memberId }) => memberId))
      cursor = page.nextCursor ?? undefined
    }
    expect(seen).toEqual(whole)
  })
})
