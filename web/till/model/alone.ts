/** Points as money while the server is away: as far as the device's budget goes, whoever the member is. Pure. */
import type { Definition } from '../../ui/programme.ts'
import type { QueuedSale } from './database.ts'

export type AlonePayable = {
  readonly wallet: string
  readonly least: number
  readonly step: number
  readonly most: number
  readonly mostMinor: number
}

type Asked = {
  readonly definition: Definition
  readonly currency: string
  readonly dueMinor: number
  /** What is left of the budget. */ readonly leftMinor: number
  /** As it was when the server was last there; undefined where nobody knows. */
  readonly available: ReadonlyMap<string, number> | undefined
}

const DAY = 86_400_000

/** What is left of a budget of 24 hours. @param at milliseconds */
export function leftOf(budgetMinor: number, sold: readonly QueuedSale[], at: number): number {
  const used = sold
    .filter(
      ({ placedAt, state, note }) =>
        Date.parse(placedAt) > at - DAY && state !== 'refused' && note !== 'points-not-taken',
    )
    .reduce((sum, { pointsMinor }) => sum + pointsMinor, 0)
  return Math.max(0, budgetMinor - used)
}

/** Wallets that pay for some goods only are left out: which goods these are, the server knows. */
export function alonePayables({ definition, currency, dueMinor, leftMinor, available }: Asked): AlonePayable[] {
  return definition.wallets.flatMap(({ code, checkout }) => {
    if (checkout === undefined || checkout.currency !== currency || checkout.lines !== undefined) return []
    const { points, minor, least = 1, most = Number.MAX_SAFE_INTEGER, mostBasisPoints = 10_000 } = checkout
    // Only what is worth whole minor units, so that the device and the server cannot round differently.
    const step = multipleOfBoth(checkout.step ?? 1, points)
    const mayMinor = Math.min(leftMinor, Math.floor((dueMinor * mostBasisPoints) / 10_000))
    const may = Math.min(Math.floor((mayMinor * points) / minor), most, available?.get(code) ?? Number.MAX_SAFE_INTEGER)
    const whole = may - (may % step)
    return whole < least || whole === 0
      ? []
      : [{ wallet: code, least, step, most: whole, mostMinor: (whole / points) * minor }]
  })
}

export function aloneWorth(definition: Definition, wallet: string, amount: number): number {
  const checkout = definition.wallets.find(({ code }) => code === wallet)?.checkout
  return checkout === undefined ? 0 : Math.floor((amount * checkout.minor) / checkout.points)
}

function multipleOfBoth(one: number, other: number): number {
  let [a, b] = [one, other]
  while (b !== 0) [a, b] = [b, a % b]
  return (one / a) * other
}
