/** What the members' room offers to the rooms right of it. Each use case is one transaction. */
import type { Id, MemberId } from '../base/ids.ts'
import { accepted, Refused } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Fact } from '../platform/facts.ts'
import { type Database, type Tx, transaction } from '../platform/postgres/database.ts'
import { DEFINITIONS_AT_MOST, definition } from './attributes.ts'
import { type Celebrating, type CelebratingPage, celebrating } from './celebrating.ts'
import { type ConditionsService, conditionsService } from './conditions/service.ts'
import { type ConsentsService, consentsService } from './consents/service.ts'
import { type EnclosuresService, enclosuresService } from './enclosures.ts'
import { type Enrolled, type EnrolOptions, type EnrolOutcome, enrol, enrolMany } from './enrolment.ts'
import { attributeTypeFixed, tooMany } from './errors.ts'
import { type FiltersService, filtersService } from './filters/service.ts'
import { type HouseholdsService, householdsService } from './households/service.ts'
import { identityOf } from './identities.ts'
import { type Losing, losing } from './losing.ts'
import type {
  AttributeDefinition,
  GivenEnrolment,
  GivenIdentity,
  GivenUpdate,
  Identity,
  Member,
  MemberIdentity,
  MemberLine,
  Status,
} from './member.ts'
import { type MergingPart, mergingPart } from './merging/service.ts'
import { partsOf } from './merging/store.ts'
import { type NotesService, notesService } from './notes/service.ts'
import {
  find,
  get,
  list,
  type MemberName,
  type MemberQuery,
  namesOf,
  type Page,
  resolveMany,
  statusesOf,
  timeline,
} from './reading.ts'
import { type Parts, type Room, room } from './room.ts'
import { checkKeys, type Rotation, type RotationOptions, retireKeys, rotateKeys } from './rotation/service.ts'
import { countByStatus, definitions, type MembershipRow, putDefinition, statusesByIds } from './store.ts'
import { addIdentity, type Change, changeStatus, erase, removeIdentity, type StatusWish, update } from './writing.ts'

export type { Celebrating } from './celebrating.ts'
export type { Losing } from './losing.ts'
export { recordsOf } from './merging/store.ts'
export type { MemberName } from './reading.ts'
export type { MembershipRow } from './store.ts'

