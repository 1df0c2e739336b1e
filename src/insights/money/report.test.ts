/** The books of a shop's year: what the reports say beside what is in wallets and lots. */

import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { programmeOf, rule, story, wallet } from '../../../tests/support/story.ts'
import type { MemberId } from '../../base/ids.ts'
import { group, offer } from '../../offers/offers.fixture.ts'
import { chance } from '../maths/chance.ts'
import type { Setting } from '../settings/setting.ts'
import type { Workshop } from '../workshop.ts'
import { costsReport } from './costs.ts'
import { journalReport, moneyReport } from './report.ts'
import { costsResult, journalResult, moneyResult } from './schemas.ts'
import { type MoneySetting, moneySetting } from './settings.ts'

const shop = await story(
  programmeOf('Asia/Shanghai', {
    wallets: [
      wallet('points', {
        checkout: { points: 100, minor: 100, currency: 'CNY' },
        expiry: { kind: 'rolling', months: 2, roundUpTo: 'month' },
      }),
      wallet('stars'),
      wallet('growth', { purpose: 'status' }),
    ],
    earningRules: [rule('base', 'points'), rule('star', 'stars', { earn: { by: 'order', points: 1 } })],
    ladders: [],
    offerGroups: [group('main')],
    offers: [offer('ten-off', { kind: 'percent', basisPoints: 1_000, of: 'goods', base: 'remaining' })],
  }),
  '2026-01-01T09:00',
)
const forms = { money: Compile(moneyResult), journal: Compile(journalResult), costs: Compile(costsResult) }

function workshop(set: Partial<MoneySetting> = {}): Workshop {
  const setting = async <T>(wanted: Setting<T>): Promise<T> => {
    const value = wanted.name === moneySetting.name ? { ...moneySetting.initial, ...set } : wanted.initial
    const checked = wanted.checked(value)
    if (typeof checked === 'object' && checked !== null && 'refusal' in checked) throw new Error('a setting is wrong')
    return checked
  }
  const zone = shop.programme.at(shop.clock.now()).timeZone
  return { copy: shop.db, db: shop.db, rooms: shop, now: shop.clock.now(), zone, currency: 'CNY', setting }
}
const money = async (set?: Partial<MoneySetting>) => forms.money.Parse(await moneyReport.make(workshop(set), {}))
const journal = async (asked: object = {}, set?: Partial<MoneySetting>) =>
  forms.journal.Parse(await journalReport.make(workshop(set), asked))

async function lived(): Promise<void> {
  const draw = chance(7)
  const members: MemberId[] = []
  for (let each = 0; each < 6; each += 1) members.push(await shop.member())
  for (let month = 1; month <= 10; month += 1) {
    await shop.on(`2026-${String(month).padStart(2, '0')}-10T12:00`)
    for (const [index, member] of members.entries()) {
      const number = `B-${month}-${index}`
      await shop.buy(member, number, 10_000 + draw.below(40_000))
      const balance = await shop.balance(member)
      if (draw.fraction() < 0.3) await shop.spend(member, Math.min(balance, 60 + draw.below(200)))
      if (draw.fraction() < 0.15)
        await shop.orders.giveBack({ number, lines: [{ line: 1, quantity: 1 }], reason: 'x', at: shop.clock.now() })
      if (draw.fraction() < 0.1)
        await shop.points.adjust({
          ...{ memberId: member, wallet: 'points', amount: 25 },
          ...{ reason: 'sorry', reference: null, by: 'test' },
        })
    }
  }
  await shop.on('2026-11-01T00:30')
}

describe('before anything happened', () => {
  test('there are no books, and the reports say so', async () => {
    const said = await money()
    expect([said.missing?.code, said.months]).toEqual(['insights.no-month-complete', []])
    expect((await journal()).missing?.code).toBe('insights.no-month-complete')
  })
})

