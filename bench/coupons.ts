/** A million unique coupons: drawn, checked for repetition by Postgres and written, as one batch that is there or not. */
import { fiftyOffers } from './support/fifty.ts'
import type { Figure } from './support/figures.ts'
import { withRooms } from './support/ground.ts'
import type { Bench } from './support/rates.ts'

const COUPONS = 1_000_000
const LEAST_A_SECOND = 100_000

export async function coupons({ ground, say }: Bench): Promise<Figure[]> {
  const seconds = await ground.onClone((url) =>
    withRooms(url, ground.serverDir, async ({ programme, offers }) => {
      const { definition } = programme.versions()[0] ?? {}
      if (definition === undefined) throw new Error('there is no programme')
      const draft = { definition: { ...definition, ...fiftyOffers() }, note: 'coupons', by: 'bench' }
      await programme.publish({ ...draft, effectiveAt: null })
      say(`making ${COUPONS} coupons`)
      const from = performance.now()
      await offers.addBatch({
        ...{ offer: 'coupon', name: 'a million', by: 'bench', mustClaim: true, giftable: false, most: 1 },
        ...{ startsAt: null, endsAt: null, validDays: 30, mostPerMember: null },
        codes: { kind: 'unique', count: COUPONS, prefix: 'TEA-', characters: 13 },
      })
      return (performance.now() - from) / 1_000
    }),
  )
  return [{ name: 'coupons', value: COUPONS / seconds, unit: 'codes/s', bar: { least: LEAST_A_SECOND } }]
}
