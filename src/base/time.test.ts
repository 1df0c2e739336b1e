import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asInstant, type Instant, instantText } from './time.ts'

const said = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: 3 })

test('an instant is written as RFC 3339 in UTC with milliseconds, also right after another', () => {
  const instants = fc.integer({ min: 0, max: 253_402_100_000_000 }).map(asInstant)
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 200_000_000 }), (at, later) => {
      for (const each of [at, asInstant(at + later), at]) expect(instantText(each)).toBe(said(each))
    }),
  )
  for (const edge of [0, 86_399_999, 86_400_000]) expect(instantText(asInstant(edge))).toBe(said(asInstant(edge)))
})
