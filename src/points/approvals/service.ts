/** The use cases of adjustments by hand: done at once, or kept until a second person has decided. */

import type { Attached } from '../../accounts/desk.ts'
import { Refused } from '../../base/refusals.ts'
import { announce } from '../../platform/facts.ts'
import { once } from '../../platform/idempotency.ts'
import { type Database, transaction } from '../../platform/postgres/database.ts'
import { type AskingParts, asking, type Key, type PointsAnswer } from '../asking.ts'
import { approvalDecided, approvalNeeded, approvalUnknown } from './errors.ts'
import { type Approval, addsUpSince, type ByHand, cannotDecide, doneByHand, lapsesAt } from './rules.ts'
import * as store from './store.ts'

/** Who asks or decides: the id is compared, the name is shown. */
export type Person = {
  readonly id: string
  readonly name: string
  /** The person behind an API key, who cannot be his own second person. */
  readonly behind?: string | null
}

export type Outcome = { readonly done: PointsAnswer } | { readonly waits: Approval }

export type ApprovalsService = {
  /** Adjusts, or keeps a request above the wallet's threshold. */
  adjust(
    wish: Pick<ByHand, 'memberId' | 'wallet' | 'amount' | 'reason' | 'code' | 'reference'> & Asked,
  ): Promise<Outcome>
  /** Gives expired points back, or keeps a request. */
  reinstate(wish: Omit<ByHand, 'kind'> & Asked): Promise<Outcome>
  list(page: { waiting: boolean; before: string | null; limit: number }): Promise<Approval[]>
  /** Does what was asked, in one transaction with the decision. */
  approve(approvalId: string, decision: Decision): Promise<PointsAnswer>
  refuse(approvalId: string, decision: Decision): Promise<Approval>
}

type Asked = {
  readonly by: Person
  readonly key?: Key
  /** A second person has approved it already, as part of something larger. */
  readonly approved?: { readonly by: string; readonly approval: string }
}
type Decision = { readonly by: Person; readonly note: string | null; readonly key?: Key }

export type ApprovalsParts = AskingParts & { readonly db: Database }

export function approvalsService({ db, ...parts }: ApprovalsParts): ApprovalsService {
  const { submit } = asking(parts)
  const { clock, ids, programme } = parts

  async function byHand(wish: ByHand, { by, key, approved }: Asked): Promise<Outcome> {
    const second = approved === undefined ? {} : { approvedBy: approved.by, approval: approved.approval }
    try {
      const whole = wish.kind === 'reinstate'
      const { memberId, wallet } = wish
      let earlier = 0
      const attached: Attached = {
        // Read with the account: of two at once the second one sees the first.
        load: async (tx) => {
          earlier = await store.movedAlone(tx, { memberId, wallet, by: by.id, since: addsUpSince(clock.now()) })
        },
        write: async () => {},
      }
      const limited = approved === undefined && programme.at(clock.now()).wallets.get(wallet)?.approval !== undefined
      const answer: PointsAnswer | Approval = await submit(
        { memberId, whole, ...(limited ? { attached } : {}), ...(key === undefined ? {} : { key }) },
        (account, given) => {
          const change = doneByHand(account, { ...wish, by: by.id, earlier, ...second }, given)
          return 'refusal' in change ? change : { change, extra: {} }
        },
      )
      // The key may have brought the answer of a request that was kept before.
      return isApproval(answer) ? { waits: answer } : { done: answer }
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refusal !== needed) throw error
      return { waits: await kept(wish, { by, ...(key === undefined ? {} : { key }) }) }
    }
  }

  async function kept(wish: ByHand, { by, key }: Asked): Promise<Approval> {
    const at = clock.now()
    const approval: Approval = {
      ...wish,
      approvalId: ids.next<'approval'>(),
      askedBy: by.id,
      askedByName: by.name,
      askedFor: by.behind ?? null,
      askedAt: at,
      lapsesAt: lapsesAt(programme.at(at), wish.wallet, at),
      state: 'waiting',
      decidedBy: null,
      decidedByName: null,
      decidedAt: null,
      note: null,
    }
    return transaction(db, async (tx) => {
      const work = async () => {
        await store.addApproval(tx, approval)
        const { memberId, approvalId, kind, wallet, amount } = approval
        const data = { approvalId, kind, wallet, amount }
        await announce(tx, [{ factId: ids.next(), memberId, kind: 'points.approval-asked', at, recordedAt: at, data }])
        return { status: 202, answer: approval }
      }
      return key === undefined ? (await work()).answer : (await once(tx, { ...key, at }, work)).answer
    })
  }

  async function found(approvalId: string): Promise<Approval> {
    const approval = await store.approvalById(db, null, approvalId)
    if (approval === undefined) throw new Refused(approvalUnknown({}))
    return approval
  }

  return {
    adjust: ({ by, key, approved, ...wish }) =>
      byHand({ ...wish, kind: 'adjust', lots: null, expiresOn: null }, askedOf({ by, key, approved })),
    reinstate: ({ by, key, approved, ...wish }) =>
      byHand({ ...wish, kind: 'reinstate' }, askedOf({ by, key, approved })),
    list: ({ waiting, ...page }) => store.listApprovals(db, { ...page, waitingAt: waiting ? clock.now() : null }),
    approve: async (approvalId, decision) => approve({ submit, clock }, await found(approvalId), decision),
    refuse: async (approvalId, decision) => refuse({ db, clock, ids }, await found(approvalId), decision),
  }
}

