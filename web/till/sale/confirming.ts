/** Confirming a sale: with the server when it is there, in the device's queue when it is not, and never twice. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Definition } from '../../ui/programme.ts'
import { ask } from '../../ui/server.ts'
import { unitsOf } from '../model/amounts.ts'
import { aboutNow, soldAt } from '../model/clock.ts'
import type { Device } from '../model/database.ts'
import { nextNumber } from '../model/device.ts'
import { keeping } from '../model/keeping.ts'
import { queueSale } from '../model/queue.ts'
import type { Sale } from '../model/sale.ts'
import { isAway, isLost, server } from '../server.ts'
import { meQuery } from '../session.ts'
import {
  amountsOf,
  basketOf,
  type Done,
  type Evaluating,
  type Evaluation,
  type Means,
  type Selling,
} from './selling.ts'

const usesCoupons = (answer: Evaluation | undefined): boolean =>
  answer?.offers.some(({ coupon }) => coupon !== null) ?? false
const paysPoints = ({ pay }: Sale): boolean => (pay?.points ?? 0) > 0

/** True when the sale spends what cannot be spent while the server is away: coupons, and points beyond the budget. */
export function isStuck(sale: Sale, { answer, alone }: Pick<Evaluating, 'answer' | 'alone'>): boolean {
  return usesCoupons(answer) || (paysPoints(sale) && alone === null)
}

/** What the programme lets cashiers spend only with the member there: of that, what this sale spends. */
export function needsMember(sale: Sale, answer: Evaluation | undefined, presence: Definition['presence']): boolean {
  const points = paysPoints(sale)
  const coupons = answer?.offers.some(({ coupon }) => coupon !== null && !sale.scanned.includes(coupon)) ?? false
  return (points && presence?.includes('points') === true) || (coupons && presence?.includes('coupons') === true)
}

/** A minute before it lapses it is no longer begun with. */
const MARGIN_MILLISECONDS = 60_000

export function isThere({ presence }: Sale): boolean {
  return presence !== null && Date.parse(presence.lapsesAt) - MARGIN_MILLISECONDS > aboutNow()
}

type Wish = {
  readonly means: Means
  readonly answer: Evaluation | undefined
  /** When it was shown only now. */ readonly presence?: Sale['presence']
  /** Of the member's phone, where nobody can read it now. */ readonly code?: string
}

export function useConfirming(device: Device, { sale, change, finish, evaluating }: Selling) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ means, answer, code, presence = sale.presence }: Wish): Promise<Done> => {
      const number = sale.number ?? (await keeping(nextNumber))
      change({ kind: 'number', number })
      const amounts = amountsOf(sale, answer)
      const placedAt = await soldAt()
      const totalMinor = unitsOf(amounts)
      const sold = { number, placedAt, sale, means, amounts, totalMinor }
      if (answer !== undefined && !isAway()) {
        try {
          const confirmed = await confirm(device, { sale: { ...sale, presence }, means, number, answer })
          const { dueMinor, paid } = confirmed
          return { ...sold, dueMinor, paid, confirmed }
        } catch (error) {
          // Whether points and coupons were spent is not known; the same sale can be tried again. What was only sold is known again
          // by its number.
          if (!isLost(error) || usesCoupons(answer) || paysPoints(sale)) throw error
        }
      }
      const me = await queries.ensureQueryData(meQuery)
      const lines = sale.lines.map(({ sku, name, quantity }, index) => ({
        ...{ sku, name, quantity },
        amountMinor: amounts[index] ?? 0,
      }))
      const { alone } = evaluating
      const paid = alone === null ? null : { ...alone, ...(code === undefined ? {} : { code }) }
      const { buyer } = sale
      await keeping(() => queueSale({ number, soldBy: me.id, placedAt, buyer, lines, means, totalMinor, paid }))
      const dueMinor = totalMinor - (paid?.minor ?? 0)
      return { ...sold, dueMinor, paid: alone === null ? [] : [alone], confirmed: undefined }
    },
    onSuccess: finish,
  })
}

type Confirmation = {
  readonly sale: Sale
  readonly means: Means
  readonly number: string
  readonly answer: Evaluation
}

function confirm(device: Device, { sale, means, number, answer }: Confirmation) {
  const { netMinor, dueMinor } = answer
  // Those that apply, as the cashier saw them: the best combination is not looked for again.
  const coupons = answer.offers.flatMap(({ coupon }) => (coupon === null ? [] : [coupon]))
  const pay = sale.pay === null || sale.pay.points === 0 ? [] : [sale.pay]
  const body = {
    ...basketOf(device, sale),
    ...{ status: 'confirmed' as const, coupons, expectMinor: netMinor },
    ...(pay.length === 0 ? {} : { pay }),
    ...(sale.presence === null ? {} : { presenceId: sale.presence.presenceId }),
    payments: dueMinor === 0 ? [] : [{ means, minor: dueMinor }],
  }
  return ask(server.PUT('/v1/orders/{number}', { params: { path: { number } }, body }))
}
