/** Everything that runs in the background: each room's tasks, and when the repeated ones run. */
import type { House } from './app.ts'
import { schedule } from './background/schedule.ts'
import type { Jobs } from './platform/jobs.ts'

/**
 * The nightly run asks every five minutes whether the programme's midnight has passed: it knows itself what is done, and so
 * neither the server's time zone nor a night that it was off matters. What must not wait so long is looked after every minute:
 * reservations that are over, coupons that come by themselves, counts of coupons that are in many rows, gifts upon reaching a
 * tier, transfers that a crash left under way, what a version says of
 * points that members have, what came to merged records, messages that a gateway did not take, codes that have lapsed, and rows
 * of the audit trail that a crash left without their place. One job does it all, because every job costs something even when
 * there is nothing to do. The walk in which birthdays and anniversaries are looked for asks as the nightly run does, and once a day
 * it has something to do. Once a night what is kept for a while only is thrown away.
 */
export function jobs(house: House): Jobs {
  return {
    tasks: {
      nightly: async () => {
        await house.nightly.run()
      },
      minutely: () => minutely(house),
      bulk: house.bulk.sweep,
      gifts: async () => {
        await house.benefits.gifts.run()
      },
      housekeeping: async () => {
        await house.integrations.forgetOld()
        await house.background.forgetOld()
      },
    },
    schedule,
  }
}

type Minutely = Pick<
  House,
  'audit' | 'offers' | 'benefits' | 'orders' | 'transfers' | 'termChanges' | 'messages' | 'presence' | 'merging'
>

/** One after another; one that fails keeps none of the others from its turn. @throws when all had theirs */
export async function minutely(house: Minutely): Promise<void> {
  const { audit, offers, benefits, orders, transfers, termChanges, messages, presence, merging } = house
  const works = [
    ...[orders.lapseReservations, offers.issueDue, offers.foldCounts, benefits.gifts.sweep],
    ...[transfers.sweep, termChanges.run],
    ...[messages.sweep, presence.sweep, merging.sweep, audit.seal],
  ]
  const failed: unknown[] = []
  for (const work of works) await work().catch((error: unknown) => failed.push(error))
  if (failed.length > 0) throw new AggregateError(failed, 'some of what is done every minute failed')
}
