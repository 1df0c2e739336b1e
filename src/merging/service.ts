/**
 * One person who was found twice. The members' part is one transaction; what the record has is then carried over in two, because the
 * two may be decided in different lanes: it leaves with a row that says so, and lands with the row's end. What comes later to a merged
 * record (a return of an old order, points whose day comes) is carried over by `sweep`, which also ends what a crash left under way.
 */
import type { Account } from '../accounts/account.ts'
import type { Attached } from '../accounts/desk.ts'
import { memberUnknown } from '../accounts/errors.ts'
import { unchanged } from '../accounts/movements.ts'
import type { AccountsService } from '../accounts/service.ts'
import type { MemberId } from '../base/ids.ts'
import { Refused } from '../base/refusals.ts'
import { mergeSame, mergeUnknown } from '../members/errors.ts'
import type { By, Member } from '../members/member.ts'
import type { MembersService } from '../members/service.ts'
import type { OffersService } from '../offers/service.ts'
import type { OrdersService } from '../orders/service.ts'
import { failpoint } from '../platform/failpoints.ts'
import { fingerprint } from '../platform/idempotency.ts'
import type { Database, Tx } from '../platform/postgres/database.ts'
import { type AskingParts, asking, type Given, type Key } from '../points/asking.ts'
import { tiersAt } from '../tiers/rules.ts'
import { holdsOpen, ordersOpen } from './errors.ts'
import { type Carry, comeHome, land, leave, leaveAgain, stock } from './rules.ts'
import * as store from './store.ts'

export type MergeWish = {
  readonly from: MemberId
  readonly into: MemberId
  readonly reason: string
  readonly by: By
}

/** One side of a merge as it stands. */
export type Side = {
  readonly member: Member
  readonly wallets: ReturnType<typeof stock>
  readonly tiers: ReadonlyMap<string, string>
}

export type MergePreview = {
  readonly from: Side & { readonly coupons: number; readonly orders: number }
  readonly into: Side
  /** What the lasting record would have and be. */
  readonly after: Pick<Side, 'wallets' | 'tiers'>
}

export type UndoPreview = {
  /** What comes back, by wallet; `missing` of it is met by other points of the lasting record or owed. */
  readonly wallets: readonly { readonly wallet: string; readonly amount: number; readonly owed: number }[]
  readonly into: Pick<Side, 'wallets' | 'tiers'>
}

export type MergingService = {
  /** What merging would do. Writes nothing. @throws Refused as `merge` does */
  preview(wish: Pick<MergeWish, 'from' | 'into'>): Promise<MergePreview>
  /** @throws Refused memberUnknown, mergeSame, mergeStatus, merged, erased, holdsOpen, ordersOpen */
  merge(wish: MergeWish): Promise<store.Merge>
  /** What undoing would do. Writes nothing. @throws Refused mergeUnknown */
  previewUndo(which: store.MergeKey): Promise<UndoPreview>
  /** @throws Refused mergeUnknown, mergeFirst */
  undo(which: store.MergeKey, by: By): Promise<store.Merge>
  /** Of a member, on either side, newest first; those undone only with who was taken in. */
  ofMember(memberId: MemberId): Promise<store.Merge[]>
  /** Carries over what came to merged records since, and ends what is under way. @returns how many merges it looked at */
  sweep(): Promise<number>
}

export type MergingParts = AskingParts & {
  readonly db: Database
  readonly accounts: AccountsService
  readonly members: MembersService
  readonly offers: OffersService
  readonly orders: OrdersService
  /** Ends a member's sessions: who signs in again is who he was merged into. */
  readonly signOut: (memberId: MemberId) => Promise<void>
  /** Hears of what keeps a merge under way; the next sweep tries again. */
  readonly onError: (error: unknown) => void
}

/** Merges that a sweep reads at once. */
const AT_ONCE = 64

