/** Which benefits a member holds, and how many uses of each: a function of where he stands and stood. Pure. */
import type { Refusal } from '../base/refusals.ts'
import { asInstant, type Instant, instantText, type TimeZone } from '../base/time.ts'
import { type Benefit, giftGiven, type QuotaPeriod } from '../programme/benefits.ts'
import type { GiftGiven } from '../programme/gifts.ts'
import type { TierDefinition } from '../programme/ladders.ts'
import type { Programme } from '../programme/rules.ts'
import { type Period, stretchOf } from '../tiers/calendar.ts'
import { notCounted, notHeld, usedUp } from './errors.ts'

/** Where a member stands on a ladder, and where he stood before. */
export type Place = {
  readonly ladder: string
  readonly tier: string
  /** When he will lose the tier if nothing more happens, and to which. */
  readonly loss: { readonly at: Instant; readonly to: string } | null
  /** Of a ladder with a period, where something is counted by it. */
  readonly term: Period | null
  /** Spells that are over, as far as they may matter. `byHand`: he was placed there and had not earned it. */
  readonly earlier: readonly { readonly tier: string; readonly until: Instant; readonly byHand: boolean }[]
}

export type Held = {
  readonly benefit: Benefit
  /** The tiers that give it. */
  readonly because: readonly { readonly ladder: string; readonly tier: string }[]
  /** When a foreseen loss of his tier takes it away; null when nothing does. */
  readonly until: Instant | null
  /** Null when it is not counted. */
  readonly quota: (Period & { readonly uses: number; readonly per: QuotaPeriod }) | null
  /** What comes at an occasion, where it is a gift. */
  readonly gift: GiftGiven | null
}

/** The calendar's period that `at` is in, `[startsAt, endsAt)`; a term is the place's own. */
function quotaPeriod(per: QuotaPeriod, { term }: Pick<Place, 'term'>, { at, timeZone }: Now): Period {
  return per === 'term' ? (term ?? stretchOf('year', at, timeZone)) : stretchOf(per, at, timeZone)
}

type Now = { readonly at: Instant; readonly timeZone: TimeZone }

/** In the order of the programme. */
export function heldBenefits(programme: Programme, places: readonly Place[], at: Instant): Held[] {
  return (programme.definition.benefits ?? []).flatMap((benefit) => {
    const sources = places.filter(({ ladder, tier }) => grant(programme, ladder, tier, benefit) !== undefined)
    if (sources.length === 0) return []
    return {
      benefit,
      because: sources.map(({ ladder, tier }) => ({ ladder, tier })),
      until: lostAt(programme, sources, benefit),
      quota: quotaOf(programme, sources, benefit, at),
      gift: giftOf(programme, sources, benefit),
    }
  })
}

function grant(programme: Programme, ladder: string, tier: string, { code }: Benefit) {
  return tierOf(programme, ladder, tier)?.benefits?.find((each) => each.code === code)
}

function tierOf({ ladders }: Programme, ladder: string, tier: string): TierDefinition | undefined {
  return ladders.find((each) => each.code === ladder)?.tiers.find((each) => each.code === tier)
}

/** It is lost when every tier that gives it is. */
function lostAt(programme: Programme, sources: readonly Place[], benefit: Benefit): Instant | null {
  let last: Instant | null = null
  for (const { ladder, loss } of sources) {
    if (loss === null || grant(programme, ladder, loss.to, benefit) !== undefined) return null
    if (last === null || loss.at > last) last = loss.at
  }
  return last
}

/** Of several ladders the most generous counts, and what was used since the first of their periods began. */
function quotaOf(programme: Programme, sources: readonly Place[], benefit: Benefit, at: Instant): Held['quota'] {
  if (benefit.gives.kind !== 'quota') return null
  const { per } = benefit.gives
  const quotas = sources.map((place) => {
    const period = quotaPeriod(per, place, { at, timeZone: programme.timeZone })
    const earned = place.earlier.filter(({ until, byHand }) => until > period.startsAt && !byHand)
    const tiers = [place.tier, ...earned.map(({ tier }) => tier)]
    const uses = tiers.map((tier) => grant(programme, place.ladder, tier, benefit)?.uses ?? 0)
    return { ...period, per, uses: Math.max(...uses) }
  })
  const best = quotas.toSorted((a, b) => b.uses - a.uses)[0]
  const startsAt = asInstant(Math.min(...quotas.map((each) => each.startsAt)))
  return best === undefined ? null : { ...best, startsAt }
}

/** Of several tiers the most generous. */
function giftOf(programme: Programme, sources: readonly Place[], benefit: Benefit): GiftGiven | null {
  const gifts = sources.flatMap(({ ladder, tier }) => {
    const own = grant(programme, ladder, tier, benefit)
    return (own && giftGiven(benefit, own)) ?? []
  })
  return gifts.toSorted((a, b) => (b.points ?? 0) - (a.points ?? 0))[0] ?? null
}

/** What is left of a quota; never below zero, though a new version may give less than was used. */
export function left(quota: NonNullable<Held['quota']>, used: number): number {
  return Math.max(0, quota.uses - used)
}

/** Why a benefit cannot be used so often; undefined when it can. @param used of it in the period so far */
export function refusedUse(
  held: Held | undefined,
  { benefit, uses, used }: { readonly benefit: string; readonly uses: number; readonly used: number },
): Refusal | undefined {
  if (held === undefined) return notHeld({ benefit })
  const { quota } = held
  if (quota === null) return notCounted({ benefit })
  const free = left(quota, used)
  if (uses <= free) return undefined
  return usedUp({ benefit, left: free, asked: uses, quota: quota.uses, nextStartsAt: instantText(quota.endsAt) })
}
