/** Checks the whole database against the laws (docs/guides/laws.md), in one snapshot, beside a running server. */
import { sql } from 'kysely'
import { verifyBooks, verifyExpiries } from './accounts/verify.ts'
import type { House } from './app.ts'
import { verifyAudit } from './audit/verify.ts'
import { verifyGifts } from './benefits/gifts/verify.ts'
import { verifyHouseholds } from './members/households/verify.ts'
import { verifyMerges } from './merging/verify.ts'
import { verifyLists } from './offers/verify.ts'
import { countsAlike, recountedIn, verifyCounted } from './orders/recount.ts'
import { verifyDecisions, verifyOrders } from './orders/verify.ts'
import type { Check } from './platform/postgres/checks.ts'
import { type Database, type Tx, transaction } from './platform/postgres/database.ts'
import { verifyPoints } from './points/verify.ts'
import type { ProgrammeService } from './programme/service.ts'
import { type Repaired, repairTiers } from './tiers/repair.ts'
import { verifyHistory } from './tiers/verify.ts'

export type Verification = { readonly ok: boolean; readonly checks: readonly Check[] }

/** @param heard is told of each law as soon as it is checked */
export function verify(
  db: Database,
  programme: ProgrammeService,
  heard: (check: Check) => void = () => {},
): Promise<Verification> {
  return transaction(db, async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    return verifyIn(tx, programme, heard)
  })
}

/** The same inside a transaction that the caller began; one that does not see a single snapshot may raise false alarms. */
export async function verifyIn(
  tx: Tx,
  programme: ProgrammeService,
  heard: (check: Check) => void = () => {},
): Promise<Verification> {
  const checks: Check[] = []
  const keep = (more: readonly Check[]) => {
    for (const check of more) heard(check)
    checks.push(...more)
  }
  keep(await verifyBooks(tx))
  keep([await verifyExpiries(tx)])
  keep(await verifyPoints(tx))
  keep(await verifyMerges(tx))
  keep(await verifyGifts(tx))
  keep(await verifyOrders(tx))
  keep([await verifyDecisions(tx, programme)])
  keep([await verifyCounted(tx, programme)])
  keep(await verifyHistory(tx, programme))
  keep([await verifyAudit(tx)])
  keep(await verifyLists(tx))
  keep([await verifyHouseholds(tx)])
  checks.sort((a, b) => Number(a.law.slice(1)) - Number(b.law.slice(1)))
  return { ok: checks.every((check) => check.violations === 0), checks }
}

/** Counts orders anew for tiers, also those from before any ladder counted them, and puts standings right. */
export function repairStandings(
  db: Database,
  { desk, programme }: Pick<House, 'desk' | 'programme'>,
): Promise<Repaired> {
  return repairTiers({ db, desk, programme }, async ({ memberId, counted, past }) => {
    if (counted === null) return []
    const orders = (await recountedIn(db, [memberId], past, programme)).get(memberId) ?? []
    return orders.filter((order) => !countsAlike(counted.get(order.orderId), order))
  })
}
