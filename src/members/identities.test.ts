import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import { identityKey, identityOf } from './identities.ts'
import type { GivenIdentity } from './member.ts'
import { memberNumber } from './number.ts'

function value(given: GivenIdentity, region = 'CN'): string {
  const identity = identityOf(given, region)
  return isRefusal(identity) ? identity.refusal : identity.value
}

describe('one phone, one form', () => {
  test.each([
    ['13812341234', undefined, '+8613812341234'],
    ['138 1234 1234', undefined, '+8613812341234'],
    ['+86 138-1234-1234', undefined, '+8613812341234'],
    ['0086 13812341234', undefined, '+8613812341234'],
    ['＋８６１３８１２３４１２３４', undefined, '+8613812341234'],
    ['07400 123456', 'GB', '+447400123456'],
    ['(212) 555-0123', 'US', '+12125550123'],
  ])('%j in %s is %j', (text, region, e164) => {
    expect(value({ kind: 'phone', value: text, region })).toBe(e164)
  })

  test.each([
    '',
    'abc',
    '12',
    '+999999999999',
    '1381234123',
    'tel:+8613812341234;ext=7',
    '1'.repeat(500),
    '+86 138 1234 1234 ext. 5',
  ])('%j is refused', (text) => {
    expect(value({ kind: 'phone', value: text })).toMatch(/^member\.(phone|identity)-invalid$/)
  })

  test('an unknown region is refused, not a crash', () => {
    for (const region of ['', 'ZZ', '__proto__', 'constructor', 'cn'])
      expect(value({ kind: 'phone', value: '13812341234', region })).toBe('member.phone-invalid')
  })
})

describe('one mailbox, one form', () => {
  test.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['ada+shop@example.com', 'ada+shop@example.com'],
    ['用户@例子.中国', '用户@xn--fsqu00a.xn--fiqs8s'],
    ["o'brien@example.ie", "o'brien@example.ie"],
  ])('%j is %j', (text, kept) => {
    expect(value({ kind: 'email', value: text })).toBe(kept)
  })

  test.each([
    'ada',
    'ada@',
    '@example.com',
    'a b@example.com',
    'ada@localhost',
    'a@b@',
    'ada..x@example.com',
    'ada@exa_mple.com',
    'ada@-x.com',
    `${'a'.repeat(65)}@example.com`,
    'ada@1.2.3.4',
    'ada@example.com\r\nBcc: x@y.z',
  ])('%j is refused', (text) => {
    expect(value({ kind: 'email', value: text })).toMatch(/^member\.(email|identity)-invalid$/)
  })
})

test('cards lose spaces and hyphens, and their case', () => {
  expect(value({ kind: 'card', value: '6000-1234 ab' })).toBe('60001234AB')
  expect(value({ kind: 'card', value: '12' })).toBe('member.identity-invalid')
})

test('a member number must check', () => {
  const number = memberNumber(() => 12_345)
  expect(value({ kind: 'number', value: `${number.slice(0, 4)} ${number.slice(4)}` })).toBe(number)
  expect(value({ kind: 'number', value: '123456789012' })).toBe('member.identity-invalid')
})

test('an openid and an external id need a source, and no other kind takes one', () => {
  expect(value({ kind: 'wechat-openid', value: 'oABC', source: 'wx1' })).toBe('oABC')
  expect(value({ kind: 'wechat-openid', value: 'oABC' })).toBe('member.identity-invalid')
  expect(value({ kind: 'external', value: 'A b', source: 'shop' })).toBe('A b')
  expect(value({ kind: 'external', value: 'A b', source: 'a|b' })).toBe('member.identity-invalid')
  expect(value({ kind: 'email', value: 'ada@example.com', source: 'shop' })).toBe('member.identity-invalid')
})

test('what is normalised stays as it is when normalised again', () => {
  const given = fc.oneof(
    fc.record({ kind: fc.constant('phone' as const), value: fc.stringMatching(/^1[3-9][0-9]{9}$/) }),
    fc.record({ kind: fc.constant('email' as const), value: fc.emailAddress() }),
    fc.record({ kind: fc.constant('card' as const), value: fc.stringMatching(/^[A-Za-z0-9 -]{4,32}$/) }),
  )
  fc.assert(
    fc.property(given, (one) => {
      const first = identityOf(one, 'CN')
      if (isRefusal(first)) return
      expect(identityOf({ kind: first.kind, value: first.value }, 'US')).toEqual(first)
    }),
  )
})

test('different identities have different keys, whatever is in them', () => {
  const external = fc.record({
    kind: fc.constant('external' as const),
    source: fc.stringMatching(/^[a-z0-9._-]{1,5}$/),
    value: fc.string({ maxLength: 6 }),
  })
  fc.assert(
    fc.property(external, external, (a, b) => {
      const [one, two] = [identityOf(a, 'CN'), identityOf(b, 'CN')]
      if (isRefusal(one) || isRefusal(two)) return
      expect(identityKey(one) === identityKey(two)).toBe(one.source === two.source && one.value === two.value)
    }),
  )
})
