/** Every question that the API's lists can be asked, made from the API's own document, so that a new list is asked, too. */
import { sql } from 'kysely'
import type { MemberId } from '../../src/base/ids.ts'
import { asInstant, instantText } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { type Database, row, rows } from '../../src/platform/postgres/database.ts'
import { NoFigure } from './figures.ts'
import { heaviest } from './multitude.ts'

/** One kind of question, and the addresses that ask it of different things; `pair`: narrowed in two ways at once. */
export type Question = { readonly name: string; readonly paths: readonly string[]; readonly pair?: true }

type Parameter = { readonly name: string; readonly in: string; readonly schema: { readonly enum?: readonly string[] } }
type Content = { readonly schema?: { readonly properties?: Readonly<Record<string, unknown>> } }
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Content>> }>>
}
export type Document = { readonly paths: Readonly<Record<string, { readonly get?: Operation }>> }

/** By route and parameter, or by parameter alone: what is asked for, under a name each. */
export type Samples = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** Not lists by their shape, but what one looks at first. */
const besides = ['/v1/overview', '/v1/members/{memberId}/statement', '/v1/coupons/batches/{batchId}']
/** Where one stands in a list and how much of it is asked for: followed, not made up. */
const places = new Set(['cursor', 'limit', 'after'])

export function questionsOf(document: Document, samples: Samples): Question[] {
  return Object.entries(document.paths).flatMap(([path, { get }]) => {
    if (get === undefined || !isList(path, get) || !get.security?.some(({ key }) => key !== undefined)) return []
    return questionsAbout(path, get, samples)
  })
}

function isList(path: string, { responses }: Operation): boolean {
  const properties = Object.values(responses['200']?.content ?? {})[0]?.schema?.properties
  return properties?.['items'] !== undefined || besides.includes(path)
}

function questionsAbout(path: string, { parameters = [] }: Operation, samples: Samples): Question[] {
  const bare = Object.entries(placed(path, samples))
  const asked = parameters.filter((one) => one.in === 'query' && !places.has(one.name))
  return bare.flatMap(([whose, addresses]) => {
    const name = whose === '' ? path : `${path} (${whose})`
    const ways = asked.map((parameter) =>
      Object.entries(valuesOf(path, parameter, samples)).map(([what, values]) => ({
        name: `${parameter.name}=${what}`,
        queries: values.map((value) => `${parameter.name}=${encodeURIComponent(value)}`),
      })),
    )
    const question = (all: readonly Way[]): Question => ({
      name: `${name} ${all.map((way) => way.name).join(' ')}`,
      paths: (all[0]?.queries ?? []).map((query, place) => {
        const others = all.slice(1).map(({ queries }) => queries[place % queries.length])
        return `${addresses[place % addresses.length]}?${[query, ...others].join('&')}`
      }),
    })
    const pairs = ways.flatMap((some, place) =>
      ways.slice(place + 1).flatMap((others) => pairsOf(some.slice(0, PAIRED), others.slice(0, PAIRED))),
    )
    return [
      { name, paths: addresses },
      ...ways.flat().map((way) => question([way])),
      ...pairs.map((pair): Question => ({ ...question(pair), pair: true })),
    ]
  })
}

type Way = { readonly name: string; readonly queries: readonly string[] }

/** Of each way of narrowing so many of its values, what is frequent and what is rare, meet those of each other way. */
const PAIRED = 2

function pairsOf(some: readonly Way[], others: readonly Way[]): (readonly Way[])[] {
  return some.flatMap((one) => others.map((other) => [one, other]))
}

/** The path with everything that its placeholder may stand for; where there are several, whole addresses are given. */
function placed(path: string, samples: Samples): Readonly<Record<string, readonly string[]>> {
  const whole = samples[path]
  if (whole !== undefined) return whole
  const placeholder = /\{(\w+)\}/.exec(path)?.[1]
  if (placeholder === undefined) return { '': [path] }
  const found = samples[placeholder]
  if (found === undefined)
    throw new NoFigure(`${path}: say in bench/support/questions.ts what {${placeholder}} may be.`)
  return Object.fromEntries(
    Object.entries(found).map(([whose, values]) => [
      whose,
      values.map((value) => path.replace(`{${placeholder}}`, encodeURIComponent(value))),
    ]),
  )
}

function valuesOf(
  path: string,
  { name, schema }: Parameter,
  samples: Samples,
): Readonly<Record<string, readonly string[]>> {
  const found = samples[`${path} ${name}`] ?? samples[name]
  if (found !== undefined) return found
  if (schema.enum !== undefined) return Object.fromEntries(schema.enum.map((value) => [value, [value]]))
  throw new NoFigure(`${path}: say in bench/support/questions.ts what ${name} may be.`)
}

type Some = { readonly memberId: MemberId; readonly number: string }

