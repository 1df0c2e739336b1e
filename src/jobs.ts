/** Everything that runs in the background: each room's tasks, and when the repeated ones run. */
import type { House } from './app.ts'
import type { Jobs } from './platform/jobs.ts'

/**
 * The nightly run asks every five minutes whether the programme's midnight has passed: it knows itself what is done, and so
 * neither the server's time zone nor a night that it was off matters. Transfers that a crash left under way end within a minute.
 */
export function jobs({ nightly, offers, orders, transfers }: House): Jobs {
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
    },
    schedule: [
      '*/5 * * * * nightly ?id=nightly&max=1',
      '* * * * * lapse-reservations ?id=lapse-reservations&max=1',
      '* * * * * issue-coupons ?id=issue-coupons&max=1',
      '* * * * * transfers ?id=transfers&max=1',
    ].join('\n'),
  }
}
