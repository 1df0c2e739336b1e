/** The stage of a person on a day, since when and why; and all stages he has been in. */
import { unreachable } from '../../base/refusals.ts'
import { bgnbdAlive } from '../value/bgnbd.ts'
import { type Buying, nextTurn, type Stretch, stageOn, type Walk, walk, type Yardsticks } from './rules.ts'
import type { Reason, Stage, Standing } from './stages.ts'

/** Days are numbered from 1970-01-01 in the shop's time zone. */
export type Known = {
  readonly joined: number
  /** Days with a purchase, rising, each once; those after the day that is asked about are left out. */
  readonly days: ArrayLike<number>
}

/** What was answered before. */
export type Before = {
  readonly stage: Stage
  readonly since: number
  /** The day of that answer: what is noticed only now began no earlier. */
  readonly seen: number
}

export type Turn = { readonly day: number; readonly stage: Stage }

/** Out of a stage of quiet without a purchase only below this share of its limit: limits move by less from one week to the next. */
const CLEARLY_OUT = 0.8

export type Stager = {
  /** @param before undefined when nothing was answered before, or by other thresholds */
  standing(known: Known, before: Before | undefined, asOf: number): Standing
  /** Every change of stage up to a day, the oldest first, by today's yardsticks. */
  turns(known: Known, asOf: number): Turn[]
}

/** For many people by the same yardsticks. */
export function stager(yardsticks: Yardsticks): Stager {
  const walking = walk(yardsticks)
  return {
    standing: (known, before, asOf) => standing({ yardsticks, walking }, known, before, asOf),
    turns(known, asOf) {
      const found: Turn[] = []
      follow({ yardsticks, walking }, known, asOf, (day, stage) => found.push({ day, stage }))
      return found
    },
  }
}

type Means = { readonly yardsticks: Yardsticks; readonly walking: Walk }

/** Tells each change of stage. @returns what holds at the end; undefined for who has not bought */
function follow(
  { yardsticks: { thresholds }, walking }: Means,
  { joined, days }: Known,
  asOf: number,
  turn: (day: number, stage: Stage) => void,
): Stretch | undefined {
  let to = 0
  while (to < days.length && (days[to] ?? 0) <= asOf) to += 1
  const first = to === 0 ? asOf + 1 : (days[0] ?? 0)
  let stage: Stage | undefined
  let last: Stretch | undefined
  const at = (day: number, next: Stage): void => {
    if (next === stage) return
    stage = next
    turn(day, next)
  }
  if (joined < first) at(joined, 'prospect')
  walking.stretches(days, { from: 0, to, end: asOf + 1 }, (stretch, until) => {
    last = stretch
    for (let day = stretch.day; day < until; day = nextTurn(stretch, day, thresholds))
      at(day, stageOn(stretch, day, thresholds))
  })
  return last
}

function standing(means: Means, known: Known, before: Before | undefined, asOf: number): Standing {
  const byHistory: { stage: Stage; since: number } = { stage: 'prospect', since: Math.min(known.joined, asOf) }
  const stretch = follow(means, known, asOf, (day, stage) => {
    byHistory.stage = stage
    byHistory.since = day
  })
  if (stretch === undefined) {
    const because: Reason[] = [{ kind: 'not-bought', joined: known.joined }]
    return { stage: 'prospect', since: before?.stage === 'prospect' ? before.since : byHistory.since, because }
  }
  const { stage, held } = withBefore(means, { known, stretch, before, asOf })
  const since =
    stage === 'won-back' ? stretch.returned : sinceOf({ stage, byHistory, before, asOf, bought: stretch.day })
  return { stage, since, because: reasons(means, { known, stretch, stage, held, asOf }) }
}

type Asked = {
  readonly known: Known
  /** Gets the return that only the stage before knows of. */ readonly stretch: Stretch
  readonly before: Before | undefined
  readonly asOf: number
}

/** The stage, with what was answered before where that still counts. */
function withBefore({ yardsticks }: Means, asked: Asked): { stage: Buying; held: boolean } {
  const { known, stretch, before, asOf } = asked
  if (before?.stage === 'lapsed' && stretch.day > before.since) returnAfter(known, before.since, stretch)
  // The day on which he was won back must still be one of a purchase: it may have been taken back.
  if (before?.stage === 'won-back' && before.since > stretch.returned) returnAfter(known, before.since - 1, stretch)
  const stage = stageOn(stretch, asOf, yardsticks.thresholds)
  if (before === undefined || stretch.day > before.since) return { stage, held: false }
  const quiet = asOf - stretch.day
  if (before.stage === 'lapsed' && stage !== 'lapsed' && quiet > CLEARLY_OUT * stretch.lapsed)
    return { stage: 'lapsed', held: true }
  const wasQuiet = before.stage === 'at-risk' || before.stage === 'lapsed'
  const isQuiet = stage === 'at-risk' || stage === 'lapsed'
  if (wasQuiet && !isQuiet && quiet > CLEARLY_OUT * stretch.risk) return { stage: 'at-risk', held: true }
  return { stage, held: false }
}

