/** Qualifying for tiers: standing is a function of what a member has, did and was given, over time, and of nothing else. */
import {
  type Account,
  type Change,
  type CountedOrder,
  type Placement,
  type Standing,
  walletOf,
} from '../accounts/account.ts'
import { announcing } from '../accounts/movements.ts'
import type { Review } from '../accounts/settle.ts'
import type { OrderId } from '../base/ids.ts'
import { type Instant, instantText } from '../base/time.ts'
import type { LadderDefinition, TierDefinition } from '../programme/definition.ts'
import type { Programme } from '../programme/rules.ts'
import { ladderOf, type View } from './measures.ts'
import { type Moment, stands } from './standing.ts'
import { type History, type Spell, type Walked, walked } from './walk.ts'

export function lowestTier(ladder: LadderDefinition): TierDefinition {
  const [lowest] = ladder.tiers
  if (lowest === undefined) throw new Error(`the ladder ${ladder.code} has no tier`)
  return lowest
}

const none: ReadonlyMap<OrderId, CountedOrder> = new Map()

/** An account as ladders see it, as it stands now. */
export function viewOf(account: Account): View {
  return {
    joinedAt: account.joinedAt,
    // Not the map's own iterator: that one can be walked only once.
    orders: { [Symbol.iterator]: () => (account.counted ?? none).values() },
    balance: (wallet) => walletOf(account, wallet).balance,
    expiring: (wallet) =>
      account.lots.flatMap(({ wallet: of, remaining, expiresAt }) =>
        of === wallet && remaining > 0 && expiresAt !== null ? [{ at: expiresAt, amount: remaining }] : [],
      ),
  }
}

/** A ladder and a member at an instant; undefined while the programme has no such ladder. */
export function momentOf(programme: Programme, ladder: string, account: Account, at: Instant): Moment | undefined {
  const { ladders, timeZone } = programme.versions.at(at)
  const definition = ladders.find((each) => each.code === ladder)
  return definition && { ladder: ladderOf(definition), timeZone, view: viewOf(account), at }
}

/** Reviews every ladder at an instant that is not before the account's frontier. */
export function reviewOf(programme: Programme): Review {
  return (change, at, only) => {
    let current = change
    const { frontier } = change.account
    const changes = frontier > 0 ? programme.versions.changes(frontier, at) : []
    for (const code of laddersOf(change.account, programme, changes)) {
      let passed = Number.NEGATIVE_INFINITY
      for (;;) {
        const due = current.account.standings.get(code)?.reviewAt ?? Number.POSITIVE_INFINITY
        const next = Math.min(due, changes.find((each) => each > passed) ?? Number.POSITIVE_INFINITY)
        if (next > at) break
        passed = next
        current = reviewed(current, programme, code, next as Instant)
      }
      if (only !== 'due') current = reviewed(current, programme, code, at)
    }
    return current
  }
}

/** Ladders of the programme and of versions that changed meanwhile, and those that he stands on though they are gone. */
function laddersOf(account: Account, { ladders, versions }: Programme, changes: readonly Instant[]): Set<string> {
  const before = changes.flatMap((at) => versions.at(at).ladders)
  return new Set([...ladders, ...before].map(({ code }) => code).concat([...account.standings.keys()]))
}

/** @param placed what was placed by hand at this instant */
export function reviewed(
  change: Change,
  programme: Programme,
  ladder: string,
  at: Instant,
  placed: readonly Placement[] = [],
): Change {
  const before = change.account.standings.get(ladder)
  const moment = momentOf(programme, ladder, change.account, at)
  if (moment === undefined) {
    const rests = before === undefined || before.reviewAt === null
    return rests ? change : withStanding(change, { ...before, reviewAt: null, loss: null })
  }
  return stood(change, before, stands(before, moment, placed), moment)
}

function withStanding(change: Change, standing: Standing): Change {
  if (change.account.standings.get(standing.ladder) === standing) return change
  const standings = new Map(change.account.standings).set(standing.ladder, standing)
  return { ...change, account: { ...change.account, standings } }
}

