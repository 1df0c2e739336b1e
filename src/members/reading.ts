/** Finding members: by id, by identity, by the thousand, and as a list. */
import { asId, type FactId, isId, type MemberId } from '../base/ids.ts'
import { accepted, isRefusal, Refused } from '../base/refusals.ts'
import { cleanText } from '../base/text.ts'
import { asInstant, type Instant } from '../base/time.ts'
import { type Fact, factsOf } from '../platform/facts.ts'
import { givenUpAfter, isTimeout, plannedForValues } from '../platform/postgres/database.ts'
import { ownersOf } from './claims.ts'
import { conditionOf } from './conditions/service.ts'
import { cursorInvalid, memberUnknown, queryTooShort } from './errors.ts'
import { identityKey, identityOf } from './identities.ts'
import type { GivenIdentity, Identity, Member, MemberLine, Status } from './member.ts'
import { endOfWindow, isInOrder, membersNewest, type Narrowing, type Place, type Reach } from './newest.ts'
import { opened, type Room } from './room.ts'
import { answers } from './search.ts'
import { identitiesOf, identitySources, memberById, statusesByIds, tiersByMember } from './store.ts'

/** @throws Refused memberUnknown */
export async function get(room: Room, memberId: MemberId): Promise<Member> {
  const row = await memberById(room.db, memberId)
  if (row === undefined) throw new Refused(memberUnknown({}))
  return opened(room.sealing, row, await identitiesOf(room.db, [memberId]))
}

/** The member who is known by the identity. @throws Refused what identities.ts refuses */
export async function find(room: Room, given: GivenIdentity): Promise<Member | undefined> {
  const identity = accepted(identityOf(given, room.settings.region))
  const owners = await ownersOf(room, room.db, [identity])
  const memberId = owners.get(identityKey(identity))
  return memberId === undefined ? undefined : get(room, memberId)
}

/** The member of each identity, in order, in one query; undefined where nobody is known by it or it is none. */
export async function resolveMany(room: Room, given: readonly GivenIdentity[]): Promise<(MemberId | undefined)[]> {
  const identities = given.map((one) => identityOf(one, room.settings.region))
  const owners = await ownersOf(
    room,
    room.db,
    identities.filter((one): one is Identity => !isRefusal(one)),
  )
  return identities.map((one) => (isRefusal(one) ? undefined : owners.get(identityKey(one))))
}

