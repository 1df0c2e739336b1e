/** Which batches a member may take a coupon of now. Pure. */
import { type Condition, compile, parseCondition, type Vocabulary } from '../../base/conditions/index.ts'
import { isRefusal } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import { purchaseVocabulary, type Standing, standingVocabulary } from '../../programme/purchase.ts'
import type { Programme } from '../../programme/rules.ts'
import type { BatchRow } from '../batches.ts'

/** Tiers by ladder. */
export type Tiers = ReadonlyMap<string, string>

/** Whether a coupon of the batch would be of any use to somebody on these tiers: now, or with some purchase until it is over. */
export function open(
  { offer: code, takesPerMember, startsAt, endsAt }: BatchRow,
  { programme, tiers, at }: { programme: Programme; tiers: Tiers; at: Instant },
): boolean {
  const found = programme.offering.byCode.get(code)
  if (takesPerMember === null || found === undefined || found.offer.needs !== 'coupon') return false
  if ((startsAt !== null && at < startsAt) || (endsAt !== null && at >= endsAt)) return false
  if (at < found.startsAt || at >= found.endsAt) return false
  const { when } = found.offer
  if (when === undefined) return true
  const ladders = programme.definition.ladders.map((ladder) => ladder.code)
  const condition = parseCondition(when, purchaseVocabulary(ladders))
  return !isRefusal(condition) && forMember(condition, standingVocabulary(ladders), tiers) !== false
}

/** What a condition comes to when only the member is known; undefined where it depends on what he buys. */
export function forMember(condition: Condition, standing: Vocabulary<Standing>, tiers: Tiers): boolean | undefined {
  const judged = (part: Condition) => forMember(part, standing, tiers)
  if ('all' in condition) {
    const parts = condition.all.map(judged)
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
  }
  if ('any' in condition) {
    const parts = condition.any.map(judged)
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false
  }
  if ('not' in condition) {
    const part = judged(condition.not)
    return part === undefined ? undefined : !part
  }
  if ('line' in condition || !standing.fields.has(condition.field)) return undefined
  return compile(condition, standing)({ tiers })
}
