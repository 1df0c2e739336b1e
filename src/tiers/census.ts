/** How many members stand on each tier. */
import type { LadderDefinition } from '../programme/definition.ts'

/** Standings that are written, by ladder and tier. */
export type Counted = readonly { readonly ladder: string; readonly tier: string; readonly members: number }[]

/**
 * Members by tier, from the lowest up. Who never moved has no standing written and counts for the lowest tier; prospects are on none.
 * @param members how many there are, by status
 */
export function census(
  ladder: LadderDefinition,
  counted: Counted,
  members: Readonly<Record<string, number>>,
): { tier: string; members: number }[] {
  const written = ladder.tiers.map(({ code }) => ({
    tier: code,
    members: counted.find((each) => each.ladder === ladder.code && each.tier === code)?.members ?? 0,
  }))
  const sum = (some: readonly number[]) => some.reduce((total, each) => total + each, 0)
  const everyone = sum(Object.values(members)) - (members['prospect'] ?? 0)
  const unwritten = Math.max(0, everyone - sum(written.map((each) => each.members)))
  return written.map((each, step) => (step === 0 ? { ...each, members: each.members + unwritten } : each))
}