/** The status of each id that is a member's. */
export async function statusesOf(room: Room, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Status>> {
  return new Map((await statusesByIds(room.db, memberIds)).map((one) => [one.memberId, one.status]))
}

/** Enough to tell one member from another in a list of something else. */
export type MemberName = { readonly memberId: MemberId; readonly number: string; readonly name: string | null }

/** @param memberIds at most a page of them */
export async function namesOf(room: Room, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberName>> {
  const wanted = [...new Set(memberIds)]
  if (wanted.length === 0) return new Map()
  const found = await membersNewest(room.db, { ...everyone, memberIds: wanted }, null, {
    ...{ limit: wanted.length, among: 'whole' },
  })
  return new Map(
    found.map((row) => {
      const { memberId, number, name } = opened(room.sealing, row, [])
      return [memberId, { memberId, number, name }]
    }),
  )
}

export type MemberQuery = {
  /** Part of a name; or whole, as the person at the till types it: a phone or its last four digits, an email, a number, a card, an id. */
  readonly q?: string | undefined
  readonly status?: Status | undefined
  readonly tier?: string | undefined
  readonly tag?: string | undefined
  /** Who loses a tier until then if he does nothing more; of `tier`, when that is asked for. */
  readonly losingUntil?: Instant | undefined
  /** Joined in [joinedFrom, joinedTo). */
  readonly joinedFrom?: Instant | undefined
  readonly joinedTo?: Instant | undefined
  /** Of these only; not with `q`. */
  readonly memberIds?: readonly MemberId[] | undefined
  /** A tree over the fields of conditions/vocabulary.ts, as JSON. */
  readonly condition?: unknown
  readonly cursor?: string | undefined
  /** 1 … 200, 50 when absent. */
  readonly limit?: number | undefined
}

/** `nextCursor` is null when there are no more. A page can be shorter than asked although more follow. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }

export const PAGE_AT_MOST = 200
const PAGE_ORDINARY = 50

function pageSize(asked: number | undefined): number {
  return Math.min(Math.max(Math.trunc(asked ?? PAGE_ORDINARY), 1), PAGE_AT_MOST)
}

const everyone: Narrowing = {
  ...{ memberIds: null, tokens: null, status: null, tier: null, tierIsLowest: false, tag: null },
  ...{ losingUntil: null, joinedFrom: null, joinedTo: null, condition: null },
}

type Question = Pick<Narrowing, 'memberIds' | 'tokens'> & {
  /** The comparison in clear that takes out what was found by chance. */
  readonly holds: (member: Member) => boolean
}

/** So many pages' worth are read at once when chance finds left the first short. */
const BROADER = 4

/**
 * Newest first. A page is short, and still has a cursor, where looking for what satisfies the question would take too long.
 * @throws Refused cursorInvalid; queryTooShort when `q` holds nothing to look for; what `parseCondition` refuses
 */
export async function list(room: Room, query: MemberQuery): Promise<Page<MemberLine>> {
  const limit = pageSize(query.limit)
  const question = query.q === undefined || query.q.trim() === '' ? undefined : await questionOf(room, query.q)
  const narrowing = await narrowingOf(room, query, question)
  const items: Member[] = []
  let after = query.cursor === undefined ? null : placeOf(query.cursor)
  const until = performance.now() + LOOKING_MILLISECONDS
  let atOnce = limit + 1
  do {
    const batch = await membersAfter(room, narrowing, after, { limit: atOnce, until })
    for (const member of batch.members) {
      if (question !== undefined && !question.holds(member)) continue
      const last = items.at(-1)
      if (items.length === limit && last !== undefined)
        return withTiers(room, items, cursorOf({ ...last, slowly: batch.next?.slowly === true }))
      items.push(member)
    }
    if (batch.next === null) return withTiers(room, items, null)
    after = batch.next
    if (batch.tired) break
    atOnce = Math.min(BROADER * (limit + 1), PAGE_AT_MOST + 1)
  } while (performance.now() < until)
  return withTiers(room, items, after === null ? null : cursorOf(after))
}

async function narrowingOf(room: Room, query: MemberQuery, question: Question | undefined): Promise<Narrowing> {
  return {
    memberIds: question?.memberIds ?? query.memberIds ?? null,
    tokens: question?.tokens ?? null,
    status: query.status ?? null,
    tier: query.tier ?? null,
    tierIsLowest: query.tier !== undefined && room.isLowestTier(query.tier),
    tag: query.tag?.normalize('NFC') ?? null,
    joinedFrom: query.joinedFrom ?? null,
    losingUntil: query.losingUntil ?? null,
    joinedTo: query.joinedTo ?? null,
    condition: query.condition === undefined ? null : await conditionOf(room, query.condition),
  }
}

/** A page of members with the tiers on which they stand. */
async function withTiers(room: Room, members: readonly Member[], nextCursor: string | null): Promise<Page<MemberLine>> {
  const tiers = await tiersByMember(
    room.db,
    members.map((member) => member.memberId),
  )
  const byMember = Map.groupBy(tiers, (one) => one.memberId)
  const items = members.map((member) => {
    const own = (byMember.get(member.memberId) ?? []).map(({ ladder, tier }) => [ladder, tier])
    return { ...lineOf(member), tiers: Object.fromEntries(own) }
  })
  return { items, nextCursor }
}

/** Where the next page begins. `slowly`: what satisfies the condition is rare, so that members are looked through in windows. */
type From = Place & { readonly slowly?: boolean }

/** `next` is null when there are no more; `tired` when looking further would keep the caller waiting. */
type Batch = { readonly members: readonly Member[]; readonly next: From | null; readonly tired: boolean }

/** So many are looked through at once, each as it comes: what one in a hundred has fills a page. */
const WINDOW = 5_000
/** A page is not looked for longer than this. What is neither met often nor told by an index is looked for window by window. */
const LOOKING_MILLISECONDS = 50
/** Before that Postgres is given the rest, and so much at least, to find it its own way: it knows indexes and how rare things are. */
const PATIENCE_MILLISECONDS = 30

/** `until`: as `performance.now()` counts. */
type Looking = { readonly limit: number; readonly until: number }

async function membersAfter(
  room: Room,
  narrowing: Narrowing,
  after: From | null,
  { limit, until }: Looking,
): Promise<Batch> {
  if (narrowing.memberIds !== null && narrowing.tokens === null)
    return pageOf(await read(room, narrowing, after, { limit, among: 'whole' }), limit)
  if (isInOrder(narrowing))
    return pageOf(await read(room, narrowing, after, { limit, among: { window: limit } }), limit)
  let seen = await seenFrom(room, narrowing, after, limit)
  if (seen.next === null || seen.members.length === limit) return seen
  if (after?.slowly !== true)
    try {
      const patience = Math.max(PATIENCE_MILLISECONDS, Math.round(until - performance.now()))
      return pageOf(await read(room, narrowing, after, { limit, among: 'whole', patience }), limit)
    } catch (error) {
      if (!isTimeout(error)) throw error
    }
  while (seen.next !== null && seen.members.length < limit && performance.now() < until) {
    const more: Batch = await seenFrom(room, narrowing, seen.next, limit - seen.members.length)
    seen = { ...more, members: [...seen.members, ...more.members] }
  }
  return seen
}

function pageOf(members: readonly Member[], limit: number): Batch {
  return { members, next: members.length < limit ? null : (members.at(-1) ?? null), tired: false }
}

/** Of the next window those who satisfy everything, and where to look on: after the last of them, or after the window. */
async function seenFrom(room: Room, narrowing: Narrowing, after: From | null, limit: number): Promise<Batch> {
  const members = await read(room, narrowing, after, { limit, among: { window: WINDOW } })
  const last = members.length < limit ? await endOfWindow(room.db, narrowing, after, WINDOW) : members.at(-1)
  if (last === undefined) return { members, next: null, tired: false }
  const slowly = members.length < limit || after?.slowly === true
  return { members, next: { joinedAt: last.joinedAt, memberId: last.memberId, slowly }, tired: slowly }
}

type Reading = Reach & { readonly patience?: number }

function read(room: Room, narrowing: Narrowing, after: Place | null, { patience, ...how }: Reading): Promise<Member[]> {
  return plannedForValues(room.db, async (tx) => {
    if (patience !== undefined) await givenUpAfter(tx, patience)
    const found = await membersNewest(tx, narrowing, after, how)
    if (found.length === 0) return []
    const identities = await identitiesOf(
      tx,
      found.map((one) => one.memberId),
    )
    const byMember = Map.groupBy(identities, (one) => one.memberId)
    return found.map((row) => opened(room.sealing, row, byMember.get(row.memberId) ?? []))
  })
}

/** Somebody's whole identity wins; then the last four digits of a phone; then part of a name. */
async function questionOf(room: Room, q: string): Promise<Question> {
  const text = cleanText(q, 200)
  if (text === undefined) throw new Refused(queryTooShort({}))
  const known = isId(text) ? [asId<'member'>(text)] : await ownersOfText(room, text)
  const tail = /^\d{4}$/.test(text.normalize('NFKC')) ? text.normalize('NFKC') : undefined
  if (tail !== undefined) {
    const holds = (member: Member) =>
      known.includes(member.memberId) ||
      member.identities.some((one) => one.kind === 'phone' && one.value.endsWith(tail))
    return { memberIds: known.length > 0 ? known : null, tokens: room.sealing.tokensOfTail(tail), holds }
  }
  if (known.length > 0) return { memberIds: known, tokens: null, holds: () => true }
  const tokens = room.sealing.tokensOfQuestion(text)
  if (tokens.every((one) => one.length === 0)) throw new Refused(queryTooShort({}))
  const holds = ({ name, givenName, familyName }: Member) => answers(text, [name, givenName, familyName])
  return { memberIds: null, tokens, holds }
}

/** Who is known by the text read as an identity of any kind; `source:id` says which other system is meant. */
async function ownersOfText(room: Room, text: string): Promise<MemberId[]> {
  const plain = (['phone', 'email', 'number', 'card', 'wechat-unionid'] as const).map((kind) => ({ kind, value: text }))
  const sourced = (await identitySources(room.db)).flatMap(({ kind, source }) => {
    const prefix = `${source}:`
    const named = text.startsWith(prefix) ? [{ kind, source, value: text.slice(prefix.length) }] : []
    return [{ kind, source, value: text }, ...named]
  })
  const found = await resolveMany(room, [...plain, ...sourced])
  return [...new Set(found.flatMap((one) => one ?? []))]
}

function lineOf(member: Member): Omit<MemberLine, 'tiers'> {
  const { memberId, number, status, joinedAt, channel, store, tags, revision, name, phone, email } = member
  return { memberId, number, status, joinedAt, channel, store, tags, revision, name, phone, email }
}

function cursorOf({ joinedAt, memberId, slowly }: From): string {
  return Buffer.from(`${slowly === true ? '~' : ''}${joinedAt}.${memberId}`).toString('base64url')
}

/** 9999-12-31, the end of what an instant may be. */
const LAST_INSTANT = 253_402_300_799_999

function placeOf(cursor: string): From {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const [, slowly, joinedAt, memberId] = /^(~?)(\d{1,15})\.(.+)$/.exec(text) ?? []
  if (joinedAt === undefined || !isId(memberId)) throw new Refused(cursorInvalid({}))
  if (Number(joinedAt) > LAST_INSTANT) throw new Refused(cursorInvalid({}))
  return { joinedAt: asInstant(Number(joinedAt)), memberId: asId(memberId), slowly: slowly === '~' }
}

/** What happened to the member, newest first. @throws Refused memberUnknown, cursorInvalid */
export async function timeline(
  room: Room,
  memberId: MemberId,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<Fact>> {
  if (query.cursor !== undefined && !isId(query.cursor)) throw new Refused(cursorInvalid({}))
  if (!(await statusesOf(room, [memberId])).has(memberId)) throw new Refused(memberUnknown({}))
  const limit = pageSize(query.limit)
  const before: FactId | null = query.cursor === undefined ? null : asId(query.cursor)
  const found = await factsOf(room.db, memberId, { before, limit: limit + 1 })
  const items = found.slice(0, limit)
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.factId ?? null) : null }
}
