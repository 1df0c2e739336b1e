import { expect, test } from 'vitest'
import type { Instant, TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { lint } from './lint.ts'
import { standardProgramme } from './standard.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const named = { en: 'Spring', 'zh-CN': '春季' }
type Offer = NonNullable<Definition['offers']>[number]
type Ladder = Definition['ladders'][number]

const withOffer = (offer: Partial<Offer>): Definition => ({
  ...standard,
  offerGroups: [{ code: 'main', name: named, mode: 'all' }],
  offers: [
    {
      ...{ code: 'spring', name: named, group: 'main', priority: 0, needs: 'nothing', currency: 'CNY' },
      gives: [{ kind: 'amount', minor: 100, of: 'goods' }],
      ...offer,
    },
  ],
})
const withLadder = (change: (ladder: Ladder) => Ladder): Definition => ({
  ...standard,
  ladders: standard.ladders.map(change),
})
const step = (from: number, off: { minor: number } | { basisPoints: number }) => ({ from, off })
const steps = (...all: ReturnType<typeof step>[]): Offer['gives'] => [
  { kind: 'steps', by: 'amount', steps: all, base: 'remaining' },
]
const limit = { of: 'uses', most: 1, per: 'day', by: 'all' } as const

const broken: Record<string, Definition> = {
  'offers.spring.endsAt': withOffer({ startsAt: '2026-03-02T00:00:00Z', endsAt: '2026-03-01T00:00:00Z' }),
  'offers.spring.group': withOffer({ group: 'gone' }),
  'offers.spring.gives.0.steps.1.from': withOffer({ gives: steps(step(200, { minor: 1 }), step(100, { minor: 2 })) }),
  'offers.spring.gives.0.steps.1.off': withOffer({ gives: steps(step(100, { minor: 9 }), step(200, { minor: 2 })) }),
  'offers.spring.gives.0.offMinor': withOffer({
    gives: [{ kind: 'every', perMinor: 1, offMinor: 2, base: 'remaining' }],
  }),
  'offers.spring.limits.1.of': withOffer({ limits: [limit, limit] }),
  'offers.spring.limits.0.identifier': withOffer({ limits: [{ ...limit, by: 'identifier' }] }),
  'ladders.status.tiers.silver.reach': withLadder((ladder) => ({
    ...ladder,
    tiers: ladder.tiers.map((tier) => (tier.code === 'silver' ? { ...tier, reach: 0, keep: 0 } : tier)),
  })),
  'ladders.status.tiers.gold.keep': withLadder((ladder) => ({
    ...ladder,
    tiers: ladder.tiers.map((tier) =>
      tier.code === 'gold' ? { ...tier, keep: { measure: 'spend', atLeast: 1 } } : tier,
    ),
  })),
  'ladders.status.rise': withLadder((ladder) => ({ ...ladder, rise: 'next-period' })),
  'transfers.0.most': { ...standard, transfers: [{ wallet: 'points', least: 10, most: 1 }] },
}

test('every offer whose group is gone or whose condition cannot be understood is named', () => {
  const wrong = { field: 'order.channel', is: 'equals', value: 7 }
  const { offers = [], ...rest } = withOffer({ group: 'gone' })
  const [one] = offers
  const definition: Definition = {
    ...rest,
    offers:
      one === undefined ? [] : [one, { ...one, code: 'may', group: 'main', when: wrong }, { ...one, code: 'june' }],
  }
  const errors = lint(definition, 0 as Instant).filter(({ level }) => level === 'error')
  expect(errors.map(({ place }) => place)).toEqual(['offers.spring.group', 'offers.may.when', 'offers.june.group'])
  expect(errors[1]?.sentence['zh-CN']).toMatch(/应为/)
})

test('what is wrong is said at its place, in each language in its own words', () => {
  for (const [place, definition] of Object.entries(broken)) {
    const found = lint(definition, 0 as Instant).filter((finding) => finding.level === 'error')
    expect(found.map((finding) => finding.place)).toContain(place)
    for (const { sentence } of found) {
      const after = (text: string) => text.slice(text.indexOf(place) + place.length)
      expect(after(sentence['zh-CN']), place).toMatch(/\p{Script=Han}{3}/u)
      expect(after(sentence.en), place).not.toMatch(/\p{Script=Han}/u)
    }
  }
})