export type MembersService = {
  /** @see enrol */
  enrol(given: GivenEnrolment, options?: EnrolOptions): Promise<Enrolled & { readonly replayed: boolean }>
  /** @see enrolMany */
  enrolMany(given: readonly GivenEnrolment[], options?: Change): Promise<EnrolOutcome[]>
  update(memberId: MemberId, given: GivenUpdate, change?: Change): Promise<void>
  addIdentity(
    memberId: MemberId,
    given: GivenIdentity,
    change?: Change,
  ): Promise<{ readonly identity: MemberIdentity; readonly added: boolean }>
  removeIdentity(memberId: MemberId, identityId: Id<'identity'>, change?: Change): Promise<void>
  changeStatus(memberId: MemberId, asked: StatusWish, change?: Change): Promise<void>
  /** Forgets the person for ever, with the records that were merged into his; see writing.ts. */
  erase(memberId: MemberId, change?: Change): Promise<void>

  get(memberId: MemberId): Promise<Member>
  /** The one form of an identity. @throws Refused what identities.ts refuses */
  identity(given: GivenIdentity): Identity
  find(given: GivenIdentity): Promise<Member | undefined>
  /** In order, one query; undefined where nobody is known by the identity. */
  resolveMany(given: readonly GivenIdentity[]): Promise<(MemberId | undefined)[]>
  /** Only those that exist are in the answer. */
  statusesOf(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, Status>>
  membersExist(memberIds: readonly MemberId[]): Promise<ReadonlySet<MemberId>>
  /** How many members have each status. */
  counts(): Promise<Readonly<Record<string, number>>>
  /** Who loses his tier until then if he does nothing more, by the tier that is lost. */
  losing(until: Instant): Promise<Losing[]>
  /** A page of the active members with the days that come again every year, in the order of their ids. */
  celebrating(page: CelebratingPage): Promise<Celebrating[]>
  list(query: MemberQuery): Promise<Page<MemberLine>>
  /** Numbers and names in clear, for a page of something else; see `shownName`. */
  namesOf(memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberName>>
  timeline(memberId: MemberId, query: { cursor?: string; limit?: number }): Promise<Page<Fact>>

  attributes(): Promise<AttributeDefinition[]>
  /** Writes a definition by its code. @throws Refused attributeTypeFixed, tooMany, what attributes.ts refuses */
  putAttribute(given: AttributeDefinition): Promise<void>

  /** What staff note about a member. */
  readonly notes: NotesService
  /** Texts that other rooms keep. */
  readonly enclosures: EnclosuresService
  readonly consents: ConsentsService
  /** Who lives with whom. */
  readonly households: HouseholdsService
  /** Two records of one person, as far as this room goes; see src/merging. */
  readonly merging: MergingPart
  readonly conditions: ConditionsService
  readonly filters: FiltersService

  checkKeys(): Promise<void>
  rotateKeys(options?: RotationOptions): Promise<Rotation>
  retireKeys(): Promise<{ readonly claims: number }>
}

export function membersService(parts: Parts): MembersService {
  const here = room(parts)
  return {
    enrol: (given, options) => enrol(here, given, options),
    enrolMany: (given, options) => enrolMany(here, given, options),
    update: (memberId, given, change) => update(here, memberId, given, change),
    addIdentity: (memberId, given, change) => addIdentity(here, memberId, given, change),
    removeIdentity: (memberId, identityId, change) => removeIdentity(here, memberId, identityId, change),
    changeStatus: (memberId, asked, change) => changeStatus(here, memberId, asked, change),
    async erase(memberId, change) {
      for (const part of await partsOf(here.db, memberId)) await erase(here, part, change)
      await erase(here, memberId, change)
    },
    get: (memberId) => get(here, memberId),
    identity: (given) => accepted(identityOf(given, here.settings.region)),
    find: (given) => find(here, given),
    resolveMany: (given) => resolveMany(here, given),
    statusesOf: (memberIds) => statusesOf(here, memberIds),
    membersExist: async (memberIds) => new Set((await statusesOf(here, memberIds)).keys()),
    counts: async () =>
      Object.fromEntries((await countByStatus(here.db)).map(({ status, members }) => [status, members])),
    losing: (until) => losing(here.db, until),
    celebrating: (page) => celebrating(here, page),
    list: (query) => list(here, query),
    namesOf: (memberIds) => namesOf(here, memberIds),
    timeline: (memberId, query) => timeline(here, memberId, query),
    attributes: () => definitions(here.db),
    putAttribute: (given) => putAttribute(here, given),
    notes: notesService(here),
    enclosures: enclosuresService(here),
    consents: consentsService(here),
    households: householdsService(here),
    merging: mergingPart(here),
    conditions: conditionsService(here),
    filters: filtersService(here),
    checkKeys: () => checkKeys(here),
    rotateKeys: (options) => rotateKeys(here, options),
    retireKeys: () => retireKeys(here),
  }
}

async function putAttribute(here: Room, given: AttributeDefinition): Promise<void> {
  const wished = accepted(definition(given))
  await transaction(here.db, async (tx) => {
    const known = await definitions(tx)
    if (known.length >= DEFINITIONS_AT_MOST && !known.some((one) => one.code === wished.code))
      throw new Refused(tooMany({ what: 'attributes', atMost: DEFINITIONS_AT_MOST }))
    const type = known.find((one) => one.code === wished.code)?.type ?? wished.type
    if (!(await putDefinition(tx, wished, here.clock.now())))
      throw new Refused(attributeTypeFixed({ attribute: wished.code, type }))
  })
}

/** On a given connection, for rooms that decide inside a transaction of their own. Only those that exist are in the answer. */
export async function membershipsIn(
  on: Database | Tx,
  memberIds: readonly MemberId[],
): Promise<Map<MemberId, Omit<MembershipRow, 'memberId'>>> {
  return new Map((await statusesByIds(on, memberIds)).map(({ memberId, ...membership }) => [memberId, membership]))
}