/** Rare and frequent things of the multitude. */
export async function samplesIn(
  db: Database,
  known: { phones: string[]; emails: string[]; cards: string[] },
): Promise<Samples> {
  const heavy = await heaviest(db)
  const some = await rows(
    db,
    sql<Some>`select member_id as "memberId", number from members tablesample system (0.01) repeatable (1) limit 20`,
  )
  const orders = await rows(
    db,
    sql<{
      number: string
      memberId: MemberId
    }>`select number, member_id as "memberId" from orders tablesample system (0.01) repeatable (1) limit 20`,
  )
  const one = await row(
    db,
    sql<{
      large: string
      small: string
      till: string
      rejected: string
      staff: string
      draft: string
      endpoint: string
      filter: string
      note: string
    }>`
      select (select batch_id from coupon_batches order by codes desc limit 1) as large,
        (select batch_id from coupon_batches order by codes, batch_id limit 1) as small,
        (select till_id from tills order by place limit 1) as till,
        (select import_id from imports order by created_at limit 1) as rejected,
        (select actor_id from audit where actor_id is not null limit 1) as staff,
        (select draft_id from programme_proposals limit 1) as draft,
        (select endpoint_id from webhook_endpoints limit 1) as endpoint,
        (select filter_id from member_filters order by name limit 1) as filter,
        (select format('/v1/members/%s/notes/%s/versions', member_id, note_id) from member_notes limit 1) as note`,
  )
  if (one === undefined) throw new Error('the multitude is empty')
  const members = { typical: some.map(({ memberId }) => memberId), heavy: [heavy] }
  const daysAgo = (days: number) => instantText(asInstant(systemClock.now() - days * 86_400_000))
  const [recent, long] = [daysAgo(7), daysAgo(400)]
  const since = { recent: [recent], 'long ago': [long] }
  return {
    memberId: members,
    number: { typical: orders.map(({ number }) => number) },
    batchId: { large: [one.large], small: [one.small] },
    '/v1/members/{memberId}/notes/{noteId}/versions': { one: [one.note] },
    tillId: { busy: [one.till] },
    endpointId: { busy: [one.endpoint] },
    importId: { rejected: [one.rejected] },
    '/v1/members q': {
      ...{
        王: ['王'],
        '爨 (rare)': ['爨'],
        李: ['李'],
        欧阳: ['欧阳'],
        王伟: ['王伟'],
        李娜: ['李娜'],
        王晨阳: ['王晨阳'],
      },
      ...{
        '上官 轩': ['上官轩', '上官敏'],
        nobody: ['龘'],
        'one letter': ['a'],
        'two letters': ['al'],
        alexander: ['alexander'],
      },
      ...{
        'lex (inside)': ['lex'],
        'alice adams': ['alice adams'],
        phone: known.phones,
        email: known.emails,
        card: known.cards,
      },
      ...{ 'last four digits': known.phones.map((phone) => phone.slice(-4)), number: some.map(({ number }) => number) },
    },
    '/v1/orders q': {
      whole: orders.map(({ number }) => number),
      beginning: ['HD2', 'HD2606', 'HD260615-A'],
      nothing: ['ZZZ'],
    },
    q: { part: ['a', '1'], nothing: ['nothing at all'] },
    '/v1/products q': { part: ['商品 1', 'Product 19'], nothing: ['nothing at all'] },
    '/v1/coupons/batches q': { part: ['Batch 2', '批次'], nothing: ['nothing at all'] },
    '/v1/audit kind': { frequent: ['member'], rare: ['rarity'], nothing: ['none'] },
    '/v1/audit subject': { one: [some[0]?.memberId ?? heavy] },
    tier: { regular: ['regular'], gold: ['gold'], diamond: ['diamond'], none: ['nothing'] },
    tag: { frequent: ['手冲爱好者'], rare: ['坚果过敏'], none: ['nothing'] },
    store: { frequent: ['SHA-1'], rare: ['S1'] },
    channel: { frequent: ['pos'], rare: ['nothing'] },
    wallet: { points: ['points'], growth: ['growth'] },
    losingUntil: {
      'in a month': [instantText(asInstant(systemClock.now() + 30 * 86_400_000))],
      ever: ['2099-01-01T00:00:00Z'],
    },
    condition: conditions(),
    filterId: { kept: [one.filter] },
    ...{ joinedFrom: since, joinedTo: since, placedFrom: since, placedTo: since, from: since, to: since },
    kind: { frequent: ['order.confirmed'], nothing: ['none'] },
    actor: { frequent: [one.staff], nobody: ['none'] },
    operation: { frequent: ['listMembers'], rare: ['rareOperation'], none: ['nothing'] },
    category: { one: ['coffee'] },
    brand: { one: ['half-day'] },
    active: { yes: ['true'], no: ['false'] },
    draftId: { one: [one.draft] },
    percent: { usual: ['80'] },
    offer: { frequent: ['coupon'], none: ['nothing'] },
  }
}

/** Of each kind one that many satisfy and one that few do. */
function conditions(): Record<string, string[]> {
  const said = (field: string, is: string, value: unknown) => ({ field, is, value })
  const named = {
    'some tag': said('member.tags', 'has-any', ['手冲爱好者']),
    'rare tag': said('member.tags', 'has-any', ['坚果过敏']),
    'a tier': said('member.tier', 'equals', 'gold'),
    'many points': said('member.balance.points', 'at-least', 1_000),
    'points that nobody has': said('member.balance.points', 'at-least', 100_000_000),
    'many orders': said('member.orders', 'at-least', 20),
    'long not seen': said('member.lastOrderDaysAgo', 'at-least', 300),
    'several at once': {
      all: [
        said('member.tier', 'equals', 'silver'),
        said('member.balance.points', 'at-least', 500),
        said('member.orders', 'at-least', 3),
      ],
    },
  }
  return Object.fromEntries(Object.entries(named).map(([name, condition]) => [name, [JSON.stringify(condition)]]))
}
