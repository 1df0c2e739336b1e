/** Single confirmations under a programme with fifty active offers, and with a coupon that everybody uses at once. */
import { COUPONS, fiftyOffers } from './support/fifty.ts'
import { type Figure, median } from './support/figures.ts'
import type { Rooms } from './support/ground.ts'
import { type Bench, compared, onTrack } from './support/rates.ts'

const CLIENTS = 64
const LEAST_RATIO = 0.8
/** Of the rate without the coupon. */
const LEAST_HOT = 0.5

async function prepare({ programme, offers }: Rooms): Promise<void> {
  const { definition } = programme.versions()[0] ?? {}
  if (definition === undefined) throw new Error('there is no programme')
  await programme.publish({
    definition: { ...definition, ...fiftyOffers() },
    effectiveAt: null,
    note: 'fifty offers',
    by: 'bench',
  })
  const none = { startsAt: null, endsAt: null, validDays: null, mostPerMember: null }
  for (const code of COUPONS)
    await offers.addBatch({
      ...{ ...none, offer: 'coupon', name: code, most: 1_000_000_000, mustClaim: false, giftable: false, by: 'bench' },
      codes: { kind: 'generic', code },
    })
}

export function offers(bench: Bench): Promise<Figure[]> {
  const work: Parameters<typeof onTrack<Figure[]>>[1] = async (track) => {
    const job = { clients: CLIENTS, perCall: 1 }
    const { figures } = await compared(bench, track, { name: 'orders.50-offers', job, least: LEAST_RATIO })
    const ratios: number[] = []
    for (let pair = 0; pair < bench.pairs; pair += 1) {
      const alone = await track.load({ ...job, seconds: bench.seconds })
      const hot = await track.load({ ...job, seconds: bench.seconds, coupons: COUPONS })
      ratios.push(hot.orders / alone.orders)
      bench.say(`hot coupon ${pair + 1}/${bench.pairs}: ${(hot.orders / bench.seconds).toFixed(0)} orders/s`)
    }
    const note = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)} of ${ratios.length}`
    const bar = { least: LEAST_HOT }
    return [...figures, { name: 'coupon.hot', value: median(ratios), unit: '× without it', bar, note }]
  }
  return onTrack(bench, work, prepare)
}
