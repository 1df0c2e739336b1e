import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { compileProgramme } from './rules.ts'
import { standardProgramme } from './standard.ts'

const shanghai = 'Asia/Shanghai' as TimeZone
const standard = standardProgramme(shanghai)

describe('a programme is refused with the place of the mistake', () => {
  const [points, growth] = standard.earningRules
  const ladder = standard.ladders[0]
  if (points === undefined || growth === undefined || ladder === undefined)
    throw new Error('the standard programme is not standard')
  const broken: [string, Partial<Definition>][] = [
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['earningRules[1]', { earningRules: [points, points] }],
    ['earningRules[0].wallet', { earningRules: [{ ...points, wallet: 'gold-coins' }] }],
    ['earningRules[0].tierMultiplier', { earningRules: [{ ...points, tierMultiplier: 'club' }] }],
    [
      'earningRules[0].when',
      { earningRules: [{ ...points, when: { field: 'order.amout', is: 'at-least', value: 1 } }] },
    ],
    [
      'earningRules[0].lines',
      { earningRules: [{ ...points, lines: { field: 'order.channel', is: 'equals', value: 'pos' } }] },
    ],
    [
      'earningRules[0].earn.rule',
      { earningRules: [{ ...points, earn: { by: 'multiply', rule: 'base-growth', percent: 200 } }, growth] },
    ],
    [
      'earningRules[0].endsAt',
      { earningRules: [{ ...points, startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' }] },
    ],
    ['ladders[0].tiers[0].reach', { ladders: [{ ...ladder, tiers: ladder.tiers.slice(1) }] }],
    [
      'ladders[0].tiers[2].reach',
      {
        ladders: [
          {
            ...ladder,
            tiers: ladder.tiers.map((tier, index) => (index === 2 ? { ...tier, reach: 900, keep: 900 } : tier)),
          },
        ],
      },
    ],
    [
      'ladders[0].tiers[1].keep',
      {
        ladders: [
          { ...ladder, tiers: ladder.tiers.map((tier, index) => (index === 1 ? { ...tier, keep: 5_000 } : tier)) },
        ],
      },
    ],
  ]
  test.each(broken)('%s', (where, change) => {
    const outcome = compileProgramme(2, 0 as Instant, { ...standard, ...change })
    if (!isRefusal(outcome)) throw new Error('it was accepted')
    expect(outcome.refusal).toBe('programme.invalid')
    expect(outcome.facts.where).toBe(where)
  })

  test('the standard one is accepted', () => expect(isRefusal(compileProgramme(1, 0 as Instant, standard))).toBe(false))
})