export function mergingService(parts: MergingParts): MergingService {
  const { db, clock, ids, members, offers } = parts
  const carrying = carryings(parts)
  const looking = lookings(parts)

  async function known(which: store.MergeKey): Promise<store.Merge> {
    const merge = await store.mergeOf(db, which)
    if (merge === undefined || merge.state === 'undone') throw new Refused(mergeUnknown({}))
    return merge
  }

  /** Undoing goes on from wherever it was left. */
  async function ended(merge: store.Merge, by: string): Promise<void> {
    for (const carry of await store.carriesOf(db, merge)) if (carry.state === 'sent') await carrying.land(carry)
    await carrying.leaveAgain(merge)
    for (const carry of await store.carriesOf(db, merge))
      if (carry.state === 'returning') await carrying.comeHome(carry)
    await store.moveMerge(db, merge, { state: 'undone', by, at: clock.now() })
  }

  async function settled(which: store.MergeKey): Promise<void> {
    const merge = await store.mergeOf(db, which)
    if (merge === undefined || merge.state === 'undone') return
    if (merge.state === 'undoing') return ended(merge, merge.undoneBy ?? '')
    for (const carry of await store.carriesOf(db, merge)) if (carry.state === 'sent') await carrying.land(carry)
    const carry = await carrying.leave(merge)
    failpoint('merge.carried')
    if (carry !== undefined) await carrying.land(carry)
  }

  return {
    preview: looking.preview,
    previewUndo: async (which) => looking.previewUndo(await known(which)),
    async merge({ from, into, reason, by }) {
      if (from === into) throw new Refused(mergeSame({}))
      await looking.inTheWay(from)
      const mergeId = ids.next<'merge'>()
      const written: { merge: store.Merge | undefined } = { merge: undefined }
      await members.merging.takeIn({ mergeId, from, into, by }, async (tx: Tx, moved) => {
        const coupons = await offers.pass(tx, { from, to: into })
        written.merge = {
          ...{ memberId: from, mergeId, intoMemberId: into, state: 'merged', reason, coupons, ...moved },
          ...{ mergedBy: by.id, mergedAt: clock.now(), undoneBy: null, undoneAt: null },
        }
        await store.addMerge(tx, written.merge)
      })
      await parts.signOut(from)
      // What is in the way for the moment is left to the sweep: the records are one by now.
      await settled({ memberId: from, mergeId }).catch(parts.onError)
      if (written.merge === undefined) throw new Error('a merge was not written')
      return written.merge
    },
    async undo(which, by) {
      const merge = await known(which)
      if (merge.state === 'merged') {
        const { memberId: from, intoMemberId: into, mergeId } = merge
        await settled(which)
        const of = { moved: merge, parts: await store.takenInBy(db, from) }
        await members.merging.giveBack({ mergeId, from, into, by }, of, async (tx) => {
          if (!(await store.moveMerge(tx, merge, { state: 'undoing', by: by.id, at: clock.now() })))
            throw new Refused(mergeUnknown({}))
          await offers.passBack(tx, merge.coupons, { from: into, to: from })
        })
      }
      await ended(merge, by.id)
      return (await store.mergeOf(db, which)) ?? merge
    },
    ofMember: (memberId) => store.mergesOf(db, memberId),
    async sweep() {
      let looked = 0
      let after: string | null = null
      for (;;) {
        const found: store.MergeKey[] = await store.unsettled(db, after, AT_ONCE)
        if (found.length === 0) return looked
        for (const which of found) await settled(which).catch(parts.onError)
        looked += found.length
        after = found.at(-1)?.mergeId ?? null
      }
    },
  }
}

/** With a key the desk may try again when the connection breaks. */
function keyOf(carryId: string, step: string): Key {
  return { key: `merge:${carryId}:${step}`, fingerprint: fingerprint({ carryId, step }) }
}

