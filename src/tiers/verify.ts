/** L11: standing is what history makes of it, recomputed from scratch. */
import { sql } from 'kysely'
import { brokenSeals, type Check, EXAMPLES_AT_MOST, entriesByMember } from '../accounts/verify.ts'
import type { MemberId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import { rows, type Tx } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { lowestTier, standingFromHistory } from './rules.ts'

type Stored = { memberId: MemberId; frontier: Instant; ladder: string | null; tier: string | null }

/** Walks all entries once: L11 for standings and L12 for the hash chains. */
export async function verifyHistory(tx: Tx, programme: ProgrammeService): Promise<Check[]> {
  const stored = Map.groupBy(await storedStandings(tx), (each) => each.memberId)
  const wrong: string[] = []
  const broken: string[] = []
  let members = 0
  let sealed = 0
  for await (const { memberId, entries } of entriesByMember(tx)) {
    members += 1
    sealed += entries.length
    broken.push(...brokenSeals(memberId, entries))
    const mine = stored.get(memberId) ?? []
    const frontier = mine[0]?.frontier
    if (frontier === undefined) continue
    for (const ladder of programme.at(frontier).ladders) {
      const lowest = lowestTier(ladder).code
      const kept = mine.find((each) => each.ladder === ladder.code)?.tier ?? lowest
      const computed = standingFromHistory(ladder, entries, frontier)?.tier ?? lowest
      if (kept !== computed)
        wrong.push(`member ${memberId} stands at ${kept} of ${ladder.code}, history says ${computed}`)
    }
  }
  return [
    {
      law: 'L11',
      says: 'standing is what history makes of it, recomputed from scratch',
      rows: members,
      violations: wrong.length,
      examples: wrong.slice(0, EXAMPLES_AT_MOST),
    },
    {
      law: 'L12',
      says: 'nothing recorded was changed: the hash chains hold',
      rows: sealed,
      violations: broken.length,
      examples: broken.slice(0, EXAMPLES_AT_MOST),
    },
  ]
}

function storedStandings(tx: Tx): Promise<Stored[]> {
  return rows(
    tx,
    sql<Stored>`
      select a.member_id as "memberId", a.frontier, s.ladder, s.tier
      from accounts a left join standings s on s.member_id = a.member_id order by a.member_id`,
  )
}