describe('after ten months', () => {
  test('lots, months of earning and liability agree with each other and with the journal of each month', async () => {
    await lived()
    const said = await money()
    expect(said).toMatchObject({ currency: 'CNY', missing: null, otherOrders: 0 })
    expect(said.months).toHaveLength(10)
    const [points, stars] = said.wallets
    expect(said.wallets.map(({ wallet: code }) => code)).toEqual(['points', 'stars'])
    expect([stars?.value, stars?.liability, stars?.valueMissing?.code]).toEqual([null, [], 'insights.value-unknown'])
    if (points === undefined) throw new Error('there are no points')
    const inLots = points.outstanding.reduce((sum, { status, points: n }) => (status === 'owed' ? sum : sum + n), 0)
    expect(points.triangle.reduce((sum, { outstanding }) => sum + outstanding, 0)).toBe(inLots)
    expect(points.nominalMinor).toBe(inLots)
    expect(points.triangle[0]).toMatchObject({ earned: '2026-01', outstanding: 0 })
    expect(points.breakage?.openShare).toBe(0)
    expect(points.breakage?.share).toBeGreaterThan(0.2)
    for (const { breakage } of points.triangle) expect(breakage?.low).toBeLessThanOrEqual(breakage?.high ?? 0)
    expect(points.liability.map(({ basis }) => basis)).toEqual([
      ...Array(5).fill('none'),
      ...Array(5).fill('estimated'),
    ])
    for (const row of points.liability) {
      const { wallets, pools, lines, closed } = await journal({ month: row.month })
      const { month: _, ...rolled } = row
      expect(wallets).toEqual([{ ...rolled, wallet: 'points', name: points.name }])
      expect(pools.reduce((sum, { liabilityMinor }) => sum + liabilityMinor, 0)).toBe(row.closingMinor)
      const moved = lines.reduce((sum, { debit, minor }) => sum + (debit === 'liability' ? -minor : minor), 0)
      expect(moved).toBe(row.closingMinor - row.openingMinor)
      expect(closed).toBe(false)
    }
    const last = points.liability.at(-1)
    expect(last?.points).toBe(inLots)
    // A liability is below what all would pay: prices shared with the points, and breakage.
    expect(last?.closingMinor).toBeGreaterThan(0)
    expect(last?.closingMinor).toBeLessThan(points.nominalMinor ?? 0)
  })

  test('what finance names counts from its month on, and the months before stay as they were', async () => {
    const [before, after] = [
      await money(),
      await money({
        values: [{ wallet: 'stars', from: '2026-03', points: 1, minor: 500 }],
        breakage: [{ wallet: 'points', from: '2026-08', basisPoints: 1_000 }],
      }),
    ]
    const [old, now] = [before.wallets[0]?.liability ?? [], after.wallets[0]?.liability ?? []]
    expect(now.slice(7).map(({ basis }) => basis)).toEqual(['named', 'named', 'named'])
    expect(after.wallets[1]?.value).toEqual({ points: 1, minor: 500 })
    expect(after.wallets[1]?.liability.at(-1)?.closingMinor).toBeGreaterThan(0)
    const own = await money({ breakage: [{ wallet: 'points', from: '2026-08', basisPoints: 1_000 }] })
    expect(own.wallets[0]?.liability.slice(0, 7)).toEqual(old.slice(0, 7))
    expect(own.wallets[0]?.liability.at(-1)).not.toEqual(old.at(-1))
    const taxed = await money({ taxBasisPoints: 1_300 })
    const ratio = (taxed.wallets[0]?.liability.at(-1)?.closingMinor ?? 0) / (old.at(-1)?.closingMinor ?? 1)
    expect(ratio).toBeCloseTo(1 / 1.13, 2)
  })

  test('a month is closed so many days after its end, and says which months there are when it is not one', async () => {
    const closedAfterDays = 20
    expect((await journal({ month: '2026-09' }, { closedAfterDays })).closed).toBe(true)
    expect(await journal({}, { closedAfterDays })).toMatchObject({ month: '2026-10', closed: false })
    expect((await journal({ month: '2026-11' })).missing?.code).toBe('insights.month-not-in-books')
  })

  test('rules and offers are told with what they gave and what they touched', async () => {
    const made = await costsReport.make(workshop(), { from: '2026-01', to: '2026-10' })
    const { rules, offers, otherCurrencies } = forms.costs.Parse(made)
    expect(otherCurrencies).toEqual([])
    expect(rules.map((each) => [each.rule, each.offer, each.orders])).toEqual([
      ['base', null, 60],
      ['star', null, 60],
    ])
    const [base, star] = rules
    expect(base?.costMinor).toBe(base?.kept)
    expect(base?.expectedMinor).toBeLessThan(base?.costMinor ?? 0)
    expect([star?.costMinor, star?.expectedMinor]).toEqual([null, null])
    expect(offers).toMatchObject([{ offer: 'ten-off', orders: 60, netMinor: base?.netMinor, points: 0, costMinor: 0 }])
    expect(offers[0]?.offMinor).toBeGreaterThan((base?.netMinor ?? 0) / 10)
    const backwards = forms.costs.Parse(await costsReport.make(workshop(), { from: '2026-05', to: '2026-01' }))
    expect(backwards.missing?.code).toBe('insights.months-backwards')
  })
})

test('a setting that says two things of one month is refused', () => {
  const value = { wallet: 'points', from: '2026-01', points: 1, minor: 1 }
  const twice = moneySetting.checked({ ...moneySetting.initial, values: [value, value] })
  expect(twice).toMatchObject({ refusal: 'insights.from-twice' })
})