/** The four ways of what is carried; each does nothing when it was gone already. */
function carryings({ db, ids, ...parts }: MergingParts) {
  const { submit } = asking({ ids, ...parts })

  async function leaving(merge: store.Merge): Promise<Carry | undefined> {
    const carryId = ids.next<'carry'>()
    let before: Carry[] = []
    let seen = 0
    let carry: Parameters<typeof store.addCarry>[1] | undefined
    const attached: Attached = {
      load: async (tx) => {
        carry = undefined
        before = await store.carriesOf(tx, merge)
      },
      write: async (tx) => {
        await Promise.all([
          store.carriedAt(tx, merge, seen),
          ...(carry === undefined ? [] : [store.addCarry(tx, carry)]),
        ])
      },
    }
    await submit({ memberId: merge.memberId, attached, key: keyOf(carryId, 'leave') }, (account, given) => {
      seen = account.version
      const { memberId, mergeId, intoMemberId } = merge
      const left = leave(account, { mergeId, carryId, before: before.map(({ load }) => load) }, given)
      if (left === undefined) return { change: unchanged(account), extra: {} }
      carry = { memberId, carryId, mergeId, intoMemberId, load: left.load, sentAt: given.work.at }
      return { change: left.change, extra: {} }
    })
    return store.carryOf(db, { memberId: merge.memberId, carryId })
  }

  async function landing(which: store.CarryKey & Pick<Carry, 'intoMemberId'>): Promise<void> {
    let found: Carry | undefined
    let landed: ReturnType<typeof land>['landed'] = []
    const attached: Attached = {
      load: async (tx) => {
        found = await store.carryOf(tx, which)
      },
      write: async (tx) => {
        if (found?.state !== 'sent') return
        await Promise.all([
          store.moveCarry(tx, which, { state: 'arrived', landed }),
          store.carryCounters(tx, found.intoMemberId, found.load, 1),
        ])
      },
    }
    const key = keyOf(which.carryId, 'land')
    await submit({ memberId: which.intoMemberId, attached, key }, (account, given) => {
      if (found?.state !== 'sent') return { change: unchanged(account), extra: {} }
      const done = land(account, found, given)
      landed = done.landed
      return { change: done.change, extra: {} }
    })
  }

  async function leavingAgain(merge: store.Merge): Promise<void> {
    let carries: Carry[] = []
    let back: ReturnType<typeof leaveAgain>['back'] = new Map()
    const attached: Attached = {
      load: async (tx) => {
        carries = (await store.carriesOf(tx, merge)).filter(({ state }) => state === 'arrived')
      },
      write: async (tx) => {
        await Promise.all(
          carries.flatMap((carry) => [
            store.moveCarry(tx, carry, { state: 'returning', back: back.get(carry.carryId) ?? [] }),
            store.carryCounters(tx, carry.intoMemberId, carry.load, -1),
          ]),
        )
      },
    }
    await submit({ memberId: merge.intoMemberId, whole: true, attached }, (account, given) => {
      if (carries.length === 0) return { change: unchanged(account), extra: {} }
      const left = leaveAgain(account, carries, given)
      back = left.back
      return { change: left.change, extra: {} }
    })
  }

  async function comingHome(which: store.CarryKey): Promise<void> {
    let found: Carry | undefined
    const attached: Attached = {
      load: async (tx) => {
        found = await store.carryOf(tx, which)
      },
      write: async (tx) => {
        if (found?.state === 'returning') await store.moveCarry(tx, which, { state: 'returned' })
      },
    }
    const key = keyOf(which.carryId, 'home')
    await submit({ memberId: which.memberId, whole: true, attached, key }, (account, given) => ({
      change: found?.state === 'returning' ? comeHome(account, found, given) : unchanged(account),
      extra: {},
    }))
  }

  return { leave: leaving, land: landing, leaveAgain: leavingAgain, comeHome: comingHome }
}

/** What would happen, decided by the same rules and not written. */
function lookings(parts: MergingParts) {
  const { db, accounts, members, offers, orders } = parts

  async function accountOf(memberId: MemberId, given: Given, whole = false): Promise<Account> {
    const account = await accounts.load(memberId, given.work.at, [], whole)
    if (account === undefined) throw new Refused(memberUnknown({}))
    return account
  }

  function side(account: Account, { programme, work }: Given): Pick<Side, 'wallets' | 'tiers'> {
    return { wallets: stock(account, work.at), tiers: tiersAt(programme, account, account.frontier) }
  }

  /** @throws Refused holdsOpen, ordersOpen */
  async function inTheWay(from: MemberId): Promise<void> {
    const open = (await accounts.holds(from)).filter(({ status }) => status === 'held').length
    if (open > 0) throw new Refused(holdsOpen({ holds: open }))
    const numbers = await orders.openOf(from)
    if (numbers.length > 0) throw new Refused(ordersOpen({ orders: numbers }))
  }

  return {
    inTheWay,
    async preview({ from, into }: Pick<MergeWish, 'from' | 'into'>): Promise<MergePreview> {
      if (from === into) throw new Refused(mergeSame({}))
      const given = asking(parts).given()
      const [one, other] = await Promise.all([members.get(from), members.get(into)])
      members.merging.check({ from: one, into: other })
      await inTheWay(from)
      const [left, lasting, coupons] = await Promise.all([
        accountOf(from, given),
        accountOf(into, given),
        offers.ofMember(from),
      ])
      const of = { mergeId: '', carryId: '' }
      const gone = leave(left, { ...of, before: [] }, given)
      const after = gone === undefined ? lasting : land(lasting, { ...of, load: gone.load }, given).change.account
      return {
        from: {
          ...{ member: one, ...side(left, given) },
          coupons: coupons.filter(({ status }) => status === 'active').length,
          orders: left.counted?.size ?? 0,
        },
        into: { member: other, ...side(lasting, given) },
        after: side(after, given),
      }
    },
    async previewUndo(merge: store.Merge): Promise<UndoPreview> {
      const given = asking(parts).given()
      const account = await accountOf(merge.intoMemberId, given, true)
      const carries = (await store.carriesOf(db, merge)).filter(({ state }) => state === 'arrived')
      const { change, back } = leaveAgain(account, carries, given)
      const sums = new Map<string, { wallet: string; amount: number; owed: number }>()
      for (const { wallet, amount, owed } of [...back.values()].flat()) {
        const sum = sums.get(wallet) ?? { wallet, amount: 0, owed: 0 }
        sums.set(wallet, { wallet, amount: sum.amount + amount, owed: sum.owed + owed })
      }
      return { wallets: [...sums.values()], into: side(change.account, given) }
    },
  }
}
