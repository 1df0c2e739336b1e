/** Coupons that members get by themselves: read from what happened, each fact once, under the version of its time. */
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { factsAfter, newestPosition, type PositionedFact } from '../platform/facts.ts'
import { type Database, row } from '../platform/postgres/database.ts'
import type { CouponIssue } from '../programme/offers/issues.ts'
import type { ProgrammeService } from '../programme/service.ts'
import type { OffersService } from './service.ts'

const READER = 'coupon-issues'
const FACTS_AT_ONCE = 1_000

export type IssuingParts = {
  readonly db: Database
  readonly programme: ProgrammeService
  readonly offers: Pick<OffersService, 'issue'>
}

/**
 * Issues what facts since the last time ask for. A coupon's key is made of the rule and the fact, so that a fact that is read
 * again after a crash issues nothing new. @returns how many coupons
 */
export async function issueDue({ db, programme, offers }: IssuingParts): Promise<number> {
  if (!programme.versions().some(({ definition }) => (definition.couponIssues ?? []).length > 0)) {
    await skipTo(db)
    return 0
  }
  let issued = 0
  for (;;) {
    const position = await positionOf(db)
    const facts = await factsAfter(db, position, FACTS_AT_ONCE)
    const last = facts.at(-1)
    if (last === undefined) return issued
    for (const fact of facts) {
      for (const issue of programme.at(fact.recordedAt).definition.couponIssues ?? []) {
        if (!asks(issue, fact)) continue
        await offers.issue(
          {
            ...{ memberId: fact.memberId, offer: issue.offer, by: `programme:${issue.code}` },
            ...{ validDays: issue.validDays ?? null, giftable: issue.giftable === true },
          },
          { key: `coupon-issue:${issue.code}:${fact.factId}`, fingerprint: hash('sha256', issue.code, 'buffer') },
        )
        issued += 1
      }
    }
    await moveTo(db, last.position)
  }
}

/** Whether a fact is what a rule waits for. A member who falls has reached nothing. */
export function asks(issue: CouponIssue, { kind, data }: Pick<PositionedFact, 'kind' | 'data'>): boolean {
  switch (issue.on) {
    case 'member.enrolled':
      return kind === 'member.enrolled' || kind === 'member.became-member'
    case 'tier.changed':
      return kind === 'tier.changed' && (issue.tiers === undefined || issue.tiers.includes(String(data['to'])))
    case 'order.confirmed':
      return (
        kind === 'order.confirmed' &&
        (issue.currency === undefined || data['currency'] === issue.currency) &&
        Number(data['netMinor']) >= (issue.leastMinor ?? 0)
      )
  }
}

async function positionOf(db: Database): Promise<number> {
  const found = await row(db, sql<{ position: number }>`select position from fact_readers where reader = ${READER}`)
  return found?.position ?? 0
}

async function moveTo(db: Database, position: number): Promise<void> {
  await sql`
    insert into fact_readers (reader, position) values (${READER}, ${position}::bigint)
    on conflict (reader) do update set position = greatest(fact_readers.position, excluded.position)`.execute(db)
}

/** While no version issues anything, what happened is not read: the reader goes where it will begin. */
async function skipTo(db: Database): Promise<void> {
  const newest = await newestPosition(db)
  if (newest > (await positionOf(db))) await moveTo(db, newest)
}
