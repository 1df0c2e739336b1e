/** Nights in which clocks are moved: a day of 23 hours, a day of 25, an hour that never comes, an hour that comes twice. */
import { expect, test } from 'vitest'
import { factsOf } from '../../src/platform/facts.ts'
import { at } from '../support/shop.ts'
import { programmeOf, refusalOf, rule, story, wallet } from '../support/story.ts'

type Night = {
  readonly zone: string
  readonly what: string
  /** Minutes of the day of the happy hour: the one that is skipped, or that comes twice. */
  readonly hour: { readonly from: number; readonly to: number }
  /** The last millisecond before the day, its orders in between, and the first instant after it. */
  readonly eve: string
  readonly first: string
  readonly around: readonly [string, string]
  readonly last: string
  readonly next: string
  /** An order a month before, and the midnight at which its points are gone. */
  readonly saved: string
  readonly gone: string
  readonly happy: number
}

const nights: readonly Night[] = [
  {
    ...{ zone: 'Europe/Berlin', what: 'the day of 23 hours, without 02:30', hour: { from: 120, to: 180 }, happy: 0 },
    ...{ eve: '2026-03-28T22:59:59.999Z', first: '2026-03-28T23:00:00Z' },
    // 01:59:59.999 and, a millisecond later, 03:00.
    around: ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00Z'],
    ...{ last: '2026-03-29T21:59:59.999Z', next: '2026-03-29T22:00:00Z' },
    ...{ saved: '2026-02-28T10:00:00Z', gone: '2026-03-28T23:00:00Z' },
  },
  {
    ...{ zone: 'Europe/Berlin', what: 'the day of 25 hours, with 02:30 twice', hour: { from: 120, to: 180 }, happy: 2 },
    ...{ eve: '2026-10-24T21:59:59.999Z', first: '2026-10-24T22:00:00Z' },
    around: ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ...{ last: '2026-10-25T22:59:59.999Z', next: '2026-10-25T23:00:00Z' },
    ...{ saved: '2026-09-25T10:00:00Z', gone: '2026-10-25T23:00:00Z' },
  },
  {
    ...{ zone: 'America/New_York', what: 'the day of 23 hours, without 02:30', hour: { from: 120, to: 180 }, happy: 0 },
    ...{ eve: '2026-03-08T04:59:59.999Z', first: '2026-03-08T05:00:00Z' },
    around: ['2026-03-08T06:59:59.999Z', '2026-03-08T07:00:00Z'],
    ...{ last: '2026-03-09T03:59:59.999Z', next: '2026-03-09T04:00:00Z' },
    ...{ saved: '2026-02-08T15:00:00Z', gone: '2026-03-09T04:00:00Z' },
  },
  {
    ...{
      zone: 'America/New_York',
      what: 'the day of 25 hours, with 01:30 twice',
      hour: { from: 60, to: 120 },
      happy: 2,
    },
    ...{ eve: '2026-11-01T03:59:59.999Z', first: '2026-11-01T04:00:00Z' },
    around: ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    ...{ last: '2026-11-02T04:59:59.999Z', next: '2026-11-02T05:00:00Z' },
    ...{ saved: '2026-10-01T15:00:00Z', gone: '2026-11-02T05:00:00Z' },
  },
  {
    ...{ zone: 'Africa/Cairo', what: 'the day that begins at 01:00', hour: { from: 120, to: 180 }, happy: 0 },
    ...{ eve: '2026-04-23T21:59:59.999Z', first: '2026-04-23T22:00:00Z' },
    around: ['2026-04-23T22:00:00.001Z', '2026-04-24T09:00:00Z'],
    ...{ last: '2026-04-24T20:59:59.999Z', next: '2026-04-24T21:00:00Z' },
    ...{ saved: '2026-03-23T10:00:00Z', gone: '2026-04-23T22:00:00Z' },
  },
]

for (const night of nights) {
  const { zone, hour } = night
  const shop = await story(
    programmeOf(zone, {
      wallets: [
        wallet('points', { expiry: { kind: 'rolling', months: 1, roundUpTo: 'day' } }),
        wallet('slow', { pending: { kind: 'days', days: 1 } }),
      ],
      earningRules: [
        rule('base-points', 'points', { cap: { points: 100, per: 'day' } }),
        rule('happy-hour', 'slow', {
          when: { field: 'order.time', is: 'during', value: hour },
          earn: { by: 'order', points: 5 },
        }),
        rule('slow-one', 'slow', { earn: { by: 'order', points: 1 } }),
      ],
      ladders: [],
    }),
    '2026-01-01T00:00',
  )

  test(`${zone}: ${night.what}`, async () => {
    shop.clock.set(at(night.saved))
    const [saver, owl] = [await shop.member(), await shop.member()]
    await shop.buy(saver, 'S-1', 10_000)

    // What a day may give is 100: 40 of 40.00 belong to the day before, 60 + 30 + 10 of 120.00 to this one, 50 to the next.
    const till = async (number: string, when: string, amountMinor: number): Promise<number[]> => {
      shop.clock.set(at(when))
      const { rules } = await shop.buy(owl, number, amountMinor)
      return rules.map(({ points }) => points)
    }
    const happy = night.happy > 0 ? 5 : 0
    expect(await till('N-1', night.eve, 4_000)).toEqual([40, 0, 1])
    expect(await till('N-2', night.first, 6_000)).toEqual([60, 0, 1])
    expect(await till('N-3', night.around[0], 3_000)).toEqual([30, happy, 1])
    expect(await till('N-4', night.around[1], 3_000)).toEqual([10, happy, 1])
    expect(await till('N-5', night.last, 3_000)).toEqual([0, 0, 1])
    // What was earned today waits for midnight, however long the day is; what was earned on the eve is there.
    expect((await shop.buy(owl, 'N-6', 0)).wallets[1]).toMatchObject({ available: 1, balance: 6 + 2 * happy })
    expect(await till('N-7', night.next, 5_000)).toEqual([50, 0, 1])
    expect((await shop.wallet(owl, 'slow'))?.balance).toBe(7 + 2 * happy)
    const released = (await factsOf(shop.db, owl, { before: null, limit: 50 })).filter(
      ({ kind }) => kind === 'points.released',
    )
    expect(new Set(released.map((fact) => fact.at))).toEqual(new Set([at(night.first), at(night.next)]))

    // Midnight is the programme’s: the last millisecond still spends, the next one does not.
    shop.clock.set(at(night.gone))
    const gone = shop.clock.now()
    shop.clock.set(at(Temporal.Instant.from(night.gone).subtract({ milliseconds: 1 }).toString()))
    await shop.spend(saver, 1)
    shop.clock.set(gone)
    expect(await refusalOf(shop.spend(saver, 1))).toBe('points.insufficient')
    await shop.buy(saver, 'S-2', 100)
    expect(await shop.expired(saver)).toEqual([[99, gone]])
    await shop.lawsHold()
  })
}
