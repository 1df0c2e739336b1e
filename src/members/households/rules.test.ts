import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asId, type MemberId } from '../../base/ids.ts'
import { isRefusal } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { Status } from '../member.ts'
import { type Household, type Role, roles } from './household.ts'
import {
  differences,
  givenBack,
  heldBy,
  inOrder,
  joined,
  MEMBERS_AT_MOST,
  passedOn,
  roleOf,
  without,
  withRole,
} from './rules.ts'

const member = (n: number): MemberId => asId(`019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`)
const side = (n: number, household?: Household, status: Status = 'active') => ({
  ...{ memberId: member(n), status, household },
})
const given = (role: Role, at = 1) => ({ role, at: asInstant(at), householdId: asId<'household'>(member(999)) })

function household(...named: readonly Role[]): Household {
  const places = named.map((role, n) => ({
    ...{ memberId: member(n), role: role === 'child' ? ('child' as const) : ('adult' as const) },
    ...{ since: asInstant(n), status: 'active' as const },
  }))
  return { householdId: asId(member(900)), headId: member(named.indexOf('head')), foundedAt: asInstant(0), places }
}

/** Roles by number of member; the refusal’s code when it was refused. */
function told(outcome: ReturnType<typeof joined> | undefined): Record<number, Role | undefined> | string | undefined {
  if (outcome === undefined) return undefined
  if (isRefusal(outcome)) return outcome.refusal
  return Object.fromEntries(
    outcome.places.map(({ memberId }) => [Number(memberId.slice(-12)), roleOf(outcome, memberId)]),
  )
}

describe('joining', () => {
  test('two who are in none found one; the other is its head unless the member is', () => {
    expect(told(joined(side(1), side(2), given('child')))).toEqual({ 1: 'child', 2: 'head' })
    expect(told(joined(side(1), side(2), given('head')))).toEqual({ 1: 'head', 2: 'adult' })
  })

  test('again with the same role changes nothing, with another one the role', () => {
    const both = household('head', 'adult')
    const again = joined(side(1, both), side(0, both), given('adult'))
    if (isRefusal(again)) return expect.fail(again.refusal)
    expect(differences(both, again)).toEqual({ joined: [], left: [], changed: [] })
    expect(told(joined(side(1, both), side(0, both), given('head')))).toEqual({ 0: 'adult', 1: 'head' })
    return expect(told(joined(side(0, both), side(1, both), given('child')))).toBe('household.head-needed')
  })

  test('refuses oneself, another household, a thirteenth, and who is suspended or closed', () => {
    const whole = household('head', ...Array.from({ length: MEMBERS_AT_MOST - 1 }, () => 'adult' as const))
    expect(told(joined(side(1), side(1), given('adult')))).toBe('household.with-himself')
    expect(told(joined(side(1, household('head', 'adult')), side(7), given('adult')))).toBe('household.in-another')
    expect(told(joined(side(50), side(0, whole), given('adult')))).toBe('household.full')
    for (const status of ['suspended', 'closed'] as const) {
      expect(told(joined(side(1, undefined, status), side(2), given('adult')))).toBe('household.status')
      expect(told(joined(side(1), side(2, undefined, status), given('adult')))).toBe('household.status')
    }
  })
})

describe('leaving', () => {
  test('the adult who is longest in it becomes the head; one who is suspended only when there is no other', () => {
    expect(told(without(household('head', 'child', 'adult', 'adult'), member(0)))).toEqual({
      ...{ 1: 'child', 2: 'head', 3: 'adult' },
    })
    const three = household('head', 'adult', 'adult')
    const suspended = {
      ...three,
      places: three.places.map((place, n) => (n === 1 ? { ...place, status: 'suspended' as const } : place)),
    }
    expect(told(without(suspended, member(0)))).toEqual({ 1: 'adult', 2: 'head' })
  })

  test('one alone and children alone are no household', () => {
    expect(told(without(household('head', 'adult'), member(1)))).toBeUndefined()
    expect(told(without(household('head', 'child', 'child'), member(0)))).toBeUndefined()
  })
})

