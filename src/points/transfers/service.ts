/**
 * Points from member to member, who may be decided in different lanes. The sender's debit and the transfer's row are one
 * transaction; the receiver's credit and the row's end are another, and so is coming back. Whichever ends the row first wins, the
 * other finds it ended. What a crash leaves under way, `sweep` brings to its end.
 */
import type { Attached } from '../../accounts/desk.ts'
import { memberUnknown } from '../../accounts/errors.ts'
import { unchanged } from '../../accounts/movements.ts'
import type { AccountsService } from '../../accounts/service.ts'
import type { MemberId } from '../../base/ids.ts'
import { type Refusal, Refused } from '../../base/refusals.ts'
import type { Instant } from '../../base/time.ts'
import type { EnclosuresService } from '../../members/enclosures.ts'
import { failpoint } from '../../platform/failpoints.ts'
import { fingerprint } from '../../platform/idempotency.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type AskingParts, asking, type Key, type PointsAnswer } from '../asking.ts'
import { arrive, cannotTake, comeBack, type Sending, send, type Transfer } from './rules.ts'
import * as store from './store.ts'

export type TransferWish = Omit<Sending, 'transferId' | 'sentBy' | 'message'> & {
  /** Read by both members, until the sender is forgotten. */
  readonly message: string | null
  readonly by: string
  readonly key?: Key
}

export type TransferShown = Omit<Transfer, 'message'> & { readonly message: string | null }

export type TransferAnswer = PointsAnswer &
  Pick<Transfer, 'transferId' | 'toMemberId' | 'wallet' | 'amount' | 'fee' | 'state' | 'because'>

export type TransfersService = {
  /** Sends and, unless something is in the way for the moment, sees it arrive or come back. */
  transfer(wish: TransferWish): Promise<TransferAnswer>
  /** What a member sent and received, newest first. */
  ofMember(memberId: MemberId, page: { before: string | null; limit: number }): Promise<TransferShown[]>
  /** Ends what is under way since `until` or longer. @returns how many ended */
  sweep(until?: Instant): Promise<number>
}

export type TransfersParts = AskingParts & {
  readonly db: Database
  readonly accounts: AccountsService
  readonly enclosures: EnclosuresService
  /** Hears of what keeps a transfer under way; the next sweep tries again. */
  readonly onError: (error: unknown) => void
}

/** Transfers that a sweep ends at once. */
const AT_ONCE = 64

export function transfersService({ db, accounts, enclosures, onError, ...parts }: TransfersParts): TransfersService {
  const { submit } = asking(parts)
  const { clock, ids, programme } = parts

  async function cannotBeTaken({
    toMemberId,
    wallet,
    amount,
  }: Pick<TransferWish, 'toMemberId' | 'wallet' | 'amount'>): Promise<Refusal | undefined> {
    const now = clock.now()
    const receiver = await accounts.load(toMemberId, now)
    return receiver === undefined ? memberUnknown({}) : cannotTake(receiver, { wallet, amount }, programme.at(now))
  }

  async function sent({ key, by, message: text, ...wish }: TransferWish): Promise<PointsAnswer & Sent> {
    // Looked at beforehand, so that the sender hears at once; it may be otherwise when it arrives.
    const wrong = await cannotBeTaken(wish)
    const transferId = ids.next<'transfer'>()
    const { memberId } = wish
    const message = text === null ? null : await enclosures.seal({ memberId, about: transferId, text })
    let decided: Transfer | undefined
    const attached: Attached = {
      load: async () => {
        decided = undefined
      },
      write: async (tx) => {
        if (decided !== undefined) await store.addTransfer(tx, decided)
      },
    }
    return submit({ memberId, attached, ...(key === undefined ? {} : { key }) }, (account, given) => {
      const outcome = send(account, { ...wish, message, transferId, sentBy: by }, given)
      if ('refusal' in outcome) return outcome
      if (wrong !== undefined) return wrong
      decided = outcome.transfer
      const { toMemberId, wallet, amount, fee } = outcome.transfer
      return { change: outcome.change, extra: { transferId, toMemberId, wallet, amount, fee } }
    })
  }

  const tried = trying({ ...parts, db, onError })

  return {
    async transfer(wish) {
      const answer = await sent(wish)
      failpoint('transfer.sent')
      const ended = (await tried({ memberId: wish.memberId, transferId: answer.transferId })) ?? underWay
      return { ...answer, state: ended.state, because: ended.because, wallets: ended.wallets ?? answer.wallets }
    },
    ofMember: async (memberId, page) => shownTo(enclosures, await store.transfersOfMember(db, memberId, page)),
    async sweep(until = clock.now()) {
      let ended = 0
      let after: string | null = null
      for (;;) {
        const found: store.TransferKey[] = await store.underWay(db, { until, after, limit: AT_ONCE })
        if (found.length === 0) return ended
        const outcomes = await Promise.all(found.map(tried))
        ended += outcomes.filter((outcome) => outcome !== undefined && outcome.state !== 'sent').length
        after = found.at(-1)?.transferId ?? null
      }
    },
  }
}

