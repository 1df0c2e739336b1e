/** Members by the hundred thousand, each sealed and made findable by the members' own functions. */

import { sql } from 'kysely'
import type pg from 'pg'
import { asId, type Id, type MemberId } from '../../src/base/ids.ts'
import { accepted } from '../../src/base/refusals.ts'
import { type Instant, instantText } from '../../src/base/time.ts'
import { enrolmentOf, personOf, type Shop } from '../../src/demo/people.ts'
import { shopOf } from '../../src/demo/service.ts'
import { drafted } from '../../src/members/enrolment.ts'
import type { Status } from '../../src/members/member.ts'
import { memberNumber } from '../../src/members/number.ts'
import { definitionsByCode, type Room, room } from '../../src/members/room.ts'
import { enrolment } from '../../src/members/rules.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import type { Keyring } from '../../src/platform/keyring.ts'
import { type Database, rows } from '../../src/platform/postgres/database.ts'
import { randomFrom } from '../../tests/support/random.ts'
import { copied, line, write } from './copies.ts'

/** Whom a copy is a copy of: what the books say about him must fit. */
type Original = {
  readonly memberId: MemberId
  readonly number: string
  readonly status: Status
  readonly statusBefore: Status | null
  readonly statusReason: string | null
  readonly joinedAt: Instant
}

export type Crowd = {
  readonly clients: readonly pg.PoolClient[]
  readonly db: Database
  readonly keyring: Keyring
  /** Of the sample shop. */
  readonly settings: Parameters<typeof shopOf>[0]
  /** How often everybody in it is copied. */
  readonly copies: number
}

export const crowdTables = ['members', 'member_keys', 'member_identities', 'identities', 'member_tags'] as const

const columns = {
  members: `members (member_id, number, status, status_before, status_reason, status_at, revision, joined_at, channel, store, locale,
    time_zone, tags, attributes, name, given_name, family_name, birthday, gender, address, tokens, index_version, recorded_at,
    changed_at)`,
  member_keys: 'member_keys (member_id, master_version, wrapped)',
  member_identities: 'member_identities (member_id, identity_id, kind, source, sealed, place, index_version, added_at)',
  identities: 'identities (fingerprint, member_id, index_version)',
  member_tags: 'member_tags (member_id, tag, joined_at)',
} as const

/** A surname that almost nobody has: one in so many. */
const RARE = 200_000
const ROWS_AT_ONCE = 2_000

export async function bringCrowd(crowd: Crowd): Promise<void> {
  const { db, clients } = crowd
  const originals = await rows(
    db,
    sql<Original>`
      select member_id as "memberId", number, status, status_before as "statusBefore", status_reason as "statusReason",
        joined_at as "joinedAt"
      from members order by member_id`,
  )
  const maker = await makerOf(crowd, originals)
  for (let copy = 1; copy <= crowd.copies; copy += 1)
    for (let from = 0; from < originals.length; from += ROWS_AT_ONCE) {
      const made = originals.slice(from, from + ROWS_AT_ONCE).map((one, place) => maker(one, copy, from + place))
      const text = (table: keyof typeof columns) => made.map((one) => one[table]).join('')
      await Promise.all(
        crowdTables.map(async (table, place) => {
          const client = clients[place]
          if (client === undefined) throw new Error('a connection for each table is needed')
          await write(client, columns[table], [text(table)])
        }),
      )
    }
}

type Lines = Readonly<Record<keyof typeof columns, string>>

async function makerOf({ db, keyring, settings, copies }: Crowd, originals: readonly Original[]) {
  const definitions = await definitionsByCode(db)
  const shop = shopOf({ ...settings, members: originals.length * (copies + 1) })
  const random = randomFrom(7)
  const taken = new Set(originals.map(({ number }) => number))
  const numbers = (): string => {
    for (;;) {
      const number = memberNumber((below) => Math.floor(random.next() * below))
      if (taken.has(number)) continue
      taken.add(number)
      return number
    }
  }
  let next: Id<'member'> | undefined
  const ids = {
    next<Kind extends string>(): Id<Kind> {
      const given = next === undefined ? systemIds.next<Kind>() : asId<Kind>(next)
      next = undefined
      return given
    },
  }
  const members = room({ db, clock: systemClock, ids, keyring, numbers })
  const at = systemClock.now()
  return (original: Original, copy: number, place: number): Lines => {
    const index = originals.length * copy + place
    next = asId<'member'>(copied(original.memberId, copy))
    return linesOf(
      members,
      original,
      accepted(enrolment(given(shop, index, original), { region: 'CN', definitions, at })),
    )
  }
}

function given(shop: Shop, index: number, { status, joinedAt }: Original) {
  const person = { ...personOf(shop, index), joinedAt, prospectSince: null }
  const said = enrolmentOf(shop, person, status === 'prospect' ? 'prospect' : 'member')
  return index % RARE === 17 ? { ...said, familyName: '爨', joinedAt } : { ...said, joinedAt }
}

function linesOf(members: Room, original: Original, wished: Parameters<typeof drafted>[1]): Lines {
  const { member, identities, claims } = drafted(members, wished, wished.joinedAt)
  const { status, statusBefore, statusReason } = original
  const joined = instantText(member.joinedAt)
  return {
    members: line([
      ...[member.memberId, member.number, status, statusBefore, statusReason, joined, 1, joined],
      ...[member.channel, member.store, member.locale, member.timeZone, member.tags, member.attributes],
      ...[member.name, member.givenName, member.familyName, member.birthday, member.gender, member.address],
      ...[member.tokens, member.indexVersion, joined, joined],
    ]),
    member_keys: line([member.memberId, member.key.masterVersion, member.key.wrapped]),
    member_identities: identities
      .map((one) =>
        line([
          ...[one.memberId, one.identityId, one.kind, one.source, one.sealed, one.place, one.indexVersion],
          instantText(one.addedAt),
        ]),
      )
      .join(''),
    identities: claims.map((one) => line([one.fingerprint, one.memberId, one.indexVersion])).join(''),
    member_tags: member.tags.map((tag) => line([member.memberId, tag, joined])).join(''),
  }
}
