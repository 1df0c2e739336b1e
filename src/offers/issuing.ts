/** Coupons that members get by themselves: read from what happened, each fact once, under the version of its time. */
import { hash } from 'node:crypto'
import { type PositionedFact, readOn, skipRead } from '../platform/facts.ts'
import type { Database } from '../platform/postgres/database.ts'
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
    await skipRead(db, READER)
    return 0
  }
  let issued = 0
  await readOn(db, { reader: READER, atOnce: FACTS_AT_ONCE }, async (facts) => {
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
  })
  return issued
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
