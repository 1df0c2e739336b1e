/** Conditions on members: what they may say, what one says in words, and how many members satisfy it. */
import type { RawBuilder } from 'kysely'
import { type Meanings, parseCondition } from '../../base/conditions/index.ts'
import { accepted, Refused } from '../../base/refusals.ts'
import type { TimeZone } from '../../base/time.ts'
import { conditionSql } from '../../platform/postgres/conditions.ts'
import { givenUpAfter, isTimeout, plannedForValues, type transaction } from '../../platform/postgres/database.ts'
import { tooManyMembers } from '../errors.ts'
import type { Room } from '../room.ts'
import { definitions } from '../store.ts'
import { countMatching, countSampled } from './store.ts'
import { type MemberVocabulary, memberVocabulary } from './vocabulary.ts'

type Here = Pick<Room, 'db' | 'clock' | 'inForce' | 'segmentNames'>

/** As the programme in force and the company's attributes have it now. */
export async function vocabularyOf({ db, clock, inForce, segmentNames }: Here): Promise<MemberVocabulary> {
  const { definition, timeZone } = inForce()
  const [attributes, segments] = await Promise.all([definitions(db), segmentNames()])
  return memberVocabulary({ definition, timeZone, attributes, segments, now: clock.now() })
}

/** Over the row `m` of members. @throws Refused what `parseCondition` refuses */
export async function conditionOf(here: Here, given: unknown): Promise<RawBuilder<boolean>> {
  const { columns, ...meanings } = await vocabularyOf(here)
  return conditionSql(accepted(parseCondition(given, meanings)), meanings.fields, columns)
}

/** Somebody waits for the figure while writing a condition; longer is not worth the database's time. */
const PATIENCE_MILLISECONDS = 1_500
/** Of so many, a share is told within 0.8 points with 95 % certainty. */
const LOOKED_ABOUT = 15_000
/** Values that two bytes can have. */
const SHARES = 65_536

type MembersCount = {
  readonly members: number
  /** Of these; worked out from the sample when there is one. */
  readonly matching: number
  readonly looked: number
  readonly sampled: boolean
}

/** All are looked at; a sample of them where that takes too long. @throws Refused tooManyMembers, what `parseCondition` refuses */
async function countMembers(here: Here, given: unknown): Promise<MembersCount> {
  const condition = await conditionOf(here, given)
  const whole = await within(here, (tx) => countMatching(tx, condition))
  if (whole !== undefined) return { ...whole, looked: whole.members, sampled: false }
  const sample = await within(here, async (tx) => {
    const members = await countMatching(tx, undefined)
    const below = Math.min(SHARES, Math.ceil((LOOKED_ABOUT * SHARES) / Math.max(1, members.members)))
    return { ...(await countSampled(tx, condition, below)), members: members.members }
  })
  if (sample === undefined) throw new Refused(tooManyMembers({}))
  const { members, looked, found } = sample
  return { members, looked, sampled: true, matching: looked === 0 ? 0 : Math.round((found * members) / looked) }
}

type Work<T> = Parameters<typeof transaction<T>>[1]

/** Undefined when it took too long. */
async function within<T>({ db }: Here, work: Work<T>): Promise<T | undefined> {
  try {
    return await plannedForValues(db, async (tx) => {
      await givenUpAfter(tx, PATIENCE_MILLISECONDS)
      return work(tx)
    })
  } catch (error) {
    if (isTimeout(error)) return undefined
    throw error
  }
}

export type ConditionsService = {
  /** What they may say, and the time zone that its days are of. */
  vocabulary(): Promise<{ meanings: Meanings; timeZone: TimeZone }>
  count(condition: unknown): Promise<MembersCount>
}

export function conditionsService(here: Here): ConditionsService {
  return {
    vocabulary: async () => ({ meanings: await vocabularyOf(here), timeZone: here.inForce().timeZone }),
    count: (condition) => countMembers(here, condition),
  }
}
