/**
 * The term of a tier: from when it was reached or renewed until it ends. It is the ladder's period; only ladders with one have terms.
 * A term that was broken off, by a return for instance, goes on in the tier that came after it, so that reaching a tier again
 * begins nothing anew. A tier that was not kept at a review ends its term, and the one that it falls to begins its own. Pure.
 */
import type { Standing } from '../accounts/account.ts'
import { asInstant, type Instant, later } from '../base/time.ts'
import type { LadderDefinition } from '../programme/ladders.ts'
import { type Days, daysBefore, lostAt, type Period, periodAt } from './calendar.ts'
import type { Moment } from './standing.ts'
import type { Spell } from './walk.ts'

/** @param spells all so far, the oldest first; @param standing as settled at the moment, undefined for who never moved */
export function termOf(
  spells: readonly Spell[],
  standing: Pick<Standing, 'merit' | 'placement'> | undefined,
  moment: Pick<Moment, 'ladder' | 'timeZone' | 'view' | 'at'>,
): Period | null {
  const { ladder, timeZone, view, at } = moment
  const { definition } = ladder
  const daysOf = (spell: Spell | undefined): Days => ({
    ...{ timeZone, member: view.joinedAt },
    tier: spell === undefined || spell.because === 'start' ? view.joinedAt : spell.from,
  })
  const own = ownTerm(standing, daysOf(spells.at(-1)), moment)
  if (own === null) return null
  let { startsAt } = own
  let begun = asInstant(0)
  for (const [index, spell] of spells.entries()) {
    const before = spells[index - 1]
    if (before !== undefined && wasReviewed(definition, daysOf(before), spell)) begun = spell.from
    const planned = spell.until === null ? null : periodAt(definition, daysOf(spell), just(spell.until))
    if (planned !== null && planned.endsAt > at && planned.startsAt < startsAt) startsAt = planned.startsAt
  }
  return { startsAt: later(startsAt, begun), endsAt: own.endsAt }
}

function just(at: Instant): Instant {
  return asInstant(Math.max(0, at - 1))
}

/** What was not kept is not renewed: while it can still be made up the old term goes on, to the day on which the tier is lost. */
function ownTerm(
  standing: Pick<Standing, 'merit' | 'placement'> | undefined,
  days: Days,
  { ladder: { definition }, at, timeZone }: Pick<Moment, 'ladder' | 'timeZone' | 'at'>,
): Period | null {
  const falling = standing?.placement == null ? (standing?.merit.falling ?? null) : null
  const period = periodAt(definition, days, at)
  if (falling === null || period === null) return period
  const failed = daysBefore(falling.graceEndsAt, definition.fall?.graceDays ?? 0, timeZone)
  if (failed > at) return period
  const before = periodAt(definition, days, just(failed))
  return before === null ? period : { startsAt: before.startsAt, endsAt: falling.at }
}

/** Whether a spell began because the tier before it was not kept at the end of its period. */
function wasReviewed(definition: LadderDefinition, before: Days, { because, from }: Spell): boolean {
  if (because !== 'not-kept') return false
  const period = periodAt(definition, before, from)
  if (period === null) return false
  return period.startsAt === from || lostAt(period.startsAt, definition.fall, before.timeZone) === from
}
