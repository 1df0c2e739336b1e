import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../base/canonical.ts'
import type { TimeZone } from '../base/time.ts'
import type { Definition } from './definition.ts'
import { definitions, histories } from './definitions.fixture.ts'
import { differences } from './diff.ts'
import { merge } from './merge.ts'
import { shapedDefinition } from './shape.ts'
import { standardProgramme } from './standard.ts'

const base = standardProgramme('Asia/Shanghai' as TimeZone)
const [points, growth] = base.wallets
const [rule, growing] = base.earningRules
const [ladder] = base.ladders
if (points === undefined || growth === undefined || rule === undefined || growing === undefined || ladder === undefined)
  throw new Error('the standard programme is not standard')

const RUNS = 500

const withTier = (code: string, change: object): Definition => ({
  ...base,
  ladders: [{ ...ladder, tiers: ladder.tiers.map((tier) => (tier.code === code ? { ...tier, ...change } : tier)) }],
})
const codes = (merged: unknown) => (Array.isArray(merged) ? merged.map(({ code }) => code) : merged)
const places = (ours: object, theirs: object) => merge({ base, ours, theirs }).conflicts.map(({ place }) => place)

describe('what two people changed is joined', () => {
  test('by items, fields, tiers and languages', () => {
    const ours: Definition = {
      ...withTier('gold', { reach: 6_000 }),
      name: { ...base.name, en: 'Club' },
      earningRules: [{ ...rule, rounding: 'ceil' }, growing],
    }
    const theirs: Definition = {
      ...withTier('silver', { pointsPercent: 130 }),
      name: { ...base.name, 'zh-CN': '俱乐部' },
      earningRules: [{ ...rule, cap: { points: 9, per: 'day' } }],
    }
    const { merged, conflicts } = merge({ base, ours, theirs })
    expect(conflicts).toEqual([])
    expect(merged).toMatchObject({
      name: { en: 'Club', 'zh-CN': '俱乐部' },
      earningRules: [{ code: 'base-points', rounding: 'ceil', cap: { points: 9, per: 'day' } }],
      ladders: [{ tiers: [{}, { code: 'silver', pointsPercent: 130 }, { code: 'gold', reach: 6_000 }, {}] }],
    })
  })

  test('what both changed, each in its own way, is a conflict with its place and all three sides', () => {
    const percent = (expiryGuardPercent: number) => ({ ...base, expiryGuardPercent })
    expect(merge({ base, ours: percent(30), theirs: percent(40) }).conflicts).toEqual([
      { place: 'expiryGuardPercent', base: 20, ours: 30, theirs: 40 },
    ])
    expect(places(withTier('gold', { reach: 6_000 }), withTier('gold', { reach: 7_000 }))).toEqual([
      'ladders.status.tiers.gold.reach',
    ])
    // Two halves of one way of earning would be a rule that nobody wrote.
    const earning = (points: number, perUnits: number) => ({
      ...{ ...base, earningRules: [{ ...rule, earn: { by: 'amount', points, perUnits } }, growing] },
    })
    expect(places(earning(2, 1), earning(1, 10))).toEqual(['earningRules.base-points.earn'])
  })

  test('removing what the other changed is a conflict, and so is making one code twice', () => {
    expect(
      places({ ...base, earningRules: [rule] }, { ...base, earningRules: [rule, { ...growing, rounding: 'ceil' }] }),
    ).toEqual(['earningRules.base-growth'])
    const gift = (points: number) => ({ ...rule, code: 'gift', earn: { by: 'order', points } })
    const rules = (...more: object[]) => ({ ...base, earningRules: [rule, growing, ...more] })
    expect(places(rules(gift(1)), rules(gift(2)))).toEqual(['earningRules.gift'])
    expect(places(rules(gift(1)), rules(gift(1)))).toEqual([])
  })

  test('what was added stays behind what it was put behind, in the order of the side that changed it', () => {
    const rules = (...all: string[]) => ({ ...base, earningRules: all.map((code) => ({ ...rule, code })) })
    const of = (start: string[], ours: string[], theirs: string[]) => {
      const { merged, conflicts } = merge({ base: rules(...start), ours: rules(...ours), theirs: rules(...theirs) })
      return conflicts.length > 0 ? conflicts : codes(merged['earningRules'])
    }
    expect(of(['a', 'b'], ['a', 'x', 'b'], ['y', 'a', 'b'])).toEqual(['y', 'a', 'x', 'b'])
    expect(of(['a', 'b'], ['a', 'b', 'z'], ['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'z'])
    expect(of(['a', 'b', 'c'], ['c', 'a', 'b'], ['a', 'x', 'b'])).toEqual(['a', 'x', 'b'])
    expect(of(['a', 'b', 'c'], ['c', 'a', 'b'], ['a', 'x', 'b', 'c'])).toEqual(['c', 'a', 'x', 'b'])
    expect(of(['a', 'b', 'c'], ['c', 'a', 'b'], ['b', 'a', 'c'])).toEqual([
      { place: 'earningRules', base: ['a', 'b', 'c'], ours: ['c', 'a', 'b'], theirs: ['b', 'a', 'c'] },
    ])
  })
})

test('a list that both began is joined', () => {
  const { merged, conflicts } = merge({
    base: {},
    ours: { offers: [{ code: 'b' }] },
    theirs: { offers: [{ code: 'a' }] },
  })
  expect({ merged, conflicts }).toEqual({ merged: { offers: [{ code: 'a' }, { code: 'b' }] }, conflicts: [] })
})

describe('whatever the definitions', () => {
  test('merging with an unchanged side gives the other side, to the letter', () => {
    fc.assert(
      fc.property(definitions, definitions, (one, other) => {
        for (const merged of [
          merge({ base: one, ours: other, theirs: one }),
          merge({ base: one, ours: one, theirs: other }),
        ]) {
          expect(canonical(merged.merged)).toBe(canonical(other))
          expect(merged.conflicts).toEqual([])
        }
      }),
    )
  })

  test('without conflicts it does not matter which side is whose; with conflicts both see the same ones', () => {
    let joined = 0
    fc.assert(
      fc.property(histories, ({ base: start, ours, theirs }) => {
        const there = merge({ base: start, ours, theirs })
        const back = merge({ base: start, ours: theirs, theirs: ours })
        const turned = back.conflicts.map((each) => ({ ...each, ours: each.theirs, theirs: each.ours }))
        expect(there.conflicts.toSorted(byPlace)).toEqual(turned.toSorted(byPlace))
        if (there.conflicts.length > 0) return
        joined += 1
        expect(canonical(there.merged)).toBe(canonical(back.merged))
      }),
      { numRuns: RUNS },
    )
    expect(joined).toBeGreaterThan(50)
  })

  test('a merge without conflicts is a definition that has every change of both sides', () => {
    fc.assert(
      fc.property(histories, ({ base: start, ours, theirs }) => {
        const { merged, conflicts } = merge({ base: start, ours, theirs })
        if (conflicts.length > 0) return
        const changed = (side: object) =>
          differences(start, side).flatMap(({ place, kind, fields }) =>
            fields.length > 0 ? fields.map(({ path }) => `${place}.${path}`) : [`${kind} ${place}`],
          )
        const of = (side: object) => changed(side).filter((each) => !each.startsWith('reordered'))
        expect(of(merged)).toEqual(expect.arrayContaining([...of(ours), ...of(theirs)]))
        // A list that one side emptied and the other left alone may be shorter than a definition allows; no other shape arises.
        if (Array.isArray(merged['wallets']) && merged['wallets'].length > 0 && everyLadderHasTiers(merged))
          expect(shapedDefinition(merged)).toBe(merged)
      }),
      { numRuns: RUNS },
    )
  })
})

const byPlace = (a: { place: string }, b: { place: string }) => (a.place < b.place ? -1 : 1)

function everyLadderHasTiers({ ladders }: { readonly ladders?: unknown }): boolean {
  return Array.isArray(ladders) && ladders.every(({ tiers }) => tiers.length > 0)
}

describe('a choice for each conflict', () => {
  test('ours is the draft, theirs what was published; an order of items too, and what is removed stays removed', () => {
    const ours = { ...withTier('gold', { reach: 6_000 }), expiryGuardPercent: 30, earningRules: [growing] }
    const theirs = { ...withTier('gold', { reach: 7_000 }), earningRules: [{ ...rule, rounding: 'ceil' }, growing] }
    const undecided = merge({ base, ours, theirs }).conflicts.map(({ place }) => place)
    expect(undecided).toEqual(['earningRules.base-points', 'ladders.status.tiers.gold.reach'])
    const choose = (side: 'ours' | 'theirs') =>
      merge({ base, ours, theirs }, new Map(undecided.map((each) => [each, side])))
    expect(choose('ours')).toMatchObject({
      conflicts: [],
      merged: { ladders: [{ tiers: [{}, {}, { reach: 6_000 }, {}] }], earningRules: [{ code: 'base-growth' }] },
    })
    expect(choose('theirs')).toMatchObject({
      conflicts: [],
      merged: { expiryGuardPercent: 30, ladders: [{ tiers: [{}, {}, { reach: 7_000 }, {}] }] },
    })
    expect(codes(choose('theirs').merged['earningRules'])).toEqual(['base-points', 'base-growth'])
  })

  test('decided for theirs everywhere, nothing of the draft is left where both changed something', () => {
    fc.assert(
      fc.property(histories, ({ base: before, ours, theirs }) => {
        const { conflicts } = merge({ base: before, ours, theirs })
        const all = new Map(conflicts.map(({ place }) => [place, 'theirs' as const]))
        const { merged, conflicts: left } = merge({ base: before, ours, theirs }, all)
        expect(left).toEqual([])
        const again = merge({ base: before, ours: merged, theirs })
        expect(again.conflicts).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })
})
