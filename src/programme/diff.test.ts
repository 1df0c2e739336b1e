import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../base/canonical.ts'
import type { TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { definitions, histories } from './definitions.fixture.ts'
import { differences } from './diff.ts'
import { changesText, diffInWords, placeInWords } from './diffwords.ts'
import { standardProgramme } from './standard.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const [points, growth] = standard.wallets
const [base, growing] = standard.earningRules
const [ladder] = standard.ladders
if (points === undefined || growth === undefined || base === undefined || growing === undefined || ladder === undefined)
  throw new Error('the standard programme is not standard')

const goldAt = (reach: number) => ({
  ...standard,
  ladders: [{ ...ladder, tiers: ladder.tiers.map((tier) => (tier.code === 'gold' ? { ...tier, reach } : tier)) }],
})

describe('two definitions', () => {
  test('differ by items, fields of items, order and values', () => {
    const after: Definition = {
      ...goldAt(6_000),
      timeZone: 'UTC',
      wallets: [growth, points],
      earningRules: [
        { ...growing, rounding: 'ceil' },
        { ...base, code: 'other' },
      ],
      exchanges: [{ from: 'points', to: 'growth', give: 1, receive: 1 }],
    }
    const found = differences(standard, after).map(({ place, kind, fields }) => [
      ...[kind, place],
      ...fields.map(({ path, before, after: now }) => [path, before, now].join(' ')),
    ])
    expect(found).toEqual([
      ['changed', 'earningRules.base-growth', 'rounding floor ceil'],
      ['added', 'earningRules.other'],
      ['removed', 'earningRules.base-points'],
      ['added', 'exchanges'],
      ['changed', 'ladders.status', 'tiers.gold.reach 5000 6000'],
      ['changed', 'timeZone'],
      ['reordered', 'wallets'],
    ])
  })

  test('an empty list is not the same as none', () => {
    expect(differences(standard, { ...standard, exchanges: [] })).toMatchObject([{ kind: 'added', place: 'exchanges' }])
    expect(differences({ offers: [] }, { offers: [{ code: 'a' }] })).toMatchObject([
      { kind: 'added', place: 'offers.a' },
    ])
  })

  test('have no difference exactly when they are equal, and each difference has its mirror', () => {
    const mirror = { added: 'removed', removed: 'added', changed: 'changed', reordered: 'reordered' } as const
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(definitions, definitions),
          histories.map(({ ours, theirs }) => [ours, theirs] as const),
        ),
        ([a, b]) => {
          const there = differences(a, b)
          expect(there.length === 0).toBe(canonical(a) === canonical(b))
          const back = differences(b, a).map(({ place, kind }) => `${mirror[kind]} ${place}`)
          expect(there.map(({ place, kind }) => `${kind} ${place}`).toSorted()).toEqual(back.toSorted())
        },
      ),
    )
  })
})

describe('in words', () => {
  const after: Definition = {
    ...goldAt(6_000),
    earningRules: [{ ...base, earn: { by: 'amount', points: 2, perUnits: 1 } }, growing],
    exchanges: [{ from: 'points', to: 'growth', give: 50, receive: 1 }],
    name: { en: 'Club', 'zh-CN': '俱乐部' },
  }

  test('each change says what was and what is, and what else reads differently', () => {
    expect(changesText(diffInWords(standard, after), 'en')).toEqual([
      'Changed: earning rule “Points on every purchase” (base-points)',
      '  - 1 points per 1 whole currency unit after discounts, times the tier’s multiplier.',
      '  + 2 points per 1 whole currency unit after discounts, times the tier’s multiplier.',
      'Exchanges: – → [{"from":"points","to":"growth","give":50,"receive":1}]',
      'Changed: ladder “Membership tier” (status)',
      '  - Gold: At 5,000 unexpired growth, kept above 5,000; points × 1.5.',
      '  + Gold: At 6,000 unexpired growth, kept above 5,000; points × 1.5.',
      'Name: Membership → Club',
      'Reads differently: wallet “Points” (points)',
      expect.stringMatching(/^ {2}- It is available at once .* is owed\.$/),
      expect.stringMatching(/^ {2}\+ It is available at once .*; 50 points can become 1 growth\.$/),
    ])
    const chinese = changesText(diffInWords(standard, after), 'zh-CN')
    expect(chinese).toContain('修改：等级体系“会员等级”（status）')
    expect(chinese).toContain('  + 金卡会员：有效成长值达到 6,000，低于 5,000 时降级；积分 × 1.5。')
    expect(chinese).toContain('名称：会员体系 → 俱乐部')
  })

  test('a change that no sentence tells is told as data, beside one that a sentence tells too', () => {
    const both: Definition = {
      ...standard,
      earningRules: [{ ...base, rounding: 'ceil', earn: { by: 'order', points: 9 } }, growing],
    }
    expect(changesText(diffInWords(standard, both), 'en').slice(3)).toEqual([
      '  earn: {"by":"amount","points":1,"perUnits":1} → {"by":"order","points":9}',
      '  rounding: floor → ceil',
    ])
    const ceil: Definition = { ...standard, earningRules: [{ ...base, rounding: 'ceil' }, growing] }
    expect(changesText(diffInWords(standard, ceil), 'en')).toEqual([
      'Changed: earning rule “Points on every purchase” (base-points)',
      '  rounding: floor → ceil',
    ])
    expect(changesText(diffInWords(standard, { ...standard, wallets: [growth, points] }), 'zh-CN')).toEqual([
      '调整顺序：账户',
      ...['  - 积分、成长值', '  + 成长值、积分'],
    ])
  })

  test('whatever differs has a title in both languages', () => {
    fc.assert(
      fc.property(histories, ({ base: before, ours }) => {
        const told = diffInWords(before, ours)
        expect(told.filter(({ kind }) => kind !== 'affected').length).toBe(differences(before, ours).length)
        for (const { words } of told) {
          expect(words.en.title).not.toBe('')
          expect(words['zh-CN'].title).toMatch(/\p{Script=Han}/u)
        }
      }),
    )
  })
})

test('a place is said as people call it', () => {
  const said = (place: string) => placeInWords(place, standard, 'en')
  expect(said('ladders.status.tiers.gold.reach')).toBe('ladder “Membership tier” (status) · tiers.gold.reach')
  expect(said('wallets.points')).toBe('wallet “Points” (points)')
  expect(said('name.en')).toBe('Name · en')
  expect(said('earningRules')).toBe('Order of earning rules')
  expect(said('wallets.gone')).toBe('wallet “gone” (gone)')
  expect(placeInWords('earningRules', standard, 'zh-CN')).toBe('调整顺序：积分规则')
})
