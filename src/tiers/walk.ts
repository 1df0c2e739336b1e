/** Walking a member's past: his standing at any instant, and all his standings so far, from nothing but what happened. */
import type { CountedOrder, Entry, Lot, LotPart, Placement, Standing, StandingReason } from '../accounts/account.ts'
import type { LotId } from '../base/ids.ts'
import type { Instant } from '../base/time.ts'
import type { Versions } from '../programme/rules.ts'
import { ladderOf, type View } from './measures.ts'
import { type Moment, stands } from './standing.ts'

/** Everything that standings follow from. In any order; what is later than asked for is left out. */
export type History = {
  readonly joinedAt: Instant
  readonly entries: readonly Entry[]
  /** At least when they expire. */
  readonly lots: readonly Pick<Lot, 'lotId' | 'expiresAt'>[]
  readonly orders: Iterable<CountedOrder>
  readonly placements: readonly Placement[]
}

/** From when to when somebody stood on a tier, and why. */
export type Spell = {
  readonly tier: string
  readonly from: Instant
  readonly until: Instant | null
  readonly because: StandingReason
  /** When it was placed by hand. */
  readonly placement: Placement | null
}

export type Walked = { readonly standing: Standing | undefined; readonly spells: readonly Spell[] }

/** @param upTo the last instant that is looked at */
export function walked(versions: Versions, ladder: string, history: History, upTo: Instant): Walked {
  const past = replay(history)
  const spells: Spell[] = []
  let standing: Standing | undefined
  const momentAt = (at: Instant): Moment | undefined => {
    const programme = versions.at(at)
    const definition = programme.ladders.find((each) => each.code === ladder)
    return definition && { ladder: ladderOf(definition), timeZone: programme.timeZone, view: past.view, at }
  }
  const step = (at: Instant, placed: readonly Placement[] = []) => {
    const moment = momentAt(at)
    standing =
      moment === undefined ? standing && { ...standing, reviewAt: null, loss: null } : stands(standing, moment, placed)
    if (standing !== undefined) note(spells, standing)
  }
  const dueUntil = (at: Instant) => {
    for (let due = standing?.reviewAt; due != null && due <= at; due = standing?.reviewAt) step(due)
  }
  for (const { at, placed } of events(versions, ladder, history, upTo)) {
    // What falls due at the instant of an event is decided by what was there before it.
    dueUntil(at)
    past.apply(at)
    step(at, placed)
  }
  dueUntil(upTo)
  return { standing, spells }
}

type Event = { readonly at: Instant; readonly placed: readonly Placement[] }

/** Instants at which something happened. Versions only matter to who had done something before. */
function events(versions: Versions, ladder: string, history: History, upTo: Instant): Event[] {
  const instants = new Set<Instant>()
  for (const { at } of history.entries) instants.add(at)
  for (const order of history.orders) for (const { at } of order.changes) instants.add(at)
  const placed = Map.groupBy(
    history.placements.filter((each) => each.ladder === ladder),
    (each) => each.at,
  )
  for (const at of placed.keys()) instants.add(at)
  const first = Math.min(...instants) as Instant
  if (instants.size > 0) for (const at of versions.changes(first, upTo)) instants.add(at)
  return [...instants]
    .filter((at) => at <= upTo)
    .sort((a, b) => a - b)
    .map((at) => ({ at, placed: (placed.get(at) ?? []).toSorted(inOrder) }))
}

function inOrder(a: Placement, b: Placement): number {
  return a.recordedAt - b.recordedAt || (a.placementId < b.placementId ? -1 : 1)
}

/** Balances and lots as they were, entry by entry. */
function replay({ joinedAt, entries, lots, orders }: History): { view: View; apply(until: Instant): void } {
  const sorted = entries.toSorted((a, b) => a.at - b.at || a.sequence - b.sequence)
  const expiries = new Map(lots.map(({ lotId, expiresAt }) => [lotId, expiresAt]))
  const balances = new Map<string, number>()
  const remaining = new Map<string, Map<LotId, number>>()
  let next = 0

  function move(wallet: string, parts: readonly LotPart[], sign: 1 | -1): void {
    const held = remaining.get(wallet) ?? new Map<LotId, number>()
    remaining.set(wallet, held)
    for (const [lotId, part] of parts) {
      const left = (held.get(lotId) ?? 0) + sign * part
      if (left === 0) held.delete(lotId)
      else held.set(lotId, left)
    }
  }

  return {
    view: {
      joinedAt,
      orders,
      balance: (wallet) => balances.get(wallet) ?? 0,
      expiring: (wallet) =>
        [...(remaining.get(wallet) ?? [])].flatMap(([lotId, amount]) => {
          const at = expiries.get(lotId) ?? null
          return at === null ? [] : [{ at, amount }]
        }),
    },
    apply(until) {
      for (let entry = sorted[next]; entry !== undefined && entry.at <= until; entry = sorted[next]) {
        const sign = entry.direction === 'in' ? 1 : -1
        balances.set(entry.wallet, (balances.get(entry.wallet) ?? 0) + sign * entry.amount)
        move(entry.wallet, entry.lots, sign)
        next += 1
      }
    },
  }
}

/** Keeps the list of spells true to the standing: what changed and changed back within one instant was never there. */
function note(spells: Spell[], { tier, since, because, placement }: Standing): void {
  const last = spells.at(-1)
  if (last?.tier === tier && last.from === since) return
  while ((spells.at(-1)?.from ?? Number.NEGATIVE_INFINITY) >= since) spells.pop()
  const before = spells.pop()
  if (before !== undefined) spells.push({ ...before, until: since })
  spells.push({ tier, from: since, until: null, because, placement: because === 'placed' ? placement : null })
}
