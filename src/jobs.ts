/** Everything that runs in the background: each room's tasks, and when the repeated ones run. */
import type { House } from './app.ts'
import type { Jobs } from './platform/jobs.ts'

/**
 * The nightly run asks every five minutes whether the programme's midnight has passed: it knows itself what is done, and so
 * neither the server's time zone nor a night that it was off matters. Transfers that a crash left under way end within a minute,
 * and within a minute of a version’s instant begins what it says of points that members have.
 */
export function jobs({ nightly, offers, orders, transfers, termChanges }: House): Jobs {
  return {
    tasks: {
      nightly: async () => {
        await nightly.run()
      },
      'lapse-reservations': async () => {
        await orders.lapseReservations()
      },
      'issue-coupons': async () => {
        await offers.issueDue()
      },
      transfers: async () => {
        await transfers.sweep()
      },
      'term-changes': async () => {
        await termChanges.run()
      },
    },
    schedule: [
      '*/5 * * * * nightly ?id=nightly&max=1',
      '* * * * * lapse-reservations ?id=lapse-reservations&max=1',
      '* * * * * issue-coupons ?id=issue-coupons&max=1',
      '* * * * * transfers ?id=transfers&max=1',
      '* * * * * term-changes ?id=term-changes&max=1',
    ].join('\n'),
  }
}