/** Brings a transfer to its end; undefined when something is in the way for the moment. */
function trying({ db, onError, ...parts }: AskingParts & Pick<TransfersParts, 'db' | 'onError'>) {
  const ends = endings(parts)

  async function end(which: store.TransferKey): Promise<Ended | undefined> {
    const transfer = await store.transferOf(db, which)
    if (transfer === undefined || transfer.state !== 'sent') return transfer
    try {
      await ends.arrive(transfer)
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.status >= 500) throw error
      const { wallets } = await ends.comeBack(transfer, error.refusal.refusal)
      const ended = await store.transferOf(db, which)
      return ended?.state === 'returned' ? { ...ended, wallets } : ended
    }
    return store.transferOf(db, which)
  }

  return async (which: store.TransferKey): Promise<Ended | undefined> => {
    try {
      return await end(which)
    } catch (error) {
      onError(error)
      return undefined
    }
  }
}

/** With their messages opened; those of a forgotten sender are gone. */
async function shownTo(enclosures: EnclosuresService, transfers: readonly Transfer[]): Promise<TransferShown[]> {
  const sealed = transfers.flatMap(({ memberId, transferId, message }) =>
    message === null ? [] : [{ memberId, about: transferId, sealed: message }],
  )
  const opened = await enclosures.open(sealed)
  const texts = new Map(sealed.map(({ about }, index) => [about, opened[index] ?? null]))
  return transfers.map((transfer) => ({ ...transfer, message: texts.get(transfer.transferId) ?? null }))
}

type Sent = Pick<Transfer, 'transferId' | 'toMemberId' | 'wallet' | 'amount' | 'fee'>
type Ended = Pick<Transfer, 'state' | 'because'> & {
  /** The sender's, when it came back just now. */
  readonly wallets?: PointsAnswer['wallets']
}
const underWay: Ended = { state: 'sent', because: null }

/** With a key the desk may try again when the connection breaks. */
function keyOf({ transferId }: store.TransferKey, end: 'arrived' | 'returned'): Key {
  return { key: `transfer:${transferId}:${end}`, fingerprint: fingerprint({ transferId, end }) }
}

/** The two ends of a transfer; each does nothing when it has ended already. */
function endings(parts: AskingParts) {
  const { submit } = asking(parts)

  /** Reads the row with the account, and ends it with what was decided. */
  function row(which: store.TransferKey, how: { state: 'arrived' | 'returned'; because: string | null }) {
    let found: Transfer | undefined
    const attached: Attached = {
      load: async (tx) => {
        found = await store.transferOf(tx, which)
      },
      write: async (tx) => {
        if (found?.state === 'sent') await store.settleTransfer(tx, which, { ...how, at: parts.clock.now() })
      },
    }
    return { attached, found: () => found }
  }

  return {
    arrive(transfer: Transfer): Promise<PointsAnswer> {
      const { attached, found } = row(transfer, { state: 'arrived', because: null })
      return submit({ memberId: transfer.toMemberId, attached, key: keyOf(transfer, 'arrived') }, (account, given) => {
        if (found()?.state !== 'sent') return { change: unchanged(account), extra: {} }
        const change = arrive(account, transfer, given)
        return 'refusal' in change ? change : { change, extra: {} }
      })
    },
    comeBack(transfer: Transfer, why: string): Promise<PointsAnswer> {
      const { attached, found } = row(transfer, { state: 'returned', because: why })
      const key = keyOf(transfer, 'returned')
      return submit({ memberId: transfer.memberId, whole: true, attached, key }, (account, given) => ({
        change: found()?.state === 'sent' ? comeBack(account, transfer, why, given) : unchanged(account),
        extra: {},
      }))
    },
  }
}
