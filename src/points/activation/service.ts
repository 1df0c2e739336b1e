/** The use case of activation: by order number, by lots or by event. */
import type { LotId, MemberId, OrderId } from '../../base/ids.ts'
import { Refused } from '../../base/refusals.ts'
import { type AskingParts, asking, type Key, type PointsAnswer } from '../asking.ts'
import { chooseOne, orderNotHis } from './errors.ts'
import { type Activated, activate, type Which } from './rules.ts'

export type Activation = {
  readonly memberId: MemberId
  /** Exactly one of these. */
  readonly order?: string
  readonly lots?: readonly LotId[]
  readonly event?: string
  readonly key?: Key
}

export type ActivationAnswer = PointsAnswer & { readonly activated: readonly Activated[] }

export type ActivationService = { activate(wish: Activation): Promise<ActivationAnswer> }

export type ActivationParts = AskingParts & {
  /** Whose order it is; undefined when there is none of this number or it has no member. */
  readonly orderOf: (number: string) => Promise<{ memberId: MemberId; orderId: OrderId } | undefined>
}

export function activationService({ orderOf, ...parts }: ActivationParts): ActivationService {
  const { submit } = asking(parts)

  async function which({ memberId, order, lots, event }: Activation): Promise<Which> {
    if ([order, lots, event].filter((each) => each !== undefined).length !== 1) throw new Refused(chooseOne({}))
    if (lots !== undefined) return { by: 'lots', lots }
    if (event !== undefined) return { by: 'event', event }
    const number = order ?? ''
    const found = await orderOf(number)
    if (found === undefined || found.memberId !== memberId) throw new Refused(orderNotHis({ number }))
    return { by: 'order', orderId: found.orderId }
  }

  return {
    async activate(wish) {
      const chosen = await which(wish)
      const { memberId, key } = wish
      return submit(
        { memberId, whole: chosen.by === 'lots', ...(key === undefined ? {} : { key }) },
        (account, given) => activate(account, chosen, given),
      )
    },
  }
}
