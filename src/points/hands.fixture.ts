/** Steps of random histories: what staff and members do by hand, for the laws to be checked after any of them. */
import fc from 'fast-check'
import type { testShop } from '../../tests/support/shop.ts'
import type { MemberId } from '../base/ids.ts'
import { onFailpoint } from '../platform/failpoints.ts'

export type HandStep =
  | { do: 'adjust'; who: number; amount: number }
  | { do: 'reinstate'; who: number; amount: number }
  | { do: 'give'; who: number; to: number; amount: number; crashes: boolean }
  | { do: 'suspend'; who: number }
  | { do: 'sweep' }
  | { do: 'activate'; which: number }

const who = fc.integer({ min: 0, max: 2 })

export const handStep: fc.Arbitrary<HandStep> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('adjust' as const), who, amount: fc.integer({ min: -60, max: 900 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reinstate' as const), who, amount: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('give' as const), who, to: who, amount: fc.integer({ min: 1, max: 500 }) },
      crashes: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('suspend' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('activate' as const), which: fc.integer({ min: 0, max: 30 }) }) },
)

type Shop = Awaited<ReturnType<typeof testShop>>

const clerk = { id: 'clerk', name: 'Clerk' }
const second = { by: { id: 'manager', name: 'Manager' }, note: null }
const plain = { reason: 'test', code: null, reference: null, by: clerk }

/** Suspends an active member and makes a suspended one active. */
async function turned(shop: Shop, member: MemberId): Promise<void> {
  const active = (await shop.members.statusesOf([member])).get(member) === 'active'
  await shop.members.changeStatus(member, active ? { wish: 'suspend', reason: 'fraud' } : { wish: 'reactivate' })
}

export function handsOf(shop: Shop) {
  /** Large ones wait: every other is approved by a second person. */
  async function adjusted(memberId: MemberId, amount: number): Promise<void> {
    const outcome = await shop.approvals.adjust({ ...plain, memberId, wallet: 'points', amount })
    if (!('waits' in outcome)) return
    const { approvalId } = outcome.waits
    if (amount % 2 === 0) await shop.approvals.approve(approvalId, second)
    else await shop.approvals.refuse(approvalId, second)
  }

  /** Some are left under way, as a crash between the two transactions leaves them. */
  async function given(gift: { from: MemberId; to: MemberId; amount: number; crashes: boolean }): Promise<void> {
    const crash = new Error('crashed')
    onFailpoint((point) => {
      if (gift.crashes && point === 'transfer.sent') throw crash
    })
    const wallet = gift.amount % 2 === 0 ? 'miles' : 'points'
    const wish = { memberId: gift.from, toMemberId: gift.to, wallet, amount: gift.amount, message: null, by: 'test' }
    try {
      await shop.transfers.transfer(wish)
    } catch (error) {
      if (error !== crash) throw error
    } finally {
      onFailpoint(() => {})
    }
  }

  async function perform(
    step: HandStep,
    { members, orders }: { members: readonly MemberId[]; orders: readonly string[] },
  ): Promise<void> {
    const member = members['who' in step ? step.who : 0]
    if (member === undefined) return
    switch (step.do) {
      case 'adjust':
        return adjusted(member, step.amount)
      case 'reinstate': {
        const wallet = step.amount % 2 === 0 ? 'miles' : 'points'
        const expiresOn = step.amount % 3 === 0 ? '2090-01-31' : null
        await shop.approvals.reinstate({
          ...plain,
          memberId: member,
          wallet,
          amount: step.amount,
          lots: null,
          expiresOn,
        })
        return
      }
      case 'give':
        return given({ from: member, to: members[step.to] ?? member, amount: step.amount, crashes: step.crashes })
      case 'suspend':
        return turned(shop, member)
      case 'sweep':
        await shop.transfers.sweep()
        return
      case 'activate': {
        const number = orders[step.which % Math.max(1, orders.length)]
        const owner = number === undefined ? undefined : await shop.orders.whose(number)
        if (number !== undefined && owner !== undefined)
          await shop.activation.activate({ memberId: owner.memberId, order: number })
      }
    }
  }

  return { adjusted, given, perform }
}
