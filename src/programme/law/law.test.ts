import { describe, expect, test } from 'vitest'
import type { Instant, TimeZone } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { CountriesSchema } from '../guards.ts'
import { lint } from '../lint.ts'
import type { Offer } from '../offers/definition.ts'
import { standardProgramme } from '../standard.ts'
import { lawsKnown } from './law.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const at = Temporal.Instant.from('2026-03-01T00:00:00Z').epochMilliseconds as Instant

const found = (change: Partial<Definition>) =>
  lint({ ...standard, ...change }, at).map(({ level, code, place }) => `${level} ${code} at ${place}`)

function gift(currency: string, priceMinor: number, more: Partial<Offer> = {}): Partial<Definition> {
  return {
    costs: [{ sku: 'cup', currency, minor: 1, priceMinor }],
    offerGroups: [{ code: 'main', name: { en: 'Main', 'zh-CN': '主要' }, mode: 'all' }],
    offers: [
      {
        ...{ code: 'o', name: { en: 'o', 'zh-CN': 'o' }, group: 'main', priority: 0, needs: 'nothing' },
        ...{ endsAt: '2027-01-01T00:00:00Z', gives: [{ kind: 'gift', sku: 'cup', quantity: 2 }], ...more },
      },
    ],
  }
}

describe('limits of laws are warnings', () => {
  test('each country that a programme can name has a law with its source, and the other way round', () => {
    const named = CountriesSchema.items.anyOf.map((each) => each.const)
    expect(new Set(lawsKnown().map(({ country }) => country))).toEqual(new Set(named))
  })

  test('China: what chance may give is worth 50,000 yuan at most', () => {
    expect(found({ ...gift('CNY', 2_500_001), countries: ['CN'] })).toEqual(['warning law.prize at offers.o.gives.0'])
    expect(found({ ...gift('CNY', 2_500_000), countries: ['CN'] })).toEqual([])
    expect(found(gift('CNY', 2_500_001))).toEqual([])
    expect(found({ ...gift('USD', 2_500_001), countries: ['CN'] })).toEqual([])
  })

  test('Japan: a gift is worth a fifth of the purchase at most, and 200 yen in any case', () => {
    const from = (value: number) => ({ when: { field: 'order.amountMinor', is: 'at-least', value } })
    expect(found({ ...gift('JPY', 101), countries: ['JP'] })).toEqual(['warning law.gift at offers.o.gives.0'])
    expect(found({ ...gift('JPY', 100), countries: ['JP'] })).toEqual([])
    expect(found({ ...gift('JPY', 500, from(4_999)), countries: ['JP'] })).toEqual([
      'warning law.gift at offers.o.gives.0',
    ])
    expect(found({ ...gift('JPY', 500, from(5_000)), countries: ['JP'] })).toEqual([])
  })

  test('Ontario and Québec: points do not expire by time alone', () => {
    const [points, growth] = standard.wallets
    if (points === undefined || growth === undefined) throw new Error('the standard programme is not standard')
    const lapsing = (months: number, country: 'CA-ON' | 'CA-QC') =>
      found({
        countries: [country],
        wallets: [{ ...points, expiry: { kind: 'inactivity', months, roundUpTo: 'day', resetBy: ['earn'] } }, growth],
      })
    expect(found({ countries: ['CA-ON'] })).toEqual(['warning law.expiry at wallets.points.expiry'])
    expect(lapsing(11, 'CA-QC')).toEqual(['warning law.expiry at wallets.points.expiry'])
    expect(lapsing(12, 'CA-QC')).toEqual([])
    expect(lapsing(11, 'CA-ON')).toEqual([])
    expect(lint({ ...standard, countries: ['CA-QC'] }, at)[0]?.sentence['zh-CN']).toContain('第187.8条')
  })
})