describe('a record that is taken in', () => {
  const three = household('head', 'child', 'adult')
  test('leaves its place to the lasting one, the head’s with it', () => {
    expect(told(passedOn(three, member(0), side(7)))).toEqual({ 7: 'head', 1: 'child', 2: 'adult' })
    expect(told(passedOn(three, member(1), side(7)))).toEqual({ 0: 'head', 7: 'child', 2: 'adult' })
  })

  test('gives it up when the lasting one is in another household', () => {
    const another = side(7, { ...household('head', 'adult'), householdId: asId(member(901)) })
    expect(told(passedOn(three, member(0), another))).toEqual({ 1: 'child', 2: 'head' })
    expect(told(passedOn(household('head', 'child'), member(0), another))).toBeUndefined()
  })

  test('makes the lasting one the head when it was the head of the same household', () => {
    expect(told(passedOn(three, member(0), side(1, three)))).toEqual({ 1: 'head', 2: 'adult' })
    expect(told(passedOn(three, member(1), side(0, three)))).toEqual({ 0: 'head', 2: 'adult' })
    expect(told(passedOn(household('head', 'adult'), member(0), side(1, household('head', 'adult'))))).toBeUndefined()
  })
})

describe('two records that are two again', () => {
  const three = household('head', 'child', 'adult')
  const apart = (from: number, into: number) => ({
    from: { memberId: member(from), status: 'active' as const },
    into: member(into),
  })
  const again = (from: number, lasting: ReturnType<typeof side>, between = (one: Household) => one) => {
    const of = lasting.household?.householdId === three.householdId ? lasting.household : three
    const [held, after] = [heldBy(of, member(from), lasting), passedOn(of, member(from), lasting)]
    if (held === undefined || after === undefined) return expect.fail('nothing was held')
    return told(givenBack(between(after), held, { ...apart(from, 0), into: lasting.memberId }))
  }

  test('each has his place as before, whoever took it', () => {
    const before = { 0: 'head', 1: 'child', 2: 'adult' }
    expect(again(0, side(7))).toEqual(before)
    expect(again(1, side(7))).toEqual(before)
    expect(again(1, side(7, { ...household('head', 'adult'), householdId: asId(member(901)) }))).toEqual(before)
    expect(again(0, side(2, three))).toEqual(before)
    expect(again(2, side(0, three))).toEqual(before)
  })

  test('what somebody changed since stays: another role, another household, another head, no room', () => {
    const changed = (one: Household) => ({ ...one, places: one.places.map((p) => ({ ...p, role: 'adult' as const })) })
    expect(again(1, side(7), changed)).toEqual({ 0: 'head', 7: 'adult', 2: 'adult' })
    const left = (one: Household) => without(one, member(7)) ?? one
    expect(again(2, side(7), left)).toEqual({ 0: 'head', 1: 'child' })
    const other = { ...household('head', 'adult'), householdId: asId<'household'>(member(901)) }
    expect(again(0, side(7, other))).toEqual({ 0: 'adult', 1: 'child', 2: 'head' })
    const full = household('head', ...Array.from({ length: MEMBERS_AT_MOST - 1 }, () => 'adult' as const))
    const held = { householdId: full.householdId, role: 'adult', since: asInstant(1), taken: false } as const
    expect(givenBack(full, held, apart(30, 31))).toEqual(full)
  })
})

test('whatever happens in whatever order: one head, an adult; two to twelve members, each once; everybody in his place', () => {
  const people = Array.from({ length: 15 }, (_, n) => n)
  const deed = fc.record({
    do: fc.constantFrom('join', 'join', 'role', 'leave', 'merge'),
    one: fc.constantFrom(...people),
    other: fc.constantFrom(...people),
    role: fc.constantFrom(...roles),
  })
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      let now: Household | undefined
      for (const [turn, { do: what, one, other, role }] of deeds.entries()) {
        const before: Household | undefined = now
        const of = (n: number) =>
          side(n, before?.places.some((each) => each.memberId === member(n)) ? before : undefined)
        if (before !== undefined && of(one).household === undefined && of(other).household === undefined) continue
        let next: ReturnType<typeof joined> | undefined
        if (what === 'join') next = joined(of(one), of(other), given(role, turn + 1))
        else if (what === 'role') next = withRole(of(one), role)
        else if (before === undefined) continue
        else if (what === 'leave') next = without(before, member(one))
        else if (one === other) continue
        else next = passedOn(before, member(one), of(other))
        if (isRefusal(next)) continue
        now = next
        const { joined: came, left } = differences(before, next)
        expect((next?.places.length ?? 0) - (before?.places.length ?? 0)).toBe(came.length - left.length)
        if (next === undefined) continue
        const ids = next.places.map(({ memberId }) => memberId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.length).toBeGreaterThanOrEqual(2)
        expect(ids.length).toBeLessThanOrEqual(MEMBERS_AT_MOST)
        expect(next.places.find(({ memberId }) => memberId === next.headId)?.role).toBe('adult')
        expect(inOrder(next)[0]?.memberId).toBe(next.headId)
      }
    }),
  )
})