/** Writes the first purchase after a day into the stretch as a return, unless there was a later one. */
function returnAfter({ days }: Known, day: number, stretch: Stretch): void {
  let at = 0
  while (at < days.length && (days[at] ?? 0) <= day) at += 1
  const returned = days[at] ?? Number.POSITIVE_INFINITY
  if (at === 0 || returned > stretch.day || returned <= stretch.returned) return
  stretch.returned = returned
  stretch.away = returned - (days[at - 1] ?? returned)
}

type Since = {
  readonly stage: Stage
  readonly byHistory: { readonly stage: Stage; readonly since: number }
  readonly before: Before | undefined
  readonly asOf: number
  /** Day of the last purchase. */ readonly bought: number
}

function sinceOf({ stage, byHistory, before, asOf, bought }: Since): number {
  if (before === undefined) return byHistory.since
  const known = stage === byHistory.stage
  if (stage === before.stage) {
    const interrupted = known && bought > before.seen && byHistory.since > before.seen
    return interrupted ? byHistory.since : before.since
  }
  return known && byHistory.since >= before.seen ? byHistory.since : asOf
}

type Told = Pick<Asked, 'known' | 'stretch' | 'asOf'> & { readonly stage: Buying; readonly held: boolean }

function reasons({ yardsticks }: Means, { known, stretch, stage, held, asOf }: Told): Reason[] {
  const { thresholds } = yardsticks
  const last = stretch.day
  const inRhythm: Reason = { kind: 'in-rhythm', last, usualDays: Math.round(stretch.usualDays), own: stretch.own }
  switch (stage) {
    case 'new':
      return [{ kind: 'first-purchase', last }]
    case 'activating':
      return [{ kind: 'few-purchases', purchases: stretch.at + 1, habit: thresholds.habitPurchases, last }]
    case 'active':
      return [inRhythm]
    case 'loyal': {
      const withinDays = thresholds.loyalDays
      return [{ kind: 'often', purchases: boughtWithin(known, withinDays, asOf), withinDays }, inRhythm]
    }
    case 'won-back':
      return [{ kind: 'returned', returned: stretch.returned, awayDays: stretch.away }]
    case 'at-risk':
    case 'lapsed':
      return ofQuiet(yardsticks, { known, stretch, stage, held, asOf })
    default:
      return unreachable(stage)
  }
}

function ofQuiet({ alive, thresholds }: Yardsticks, { known, stretch, stage, held, asOf }: Told): Reason[] {
  const lapsed = stage === 'lapsed'
  const last = stretch.day
  if (held) return [{ kind: 'not-clearly-out', last, limitDays: Math.round(lapsed ? stretch.lapsed : stretch.risk) }]
  const limit = lapsed
    ? Math.max(stretch.rhythmLapsed, Math.floor(stretch.risk) + stretch.usualDays)
    : stretch.rhythmRisk
  const found: Reason[] = []
  const { usualDays, own } = stretch
  if (asOf - last > limit)
    found.push({ kind: 'quiet', last, usualDays: Math.round(usualDays), limitDays: Math.round(limit), own })
  if (alive === undefined || stretch.at === 0) return found
  const first = known.days[0] ?? 0
  const probability = bgnbdAlive(alive, { purchases: stretch.at, recency: last - first, age: asOf - first })
  const below = lapsed ? thresholds.lapsedAlive : thresholds.riskAlive
  // By rhythm or by the model: what was not told by one was told by the other.
  if (probability < below || found.length === 0) {
    const [alivePercent, belowPercent] = [Math.round(100 * probability), Math.round(100 * below)]
    found.push({ kind: 'hardly-there', last, alivePercent, belowPercent })
  }
  return found
}

function boughtWithin({ days }: Known, window: number, asOf: number): number {
  let count = 0
  for (let at = 0; at < days.length; at += 1) {
    const day = days[at] ?? 0
    if (day <= asOf && day > asOf - window) count += 1
  }
  return count
}
