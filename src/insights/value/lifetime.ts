/** What a customer is expected to bring within a horizon, in today's money. */

export type Horizon = {
  /** From now on, in the unit of the histories. */
  readonly length: number
  /** The horizon is cut into this many equal spans; each one's orders are discounted as if they came in its middle. */
  readonly spans: number
  /** Discount rate for one unit of time: 0.0018 for a week is about 10 % a year. 0 adds up without discount. */
  readonly rate: number
}

/** The rate for a unit of time that makes `yearly` in a year of so many units. */
export function ratePerUnit(yearly: number, unitsPerYear: number): number {
  return (1 + yearly) ** (1 / unitsPerYear) - 1
}

/**
 * Discounted expected orders within the horizon.
 * @param expected orders within (0, t], such as `bgnbdExpected` of one history
 */
export function discountedOrders(expected: (time: number) => number, { length, spans, rate }: Horizon): number {
  const span = length / spans
  let [sum, before] = [0, 0]
  for (let each = 1; each <= spans; each += 1) {
    const until = expected(each * span)
    sum += (until - before) / (1 + rate) ** ((each - 0.5) * span)
    before = until
  }
  return sum
}

/**
 * Discounted value of a customer within the horizon, in the unit of `orderValue`: orders × value × margin.
 * @param margin share of an order's value that stays, 0 … 1
 */
export function lifetimeValue(
  customer: { readonly expected: (time: number) => number; readonly orderValue: number; readonly margin: number },
  horizon: Horizon,
): number {
  return discountedOrders(customer.expected, horizon) * customer.orderValue * customer.margin
}
