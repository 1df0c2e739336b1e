/**
 * One step of a standing: what follows at an instant from what stood before and from what the member has and did. Pure, and
 * the same for live traffic and for walking the past, so that a standing is a function of history.
 */
import type { Loss, Merit, Placement, Standing, StandingReason } from '../accounts/account.ts'
import { type Instant, later, type TimeZone } from '../base/time.ts'
import { countsFrom, type Days, daysAfter, daysBefore, lostAt, periodAt } from './calendar.ts'
import { firstFailure } from './foresight.ts'
import { type Amounts, amountsIn, type Ladder, met, reached, type View } from './measures.ts'

/** A ladder, as it is at `at`, and a member, as he is known then. */
export type Moment = {
  readonly ladder: Ladder
  readonly timeZone: TimeZone
  readonly view: View
  readonly at: Instant
}

type Stood = Omit<Standing, 'ladder' | 'reviewAt' | 'loss' | 'before'>

/**
 * What stands at the moment. What fell due at the very instant is measured just before it, and only once; all else of the
 * instant is one event, decided again whenever more of it becomes known.
 * @param placed what was placed by hand at this instant
 */
export function stands(before: Standing | undefined, moment: Moment, placed: readonly Placement[] = []): Standing {
  const { at, ladder } = moment
  const start = before === undefined ? beginning(moment) : before.before?.at === at ? before.before.was : before
  let base: Stood = start
  if (before !== undefined && before.reviewAt !== null && before.reviewAt <= at) base = fallenDue(base, moment)
  for (const placement of placed) base = placedBy(base, placement, moment)
  const merit = followed(base.merit, isGuarded(base, ladder), moment)
  const next = shown(start, { ...base, merit }, moment)
  const standing = { ladder: ladder.definition.code, ...warned(next, moment) }
  if (before !== undefined && sameStood(start, standing))
    return standing.reviewAt === before.reviewAt && same(standing.loss, before.loss) && start === before
      ? before
      : { ...standing, before: start === before ? before.before : null }
  const { tier, since, because } = start
  return { ...standing, before: { at, was: { tier, since, because, merit: base.merit, placement: base.placement } } }
}

