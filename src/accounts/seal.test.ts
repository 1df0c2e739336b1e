import { describe, expect, test } from 'vitest'
import { at } from '../../tests/support/shop.ts'
import { asId, type MemberId } from '../base/ids.ts'
import { type Entry, noHash } from './account.ts'
import { seal } from './seal.ts'
import type { SealedEntry } from './store.ts'
import { brokenSeals } from './verify.ts'

const memberId: MemberId = asId('00000000-0000-7000-8000-000000000001')
const entry = (sequence: number): Entry => ({
  entryId: asId(`00000000-0000-7000-8000-0000000001${String(sequence).padStart(2, '0')}`),
  operationId: asId('00000000-0000-7000-8000-000000000002'),
  wallet: 'points',
  sequence,
  kind: 'earn',
  direction: 'in',
  amount: 10,
  counter: 'issued',
  balance: 10 * sequence,
  at: at('2026-03-01T08:00:00Z'),
  recordedAt: at('2026-03-01T08:00:01Z'),
  orderId: null,
  lots: [[asId('00000000-0000-7000-8000-000000000003'), 10]],
  trace: { because: 'earning-rule', version: 1 },
})

function chain(length: number): SealedEntry[] {
  let previous = noHash
  return Array.from({ length }, (_, index) => {
    const content = entry(index + 1)
    previous = seal(memberId, content, previous)
    return { ...content, memberId, hash: previous }
  })
}

describe('the seals of a wallet', () => {
  test('every part of an entry is under its seal', () => {
    const first = entry(1)
    const changed: { readonly [Part in keyof Entry]: Entry[Part] } = {
      entryId: asId('00000000-0000-7000-8000-0000000000ff'),
      operationId: asId('00000000-0000-7000-8000-0000000000ff'),
      wallet: 'growth',
      sequence: 2,
      kind: 'adjust',
      direction: 'out',
      amount: 11,
      counter: 'adjusted',
      balance: 11,
      at: at('2026-03-01T08:00:02Z'),
      recordedAt: at('2026-03-01T08:00:02Z'),
      orderId: asId('00000000-0000-7000-8000-0000000000ff'),
      lots: [[asId('00000000-0000-7000-8000-000000000003'), 11]],
      trace: { because: 'earning-rule', version: 2 },
    }
    const whole = seal(memberId, first, noHash)
    const unsealed = Object.entries(changed).filter(([part, value]) =>
      seal(memberId, { ...first, [part]: value }, noHash).equals(whole),
    )
    expect(unsealed).toEqual([])
    expect(Object.keys(changed).toSorted()).toEqual(Object.keys(first).toSorted())
    expect(seal(asId('00000000-0000-7000-8000-0000000000ff'), first, noHash)).not.toEqual(whole)
  })

  test('an entry that was changed and sealed anew breaks the seal of the next one', () => {
    const entries = chain(3)
    expect(brokenSeals(memberId, entries)).toEqual([])
    const forged = entries.map((each) => {
      if (each.sequence !== 2) return each
      const content = { ...each, amount: 99 }
      return { ...content, hash: seal(memberId, content, entries[0]?.hash ?? noHash) }
    })
    expect(brokenSeals(memberId, forged)).toEqual([`entry 3 in wallet points of member ${memberId}`])
  })

  test('an entry that is missing shows', () => {
    expect(brokenSeals(memberId, chain(3).toSpliced(1, 1))).toHaveLength(1)
  })
})