/** Everyone starts at the lowest tier without ado; any other move is announced, and a loss that was foreseen. */
function stood(change: Change, before: Standing | undefined, after: Standing, moment: Moment): Change {
  const { at, ladder } = moment
  const code = ladder.definition.code
  let next = withStanding(change, after)
  const from = before?.tier ?? lowestTier(ladder.definition).code
  if (from !== after.tier)
    next = announcing(next, 'tier.changed', at, { ladder: code, from, to: after.tier, because: after.because })
  const { warned } = after.merit
  if (warned === null || warned === before?.merit.warned) return next
  const { loss } = after
  if (loss === null) return next
  return announcing(next, 'tier.will-change', at, {
    ladder: code,
    from: after.tier,
    to: loss.to,
    at: instantText(loss.at),
  })
}

function historyOf(account: Account, more: Change['entries'] = []): History {
  // Walking a past that was not loaded would find a shorter one, and lower tiers.
  if (!account.complete) throw new Error('the past of this account was not loaded')
  const { joinedAt, lots, placements } = account
  const orders = [...(account.counted?.values() ?? [])]
  return { joinedAt, entries: [...account.past, ...more], lots, orders, placements }
}

/** Tier by ladder at `at`; needs a complete account when `at` is before its frontier. */
export function tiersAt(programme: Programme, account: Account, at: Instant): Map<string, string> {
  const tiers = new Map<string, string>()
  for (const ladder of programme.ladders) {
    const standing =
      at < account.frontier
        ? walked(programme.versions, ladder.code, historyOf(account), at).standing
        : account.standings.get(ladder.code)
    tiers.set(ladder.code, standing?.tier ?? lowestTier(ladder).code)
  }
  return tiers
}

/** Each ladder that a complete account ever stood on, walked from scratch up to its frontier. */
function walkedLadders(programme: Programme, account: Account, more: Change['entries']): Map<string, Walked> {
  const history = historyOf(account, more)
  const began = 0 as Instant
  const changes = [began, ...programme.versions.changes(began, account.frontier)]
  const codes = [...laddersOf(account, programme, changes)]
  return new Map(codes.map((code) => [code, walked(programme.versions, code, history, account.frontier)]))
}

/** Standings by ladder as everything that happened to a complete account makes them, at its frontier. */
export function standingsFromHistory(
  programme: Programme,
  account: Account,
  more: Change['entries'] = [],
): Map<string, Standing> {
  const standings = new Map<string, Standing>()
  for (const [code, { standing }] of walkedLadders(programme, account, more))
    if (standing !== undefined) standings.set(code, standing)
  return standings
}

/** Where a complete account stood from when to when, by ladder, oldest first. */
export function spellsOf(programme: Programme, account: Account): Map<string, readonly Spell[]> {
  const ladders = [...walkedLadders(programme, account, [])]
  return new Map(ladders.map(([code, { spells }]) => [code, spells]))
}

/** After a late movement the whole history is walked again, because it may have changed what came later. */
export function reviewedFromHistory(programme: Programme, change: Change): Change {
  const { account } = change
  let current = change
  for (const [code, standing] of standingsFromHistory(programme, account, change.entries)) {
    const before = account.standings.get(code)
    const moment = momentOf(programme, code, account, account.frontier)
    if (same(before, standing)) continue
    const at = standing.tier === before?.tier ? account.frontier : standing.since
    current =
      moment === undefined ? withStanding(current, standing) : stood(current, before, standing, { ...moment, at })
  }
  return current
}

function same(a: Standing | undefined, b: Standing): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b)
}

/** Percent by which earning rules that follow the ladder multiply: 100 for the lowest tier of the standard programme. */
export function pointsPercent(programme: Programme, ladderCode: string, tier: string | undefined): number {
  const ladder = programme.ladders.find((each) => each.code === ladderCode)
  return ladder?.tiers.find((each) => each.code === tier)?.pointsPercent ?? 100
}
