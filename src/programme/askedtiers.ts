import { type Condition, discriminators } from '../base/conditions/index.ts'
import type { Linted } from './findings.ts'

/** Tiers that a condition asks for, none of which is on its ladder: one list for each ladder. */
export function tiersInVain(
  condition: Condition,
  { definition: { ladders }, vocabulary }: Pick<Linted, 'definition' | 'vocabulary'>,
): (readonly string[])[] {
  const tiersOf = new Map(
    ladders.map(({ code, tiers }) => [`member.tier.${code}`, new Set(tiers.map((tier) => tier.code))]),
  )
  const [first] = ladders
  if (first !== undefined) tiersOf.set('member.tier', new Set(first.tiers.map((tier) => tier.code)))
  return discriminators(condition, vocabulary).flatMap(({ field, values }) => {
    const tiers = tiersOf.get(field)
    if (tiers === undefined || values.length === 0 || values.some((value) => tiers.has(String(value)))) return []
    return [values.map(String)]
  })
}