function askedOf({ by, key, approved }: { [name in keyof Asked]: Asked[name] | undefined } & Pick<Asked, 'by'>): Asked {
  return { by, ...(key === undefined ? {} : { key }), ...(approved === undefined ? {} : { approved }) }
}

const needed = approvalNeeded({ wallet: '', amount: 0, above: 0 }).refusal

function isApproval(answer: PointsAnswer | Approval): answer is Approval {
  return 'approvalId' in answer
}

function approve(
  { submit, clock }: Pick<ReturnType<typeof asking>, 'submit'> & Pick<AskingParts, 'clock'>,
  { memberId, approvalId, kind }: Approval,
  { by, note, key }: Decision,
): Promise<PointsAnswer> {
  const at = clock.now()
  let asked: Approval | undefined
  const attached: Attached = {
    load: async (tx) => {
      asked = await store.approvalById(tx, memberId, approvalId)
    },
    write: async (tx) => {
      if (asked === undefined) throw new Error('what was approved was not read')
      await store.approve(tx, asked, { state: 'approved', by: by.id, byName: by.name, at, note })
    },
  }
  const wish = { memberId, whole: kind === 'reinstate', attached, ...(key === undefined ? {} : { key }) }
  return submit(wish, (account, given) => {
    if (asked === undefined) return approvalUnknown({})
    const wrong = cannotDecide(asked, by.id, at)
    if (wrong !== undefined) return wrong
    const change = doneByHand(account, { ...asked, by: asked.askedBy, approvedBy: by.id, approval: approvalId }, given)
    return 'refusal' in change ? change : { change, extra: {} }
  })
}

async function refuse(
  { db, clock, ids }: Pick<ApprovalsParts, 'db' | 'clock' | 'ids'>,
  approval: Approval,
  { by, note }: Decision,
): Promise<Approval> {
  const at = clock.now()
  // The same person once more: the answer was not heard.
  if (approval.state === 'refused' && approval.decidedBy === by.id) return approval
  const wrong = cannotDecide(approval, by.id, at)
  if (wrong !== undefined) throw new Refused(wrong)
  const { memberId, approvalId, kind, wallet, amount } = approval
  await transaction(db, async (tx) => {
    if (!(await store.refuse(tx, approval, { state: 'refused', by: by.id, byName: by.name, at, note }))) {
      const now = await store.approvalById(tx, memberId, approvalId)
      throw new Refused(approvalDecided({ state: now?.state ?? 'approved' }))
    }
    const data = { approvalId, kind, wallet, amount }
    await announce(tx, [{ factId: ids.next(), memberId, kind: 'points.approval-refused', at, recordedAt: at, data }])
  })
  return { ...approval, state: 'refused', decidedBy: by.id, decidedByName: by.name, decidedAt: at, note }
}
