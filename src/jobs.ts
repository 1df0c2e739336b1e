/** Everything that runs in the background: each room's tasks, and when the repeated ones run. */
import type { House } from './app.ts'
import type { Jobs } from './platform/jobs.ts'

/**
 * The nightly run asks every five minutes whether the programme's midnight has passed: it knows itself what is done, and so
 * neither the server's time zone nor a night that it was off matters.
 */
export function jobs({ nightly, orders }: House): Jobs {
  return {
    tasks: {
      nightly: async () => {
        await nightly.run()
      },
      'lapse-reservations': async () => {
        await orders.lapseReservations()
      },
    },
    schedule: '*/5 * * * * nightly ?id=nightly&max=1\n* * * * * lapse-reservations ?id=lapse-reservations&max=1',
  }
}
