import { describe, expect, test } from 'vitest'
import type { Instant, TimeZone } from '../base/time.ts'
import { benefits, withBenefits } from '../benefits/benefits.fixture.ts'
import type { TierBenefit } from './benefits.ts'
import type { Definition } from './definition.ts'
import { diffInWords } from './diffwords.ts'
import { lint } from './lint.ts'
import { merge } from './merge.ts'
import { mistakesIn } from './rules.ts'
import { standardProgramme } from './standard.ts'
import { inWords } from './words.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const definition = withBenefits(standard)
const at = 0 as Instant

function mistake(gold: TierBenefit[]): unknown {
  return mistakesIn(withBenefits(standard, { gold })).map(({ facts }) => facts)
}

describe('benefits of a programme', () => {
  test('are refused when a tier gives what is not there, gives it twice, or counts what is not counted', () => {
    expect(mistakesIn(definition)).toEqual([])
    const where = 'ladders[0].tiers[2].benefits'
    expect(mistake([{ code: 'spa' }])).toMatchObject([{ where: `${where}[0].code` }])
    expect(mistake([{ code: 'lounge' }, { code: 'lounge' }])).toMatchObject([{ where: `${where}[1].code` }])
    expect(mistake([{ code: 'delivery' }])).toMatchObject([{ where: `${where}[0].uses` }])
    expect(mistake([{ code: 'lounge', uses: 3 }])).toMatchObject([{ where: `${where}[0].uses` }])
    const twice: Definition = { ...standard, benefits: [...benefits, ...benefits.slice(0, 1)] }
    expect(mistakesIn(twice).map(({ facts }) => facts)).toMatchObject([{ where: 'benefits[4]' }])
  })

  test('are looked over: given by no tier, and fewer on a higher tier', () => {
    const codes = (given: Definition) => lint(given, at).map(({ code, place }) => `${code} ${place}`)
    expect(codes(definition).filter((each) => each.includes('benefit') || each.includes('gives'))).toEqual([])
    const odd = withBenefits(standard, {
      silver: [{ code: 'delivery', uses: 5 }, { code: 'lounge' }],
      gold: [{ code: 'delivery', uses: 4 }],
      diamond: [{ code: 'delivery', uses: 4 }],
    })
    expect(codes(odd)).toEqual(
      expect.arrayContaining([
        'benefit.given-by-none benefits.coffee',
        'benefit.given-by-none benefits.valet',
        'tier.gives-less ladders.status.tiers.gold',
      ]),
    )
    expect(codes(odd).filter((each) => each.startsWith('tier.gives-less'))).toHaveLength(2)
  })

  test('are said in both languages, with the tiers that give them', () => {
    const [en, zh] = [inWords(definition, 'en'), inWords(definition, 'zh-CN')]
    expect(en.benefits.map(({ sentence }) => sentence).slice(0, 2)).toEqual([
      'A service, as often as it is wanted. Rest in any of our stores.',
      'So many uses a calendar month, as each tier says.',
    ])
    expect(en.ladders[0]?.tiers[2]?.sentence).toMatch(
      /; gives Lounge, Free delivery \(3 × a month\), Free coffee \(2 × a quarter\)\.$/,
    )
    expect(zh.ladders[0]?.tiers[2]?.sentence).toMatch(/;权益:贵宾室、免费配送\(每月 3 次\)、免费咖啡\(每季度 2 次\)。$/)
    expect(zh.benefits[1]?.sentence).toBe('按次使用,每个自然月重新计算,次数由等级决定。')
  })

  test('are told in a difference and joined benefit by benefit', () => {
    const more = withBenefits(standard, { gold: [{ code: 'delivery', uses: 5 }] })
    const base = withBenefits(standard, { gold: [{ code: 'delivery', uses: 4 }] })
    const [change] = diffInWords(base, more)
    expect(change?.words.en.lines[0]).toMatchObject({
      name: 'Gold',
      before: expect.stringContaining('4 × a month'),
      after: expect.stringContaining('5 × a month'),
    })
    const other = withBenefits(standard, { gold: [{ code: 'delivery', uses: 4 }, { code: 'lounge' }] })
    const { merged, conflicts } = merge({ base, ours: more, theirs: other })
    expect(conflicts).toEqual([])
    expect(merged).toEqual(withBenefits(standard, { gold: [{ code: 'delivery', uses: 5 }, { code: 'lounge' }] }))
    const added = diffInWords(standard, definition).map(({ words }) => words['zh-CN'].title)
    expect(added.filter((title) => title.includes('权益'))).toContain('新增:权益“贵宾室”(lounge)')
  })
})
