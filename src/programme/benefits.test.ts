import { describe, expect, test } from 'vitest'
import type { Instant, TimeZone } from '../base/time.ts'
import { benefits, withBenefits } from '../benefits/benefits.fixture.ts'
import type { Benefit, TierBenefit } from './benefits.ts'
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
    expect(zh.ladders[0]?.tiers[2]?.sentence).toMatch(
      /；权益：贵宾室、免费配送（每月 3 次）、免费咖啡（每季度 2 次）。$/,
    )
    expect(zh.benefits[1]?.sentence).toBe('按次使用，每个自然月重新计算，次数由等级决定。')
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
    expect(added.filter((title) => title.includes('权益'))).toContain('新增：权益“贵宾室”（lounge）')
  })

  test('that come by themselves are refused where nothing could come, and said with what comes when', () => {
    const points: Benefit = {
      ...{ code: 'birthday', name: { en: 'Birthday', 'zh-CN': '生日礼' } },
      gives: { kind: 'gift', at: 'birthday', daysBefore: 7, what: { kind: 'points', wallet: 'points' } },
    }
    const given = (gives: Benefit['gives'], gold: TierBenefit[]): Definition => ({
      ...withBenefits(standard, { gold, diamond: gold }),
      benefits: [{ ...points, gives }],
    })
    const wrong = (gives: Benefit['gives'], gold: TierBenefit[]) =>
      mistakesIn(given(gives, gold)).map(({ facts }) => facts['where'])
    const own: TierBenefit[] = [{ code: 'birthday', points: 300 }]
    expect(wrong(points.gives, own)).toEqual([])
    expect(wrong(points.gives, [{ code: 'birthday' }])[0]).toBe('ladders[0].tiers[2].benefits[0].points')
    expect(wrong(points.gives, [{ code: 'birthday', points: 3, uses: 1 }])[0]).toMatch(/uses$/)
    const elsewhere: Benefit['gives'] = { kind: 'gift', at: 'joined', what: { kind: 'points', wallet: 'gold' } }
    expect(wrong(elsewhere, own)).toEqual(['benefits[0].gives.what.wallet'])
    const early: Benefit['gives'] = {
      ...{ kind: 'gift', at: 'tier-reached', daysBefore: 1 },
      what: { kind: 'points', wallet: 'points' },
    }
    expect(wrong(early, own)).toEqual(['benefits[0].gives.daysBefore'])
    const coupon: Benefit['gives'] = { kind: 'gift', at: 'joined', what: { kind: 'coupon', offer: 'cake' } }
    expect(wrong(coupon, [{ code: 'birthday' }])).toEqual(['benefits[0].gives.what.offer'])
    const [en, zh] = [inWords(given(points.gives, own), 'en'), inWords(given(points.gives, own), 'zh-CN')]
    expect(en.benefits[0]?.sentence).toBe(
      '7 days before the birthday, by itself, once and never twice within 365 days: as much in “Points” as each tier says.',
    )
    expect(zh.benefits[0]?.sentence).toBe('生日前 7 天自动发放，每次一份，365 天内不重复：“积分”，数量由等级决定。')
    expect(en.ladders[0]?.tiers[2]?.sentence).toMatch(/; gives Birthday \(300 points\)\.$/)
    expect(zh.ladders[0]?.tiers[2]?.sentence).toMatch(/；权益：生日礼（300 积分）。$/)
    const fewer = {
      ...given(points.gives, own),
      ladders: withBenefits(standard, { gold: own, diamond: [{ code: 'birthday', points: 200 }] }).ladders,
    }
    const warned = (definition: Definition) => lint(definition, at).map(({ code }) => code)
    expect(warned(fewer)).toContain('tier.gives-less')
    expect(warned(given(points.gives, own))).not.toContain('tier.gives-less')
  })
})
