/** L11: standing is what history makes of it, recomputed from scratch. */
import type { Account, Standing } from '../accounts/account.ts'
import { accountPages, brokenSeals, type Reads } from '../accounts/verify.ts'
import { instantText } from '../base/time.ts'
import { membershipsIn } from '../members/service.ts'
import { type Check, EXAMPLES_AT_MOST } from '../platform/postgres/checks.ts'
import type { Tx } from '../platform/postgres/database.ts'
import type { ProgrammeService } from '../programme/service.ts'
import { lowestTier, standingsFromHistory } from './rules.ts'

/** Walks all entries once: L11 for standings and L12 for the hash chains. */
export async function verifyHistory(tx: Tx, programme: ProgrammeService): Promise<Check[]> {
  const wrong: string[] = []
  const broken: string[] = []
  let members = 0
  let sealed = 0
  for await (const page of accountPages(tx, readsFor(programme))) {
    members += page.length
    for (const { account, entries } of page) {
      sealed += entries.length
      broken.push(...brokenSeals(account.memberId, entries))
      wrong.push(...wrongStandings(account, programme))
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

export function readsFor(programme: ProgrammeService): Reads {
  return { memberships: membershipsIn, countsOrders: programme.countsOrders }
}

/** One that was written before losses were kept says nothing of them. */
function sameLoss(kept: Standing | undefined, history: Standing | undefined): boolean {
  const [a, b] = [kept?.loss ?? null, history?.loss ?? null]
  return a === null || (a.at === b?.at && a.to === b.to)
}

/** Each ladder on which somebody stands otherwise than his history says. */
export function wrongStandings(account: Account, programme: ProgrammeService): string[] {
  const current = programme.at(account.frontier)
  const computed = standingsFromHistory(current, account)
  return current.ladders.flatMap((ladder) => {
    const lowest = lowestTier(ladder).code
    const place = (standing: Standing | undefined) => standing?.tier ?? lowest
    const [kept, history] = [account.standings.get(ladder.code), computed.get(ladder.code)]
    const since = (standing: Standing | undefined) => (standing === undefined ? '' : instantText(standing.since))
    const same = place(kept) === place(history) && (place(kept) === lowest || since(kept) === since(history))
    if (same && kept?.reviewAt === history?.reviewAt && sameLoss(kept, history)) return []
    if (same && (kept === undefined || history === undefined)) return []
    const [stored, right] = [kept, history].map((each) => `${place(each)} ${since(each)} ${JSON.stringify(each?.loss)}`)
    return [`member ${account.memberId} stands at ${stored} of ${ladder.code}, history says ${right}`]
  })
}
