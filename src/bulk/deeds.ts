/** What is done for one member. Each has a key made of the run and the member, so that nobody is served twice. */
import { asId, type MemberId } from '../base/ids.ts'
import { Refused, unreachable } from '../base/refusals.ts'
import { memberUnknown } from '../members/errors.ts'
import type { MemberLine } from '../members/member.ts'
import type { MembersService } from '../members/service.ts'
import type { OffersService } from '../offers/service.ts'
import { otherStore } from '../platform/http/stores.ts'
import { fingerprint } from '../platform/idempotency.ts'
import type { ApprovalsService } from '../points/approvals/service.ts'
import type { TiersService } from '../tiers/service.ts'
import { couponUsed, notActive, placementNotKept } from './errors.ts'
import type { Deed, Outcome, Run, Waiting } from './run.ts'

export type Hands = {
  readonly members: Pick<MembersService, 'update' | 'changeStatus'>
  readonly offers: Pick<OffersService, 'issue' | 'coupon' | 'voidCoupon'>
  readonly approvals: Pick<ApprovalsService, 'adjust'>
  readonly tiers: Pick<TiersService, 'place' | 'takeBack'>
}

type Turn = { readonly run: Run; readonly waiting: Waiting; readonly member: MemberLine }

const changed: Outcome = { state: 'changed' }
const unchanged: Outcome = { state: 'unchanged' }

/** @param member undefined when there is none any more. @throws what is no refusal of this member */
export async function serve(
  hands: Hands,
  run: Run,
  waiting: Waiting,
  member: MemberLine | undefined,
): Promise<Outcome> {
  try {
    if (member === undefined) throw new Refused(memberUnknown({}))
    if (run.stores !== null && !run.stores.includes(member.store ?? ''))
      throw new Refused(otherStore({ store: member.store }))
    const turn = { run, waiting, member }
    return stands(run.deed, member) ? already(turn) : await done(hands, run.deed, turn)
  } catch (error) {
    // Somebody else holds the key: what came of it is known the next time.
    if (error instanceof Refused && error.refusal.refusal !== 'idempotency.in-flight')
      return { state: 'refused', refusal: error.refusal }
    throw error
  }
}

function done(hands: Hands, deed: Deed, turn: Turn): Promise<Outcome> {
  switch (deed.do) {
    case 'tag':
    case 'untag':
      return tagging(hands, deed, turn)
    case 'coupon':
      return issuing(hands, deed, turn)
    case 'void':
      return voiding(hands, turn)
    case 'points':
      return adjusting(hands, deed, turn)
    case 'tier':
      return placing(hands, deed, turn)
    case 'restore':
      return restoring(hands, deed, turn)
    case 'suspend':
    case 'reactivate':
      return barring(hands, deed, turn)
    default:
      return unreachable(deed)
  }
}

const byOf = ({ askedBy, askedByKind }: Run) => ({ kind: askedByKind, id: askedBy }) as const

function keyOf({ runId, deed }: Run, memberId: MemberId) {
  return { key: `bulk:${runId}:${memberId}`, fingerprint: fingerprint(deed) }
}

/** Whether it stands already as it is wanted: only a deed without a key of its own can tell. */
export function stands(deed: Deed, { tags, status }: MemberLine): boolean {
  switch (deed.do) {
    case 'tag':
    case 'untag':
      return tags.includes(deed.tag) === (deed.do === 'tag')
    case 'suspend':
    case 'reactivate':
      return (status === 'suspended') === (deed.do === 'suspend')
    case 'coupon':
    case 'void':
    case 'points':
    case 'tier':
    case 'restore':
      return false
    default:
      return unreachable(deed)
  }
}

/** What stands already was done by nobody, or by this run before it was interrupted. */
const already = ({ waiting }: Turn): Outcome => (waiting.begun ? changed : unchanged)

async function tagging(
  { members }: Hands,
  { do: what, tag }: Extract<Deed, { tag: string }>,
  turn: Turn,
): Promise<Outcome> {
  const { memberId } = turn.member
  await members.update(memberId, what === 'tag' ? { addTags: [tag] } : { removeTags: [tag] }, { by: byOf(turn.run) })
  return changed
}

async function issuing(
  { offers }: Hands,
  { offer, validDays }: Extract<Deed, { do: 'coupon' }>,
  { run, member: { memberId, status }, waiting }: Turn,
): Promise<Outcome> {
  // Who got it before the interruption has it, whatever became of him since.
  if (status !== 'active' && !waiting.begun) throw new Refused(notActive({ status }))
  const issue = { memberId, offer, validDays, giftable: false, by: run.askedBy }
  const { code } = await offers.issue(issue, keyOf(run, memberId))
  return { state: 'changed', code }
}

async function voiding({ offers }: Hands, turn: Turn): Promise<Outcome> {
  const { code } = turn.waiting
  if (code === null) return unchanged
  const { status, used } = await offers.coupon(code)
  if (status === 'void') return already(turn)
  if (used > 0) throw new Refused(couponUsed({ code }))
  await offers.voidCoupon(code)
  return changed
}

async function adjusting(
  { approvals }: Hands,
  { wallet, amount, reason, reasonCode, reference }: Extract<Deed, { do: 'points' }>,
  { run, member: { memberId } }: Turn,
): Promise<Outcome> {
  const { askedBy: id, askedFor: behind, decidedBy, runId } = run
  const outcome = await approvals.adjust({
    ...{ memberId, wallet, amount, reason, code: reasonCode, reference },
    // The name is shown where a request waits for a second person; this one has had hers.
    by: { id, name: id, behind },
    key: keyOf(run, memberId),
    ...(decidedBy === null ? {} : { approved: { by: decidedBy, approval: runId } }),
  })
  return 'done' in outcome ? changed : unchanged
}

async function placing(
  { tiers }: Hands,
  { ladder, tier, until, reason }: Extract<Deed, { do: 'tier' }>,
  { run, member: { memberId } }: Turn,
): Promise<Outcome> {
  const { placementId } = await tiers.place({
    memberId,
    ladder,
    tier,
    until,
    locked: false,
    reason,
    by: run.askedBy,
    key: keyOf(run, memberId),
  })
  return { state: 'changed', code: placementId }
}

async function restoring(
  { tiers }: Hands,
  { ladder }: Extract<Deed, { do: 'restore' }>,
  { run, waiting: { code }, member: { memberId } }: Turn,
): Promise<Outcome> {
  // Runs of earlier releases did not keep which placement was theirs.
  if (code === null) throw new Refused(placementNotKept({}))
  const placementId = asId<'placement'>(code)
  await tiers.takeBack({ memberId, placementId, ladder, by: run.askedBy, key: keyOf(run, memberId) })
  return changed
}

async function barring({ members }: Hands, deed: Extract<Deed, { do: 'suspend' | 'reactivate' }>, turn: Turn) {
  const { memberId } = turn.member
  const wish = deed.do === 'suspend' ? { wish: deed.do, reason: deed.reason } : { wish: deed.do }
  await members.changeStatus(memberId, wish, { by: byOf(turn.run) })
  return changed
}
