/** Single confirmations: one `PUT` for each order, 64 clients, five lines, a key and an idempotency key on each. */
import { type Figure, quantile } from './support/figures.ts'
import { type Bench, compared, onTrack } from './support/rates.ts'

const CLIENTS = 64
const LEAST_RATIO = 0.8
const MOST_MILLISECONDS = 15

export function orders(bench: Bench): Promise<Figure[]> {
  return onTrack(bench, async (track) => {
    const job = { clients: CLIENTS, perCall: 1 }
    const { figures, rate } = await compared(bench, track, { name: 'orders', job, least: LEAST_RATIO })
    const { latencies } = await track.load({ ...job, seconds: bench.seconds, rate: rate / 2 })
    return [
      ...figures,
      {
        name: 'orders.p99',
        value: quantile(latencies, 0.99),
        unit: 'ms',
        bar: { most: MOST_MILLISECONDS },
        note: `at ${Math.round(rate / 2)} orders/s, from when each was due; median ${quantile(latencies, 0.5).toFixed(1)}`,
      },
    ]
  })
}
