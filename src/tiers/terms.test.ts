import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import { asInstant, type Instant, type TimeZone } from '../base/time.ts'
import type { LadderDefinition } from '../programme/ladders.ts'
import { ladder, orders } from './ladders.fixture.ts'
import { ladderOf } from './measures.ts'
import { termOf } from './terms.ts'
import type { Spell } from './walk.ts'

const timeZone = 'Asia/Shanghai' as TimeZone
const two = [
  { reach: orders(1), keep: orders(1) },
  { reach: orders(3), keep: orders(3) },
] as const
const yearly = ladder('yearly', { window: { kind: 'calendar-year' }, fall: { how: 'full', graceDays: 31 } }, ...two)
const sinceTier = ladder('since-tier', { window: { kind: 'tier-anniversary' }, fall: { how: 'full' } }, ...two)

type Step = readonly [from: string, tier: string, because?: Spell['because']]

/** One after another; the last one goes on. */
function spells(...steps: Step[]): Spell[] {
  return steps.map(([from, tier, because = 'reached'], index) => {
    const next = steps[index + 1]
    return { tier, because, from: day(from), until: next === undefined ? null : day(next[0]), placement: null }
  })
}
/** Midnight in Shanghai. */
const day = (text: string) => at(`${text}T00:00:00+08:00`)

function term(
  definition: LadderDefinition,
  past: readonly Spell[],
  now: Instant,
  falling: [string, string] | null = null,
) {
  const view = { joinedAt: day('2024-03-10'), orders: [], balance: () => 0, expiring: () => [] }
  const [lost, graceEnds] = falling ?? ['', '']
  const last = past.at(-1)
  const merit = {
    ...{ tier: last?.tier ?? 'start', since: last?.from ?? now, moved: true, because: last?.because ?? 'start' },
    falling: falling === null ? null : { at: day(lost), graceEndsAt: day(graceEnds), from: day('2026-01-01') },
    warned: null,
  }
  return termOf(past, { merit, placement: null }, { ladder: ladderOf(definition), timeZone, view, at: now })
}

describe('the term of a tier', () => {
  test('is the ladder’s period, and begins anew when the tier is kept', () => {
    const past = spells(['2024-03-10', 'start', 'start'], ['2026-05-20', 'one'])
    expect(term(yearly, past, day('2026-06-01'))).toEqual({ startsAt: day('2026-01-01'), endsAt: day('2027-01-01') })
    expect(term(yearly, past, day('2027-01-01'))).toEqual({ startsAt: day('2027-01-01'), endsAt: day('2028-01-01') })
    expect(term(sinceTier, past, day('2026-06-01'))).toMatchObject({ endsAt: day('2027-05-20') })
    expect(term(sinceTier, past, day('2027-05-20'))).toEqual({ startsAt: day('2027-05-20'), endsAt: day('2028-05-20') })
    const rolling = ladder('rolling', { window: { kind: 'rolling', days: 90 } }, ...two)
    expect(term(rolling, past, day('2026-06-01'))).toBeNull()
  })

  test('is not renewed while what was not kept can be made up; the tier below begins its own', () => {
    const past = spells(['2024-03-10', 'start', 'start'], ['2026-05-20', 'two'])
    const grace = term(yearly, past, day('2027-01-20'), ['2027-02-01', '2027-02-01'])
    expect(grace).toEqual({ startsAt: day('2026-01-01'), endsAt: day('2027-02-01') })
    const fallen = spells(['2024-03-10', 'start', 'start'], ['2026-05-20', 'two'], ['2027-02-01', 'one', 'not-kept'])
    expect(term(yearly, fallen, day('2027-03-01'))).toEqual({ startsAt: day('2027-02-01'), endsAt: day('2028-01-01') })
    const risen = spells(...['2024-03-10 start start', '2026-05-20 two', '2027-02-01 one not-kept'].map(step), [
      '2027-04-01',
      'two',
    ])
    expect(term(yearly, risen, day('2027-04-02'))?.startsAt).toBe(day('2027-02-01'))
  })

  test('that was broken off goes on: reaching the tier again begins nothing anew', () => {
    const past = spells(['2026-05-20', 'two'], ['2026-07-01', 'one', 'not-kept'], ['2026-07-02', 'two'])
    expect(term(sinceTier, past, day('2026-08-01'))).toEqual({ startsAt: day('2026-05-20'), endsAt: day('2027-07-02') })
    expect(term(sinceTier, past, day('2027-05-20'))?.startsAt).toBe(day('2026-07-01'))
    expect(term(sinceTier, past, day('2027-07-02'))?.startsAt).toBe(day('2027-07-02'))
    expect(term(yearly, past, day('2026-08-01'))?.startsAt).toBe(day('2026-01-01'))
  })
})

function step(text: string): Step {
  const [from = '', tier = '', because] = text.split(' ')
  return because === 'not-kept' || because === 'start' ? [from, tier, because] : [from, tier]
}

const moves = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 300 }),
    fc.constantFrom('start', 'one', 'two'),
    fc.constantFrom<Spell['because']>('reached', 'not-kept', 'placed', 'placement-ended', 'programme-changed'),
  ),
  { minLength: 1, maxLength: 6 },
)

test('it holds the instant, never goes back, and no change of tier within a term lets go of what was used in it', () => {
  fc.assert(
    fc.property(fc.constantFrom(yearly, sinceTier), moves, (definition, changes) => {
      const all: Spell[] = [{ tier: 'start', because: 'start', from: day('2024-03-10'), until: null, placement: null }]
      let now: number = day('2024-03-10')
      for (const [days, tier, because] of changes) {
        const last = all.at(-1)
        if (last === undefined) return
        // Off midnight, so that nothing here is a review at the end of a period.
        const from = asInstant(now + days * 86_400_000 + 3_600_000 * 5)
        let before = term(definition, all, asInstant(now))
        for (let each = now; each < from; each += 17 * 86_400_000) {
          const then = term(definition, all, asInstant(each))
          expect(then?.startsAt).toBeLessThanOrEqual(each)
          expect(then?.endsAt).toBeGreaterThan(each)
          expect(then?.startsAt).toBeGreaterThanOrEqual(before?.startsAt ?? 0)
          before = then
        }
        const held = term(definition, all, from)
        all.splice(-1, 1, { ...last, until: from }, { tier, because, from, until: null, placement: null })
        const after = term(definition, all, from)
        expect(after?.startsAt).toBeLessThanOrEqual(held?.startsAt ?? 0)
        now = from
      }
    }),
    { numRuns: 200 },
  )
})