function sameStood(a: Stood, b: Stood): boolean {
  return a.tier === b.tier && a.since === b.since && same(a.merit, b.merit) && same(a.placement, b.placement)
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function beginning({ ladder, at }: Moment): Stood {
  const tier = ladder.steps[0]?.code ?? ''
  const merit: Merit = { tier, since: at, moved: false, because: 'start', falling: null, warned: null }
  return { tier, since: at, because: 'start', merit, placement: null }
}

/** A tier that the ladder no longer has counts as the lowest. */
export function indexOf(ladder: Ladder, tier: string | null): number {
  return Math.max(
    0,
    ladder.steps.findIndex((step) => step.code === tier),
  )
}

export function daysOf(merit: Merit, { view, timeZone }: Pick<Moment, 'view' | 'timeZone'>): Days {
  return { timeZone, member: view.joinedAt, tier: merit.moved ? merit.since : view.joinedAt }
}

/** What counts at `at`, by what is known then; of a later instant than the moment's, if nothing more happens. */
export function amountsAt(merit: Merit, moment: Moment, at = moment.at): Amounts {
  const { ladder, view, timeZone } = moment
  const from = ladder.countsOrders ? countsFrom(ladder.definition.window, daysOf(merit, moment), at) : at
  const known = Math.min(at, moment.at) as Instant
  const gone = (wallet: string) =>
    at <= moment.at ? 0 : view.expiring(wallet).reduce((sum, each) => (each.at <= at ? sum + each.amount : sum), 0)
  return amountsIn(view, { from, upTo: known, asOf: known }, timeZone, gone)
}

function moved({ steps }: Ladder, to: number, at: Instant, because: StandingReason): Merit {
  return { tier: steps[to]?.code ?? '', since: at, moved: true, because, falling: null, warned: null }
}

/** By invitation one stays as long as the placement lasts; whether one keeps the tier is asked afterwards. */
function isGuarded({ merit, placement }: Stood, ladder: Ladder): boolean {
  return (
    placement !== null && placement.tier === merit.tier && ladder.steps[indexOf(ladder, merit.tier)]?.reach === null
  )
}

function fallenDue(stood: Stood, moment: Moment): Stood {
  const { until = null } = stood.placement ?? {}
  const left = until !== null && until <= moment.at ? { ...stood, placement: null } : stood
  return { ...left, merit: meritDue(left.merit, isGuarded(left, moment.ladder), moment) }
}

/** A loss that was only a matter of time, or the end of a period: both are decided by what was known just before. */
function meritDue(merit: Merit, guarded: boolean, moment: Moment): Merit {
  const { at, ladder } = moment
  const just = (at - 1) as Instant
  if (merit.falling !== null && merit.falling.at <= at)
    return fallen(merit, reached(ladder, madeUp(merit, moment, just)), moment)
  const period = periodAt(ladder.definition, daysOf(merit, moment), just)
  if (period === null || period.endsAt !== at) return merit
  const [amounts, index] = [amountsAt(merit, moment, just), indexOf(ladder, merit.tier)]
  const rises = reached(ladder, amounts)
  if (rises > index) return moved(ladder, rises, at, 'reached')
  const keep = ladder.steps[index]?.keep ?? null
  if (guarded || keep === null || rises === index || met(keep, amounts)) return calm(merit)
  const from = countsFrom(ladder.definition.window, daysOf(merit, moment), just)
  return failing(merit, from, rises, moment)
}

function calm(merit: Merit): Merit {
  return merit.falling === null ? merit : { ...merit, falling: null, warned: null }
}

function failing(merit: Merit, from: Instant, rises: number, moment: Moment): Merit {
  if (merit.falling !== null) return merit
  const { at, timeZone, ladder } = moment
  const { fall } = ladder.definition
  const lost = lostAt(at, fall, timeZone)
  if (lost <= at) return fallen(merit, rises, moment)
  const graceEndsAt = fall?.graceDays === undefined ? at : daysAfter(at, fall.graceDays, timeZone)
  return { ...merit, falling: { at: lost, from, graceEndsAt } }
}

function fallen(merit: Merit, rises: number, { ladder, at }: Moment): Merit {
  const index = indexOf(ladder, merit.tier)
  const to = ladder.definition.fall?.how === 'one-step' ? index - 1 : Math.min(rises, index - 1)
  return moved(ladder, to, at, 'not-kept')
}

/** What counts towards a tier that is about to be lost: with periods, the one that ended and the days of grace. */
function madeUp(merit: Merit, moment: Moment, at: Instant): Amounts {
  const { falling } = merit
  const { ladder, view, timeZone } = moment
  if (falling === null || periodAt(ladder.definition, daysOf(merit, moment), at) === null)
    return amountsAt(merit, moment, at)
  const upTo = Math.min(at, falling.graceEndsAt - 1) as Instant
  return amountsIn(view, { from: falling.from, upTo, asOf: at }, timeZone)
}

function placedBy(stood: Stood, placement: Placement, moment: Moment): Stood {
  const { ladder, at } = moment
  const { merit } = stood
  const index = indexOf(ladder, merit.tier)
  if (placement.tier === null) {
    if (index === 0 || ladder.steps[index]?.reach !== null) return { ...stood, placement: null }
    const rises = reached(ladder, amountsAt(merit, moment, (at - 1) as Instant))
    return { ...stood, placement: null, merit: moved(ladder, rises, at, 'placement-ended') }
  }
  const to = indexOf(ladder, placement.tier)
  const invited = to > index && ladder.steps[to]?.reach === null
  return { ...stood, placement, merit: invited ? moved(ladder, to, at, 'placed') : merit }
}

/** What follows from everything up to and including the instant: rising at once, and keeping where there are no periods. */
function followed(merit: Merit, guarded: boolean, moment: Moment): Merit {
  const { ladder, at } = moment
  const index = indexOf(ladder, merit.tier)
  const step = ladder.steps[index]
  if (step === undefined) throw new Error(`the ladder ${ladder.definition.code} has no tier`)
  const amounts = amountsAt(merit, moment)
  const rises = reached(ladder, amounts)
  if (rises > index && ladder.definition.rise !== 'next-period') return moved(ladder, rises, at, 'reached')
  if (step.code !== merit.tier) return moved(ladder, index, at, 'programme-changed')
  const { keep } = step
  if (keep === null || guarded || rises >= index || met(keep, amounts)) return calm(merit)
  if (periodAt(ladder.definition, daysOf(merit, moment), at) === null) return failing(merit, at, rises, moment)
  return merit.falling !== null && met(keep, madeUp(merit, moment, at)) ? calm(merit) : merit
}

/** The tier that shows: by merit, or as placed by hand. */
function shown(start: Stood, stood: Stood, { ladder, at }: Moment): Stood {
  const { merit, placement } = stood
  const byHand =
    placement !== null && (placement.locked || indexOf(ladder, placement.tier) > indexOf(ladder, merit.tier))
  const tier = byHand ? (ladder.steps[indexOf(ladder, placement.tier)]?.code ?? merit.tier) : merit.tier
  if (tier === start.tier) return { ...stood, tier, since: start.since, because: start.because }
  const ended = start.placement !== null && placement === null && merit.since !== at
  return { ...stood, tier, since: at, because: byHand ? 'placed' : ended ? 'placement-ended' : merit.because }
}

/** Notes a warning that is due, and says what will be lost, and when the standing must be looked at next. */
function warned(stood: Stood, moment: Moment): Stood & Pick<Standing, 'reviewAt' | 'loss'> {
  const { at, timeZone, ladder } = moment
  const { placement } = stood
  const days = ladder.definition.fall?.warnDays
  const ahead = foreseen(stood.merit, moment)
  // What nobody is warned of needs no look at its own instant, and is told all the same.
  const loss = lossOf(stood, moment, ahead ?? foreseen(stood.merit, moment, true))
  let { merit } = stood
  let soonest: Instant | null = null
  const look = (next: Instant | null | undefined) => {
    if (next !== null && next !== undefined && next > at && (soonest === null || next < soonest)) soonest = next
  }
  if (loss !== null && days !== undefined) {
    const from = daysBefore(loss.at, days, timeZone)
    const again = merit.warned === null || loss.at >= daysAfter(merit.warned, days, timeZone)
    if (from > at) look(again ? from : null)
    else if (again) merit = { ...merit, warned: loss.at }
  }
  look(ahead?.failsAt)
  look(merit.falling?.at)
  look(placement?.until)
  look(periodEndThatMatters(merit, moment))
  return { ...stood, merit, reviewAt: soonest, loss }
}

/** At a period's end somebody may fall, or rise if rising waits for it. */
function periodEndThatMatters(merit: Merit, moment: Moment): Instant | null {
  const { ladder, at } = moment
  const index = indexOf(ladder, merit.tier)
  const waits = ladder.definition.rise === 'next-period' && reached(ladder, amountsAt(merit, moment)) > index
  if (!waits && (ladder.steps[index]?.keep ?? null) === null) return null
  return periodAt(ladder.definition, daysOf(merit, moment), at)?.endsAt ?? null
}

type Ahead = { readonly failsAt: Instant | null; readonly lostAt: Instant; readonly amounts: Amounts }

/** The loss of the tier by merit if nothing more happens; null when it is kept, or nobody asks. */
export function foreseen(merit: Merit, moment: Moment, asked = false): Ahead | null {
  const { ladder, timeZone, at } = moment
  const { definition } = ladder
  const step = ladder.steps[indexOf(ladder, merit.tier)]
  if (step === undefined || step.keep === null) return null
  if (merit.falling !== null) return { failsAt: null, lostAt: merit.falling.at, amounts: madeUp(merit, moment, at) }
  const period = periodAt(definition, daysOf(merit, moment), at)
  if (period === null) {
    const wanted = asked || definition.fall?.warnDays !== undefined || definition.window?.kind === 'rolling'
    const failure = wanted ? firstFailure(step, moment) : null
    return failure === null ? null : { ...failure, lostAt: lostAt(failure.failsAt, definition.fall, timeZone) }
  }
  const just = (period.endsAt - 1) as Instant
  const amounts = amountsAt(merit, moment, just)
  if (met(step.keep, amounts) || (step.reach !== null && met(step.reach, amounts))) return null
  return { failsAt: null, lostAt: lostAt(period.endsAt, definition.fall, timeZone), amounts }
}

/** When the tier that shows will be lost if nothing more happens, and to which. @param ahead the loss of the tier by merit */
export function lossOf({ merit, placement }: Stood, moment: Moment, ahead: Ahead | null): Loss | null {
  const { ladder } = moment
  const own = indexOf(ladder, merit.tier)
  const placed = placement === null ? -1 : indexOf(ladder, placement.tier)
  const until = placement?.until ?? null
  if (placement !== null && own < placed) return until === null ? null : { at: until, to: merit.tier }
  if (placement !== null && (own === placed || placement.locked) && until === null) return null
  if (placement?.locked === true && own > placed) return null
  if (ahead === null) return null
  const at = own === placed && until !== null ? later(until, ahead.lostAt) : ahead.lostAt
  const below = ladder.definition.fall?.how === 'one-step' ? own - 1 : Math.min(reached(ladder, ahead.amounts), own - 1)
  const floor = placement !== null && (until === null || until > at) ? placed : 0
  return { at, to: ladder.steps[Math.max(below, floor)]?.code ?? merit.tier }
}
