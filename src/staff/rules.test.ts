import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../base/refusals.ts'
import { addressGroup } from '../platform/http/address.ts'
import { everyRight, isRole, rightsOf, roleNames, roles } from './roles.ts'
import { base62, checkedEmail, checkedPassword, couldBeKey, KEY_LENGTH, keyAround, withinOwnRights } from './rules.ts'

describe('passwords', () => {
  test('fifteen characters are enough and fourteen are not, whatever script they are in', () => {
    expect(isRefusal(checkedPassword('会员体系的密码至少要十五个字'))).toBe(true)
    expect(isRefusal(checkedPassword('会员体系的密码至少要十五个字符'))).toBe(false)
    expect(isRefusal(checkedPassword('😀'.repeat(14)))).toBe(true)
    expect(isRefusal(checkedPassword('😀'.repeat(15)))).toBe(false)
    expect(isRefusal(checkedPassword(' '.repeat(15)))).toBe(false)
    expect(isRefusal(checkedPassword('x'.repeat(256)))).toBe(false)
    expect(isRefusal(checkedPassword('x'.repeat(257)))).toBe(true)
  })
  test('no rule of composition: any characters of a good length are welcome', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 15, maxLength: 256 }), (text) => {
        expect(checkedPassword(text)).toBe(text)
      }),
    )
  })
})

test('an address is compared in lower case, and what no mail goes to is refused', () => {
  expect(checkedEmail(' Lin.Wei@Example.COM ')).toBe('lin.wei@example.com')
  for (const bad of ['lin', 'lin@example', 'lin@@example.com', '.lin@example.com', 'l..n@example.com', '林@例子.中国'])
    expect(isRefusal(checkedEmail(bad))).toBe(true)
})

describe('API keys', () => {
  const random = fc.string({ unit: fc.constantFrom(...base62), minLength: 30, maxLength: 30 })
  test('a key checks itself, and a key with one wrong character does not', () => {
    fc.assert(
      fc.property(random, fc.nat({ max: KEY_LENGTH - 1 }), fc.constantFrom(...base62), (text, place, other) => {
        const { key, prefix } = keyAround(text)
        expect(key).toHaveLength(KEY_LENGTH)
        expect(key.startsWith(prefix)).toBe(true)
        expect(couldBeKey(key)).toBe(true)
        const mistyped = key.slice(0, place) + other + key.slice(place + 1)
        expect(couldBeKey(mistyped)).toBe(mistyped === key)
      }),
    )
  })
})

describe('roles', () => {
  test('the owner has every right, and no role has a right that does not exist', () => {
    expect([...rightsOf('owner')]).toEqual(everyRight)
    for (const role of roleNames) for (const right of roles[role].rights) expect(everyRight).toContain(right)
    expect(rightsOf('captain').size).toBe(0)
    expect(isRole('toString')).toBe(false)
    expect(rightsOf('constructor').size).toBe(0)
  })
  test('only the owner manages staff and keys, and a cashier sees personal fields masked', () => {
    for (const role of roleNames.filter((one) => one !== 'owner')) {
      expect(rightsOf(role).has('staff.manage')).toBe(false)
      expect(rightsOf(role).has('keys.manage')).toBe(false)
    }
    expect(rightsOf('cashier').has('members.unmask')).toBe(false)
    expect(rightsOf('cashier').has('points.adjust')).toBe(false)
  })
  test('what is given lies within what one has', () => {
    const some = fc.uniqueArray(fc.constantFrom(...everyRight))
    fc.assert(
      fc.property(some, some, (own, wanted) => {
        const refused = isRefusal(withinOwnRights(new Set(own), wanted))
        expect(refused).toBe(!new Set(wanted).isSubsetOf(new Set(own)))
      }),
    )
  })
})

test('all addresses of one IPv6 customer count as one, and an IPv4 address is itself however it is written', () => {
  expect(addressGroup('203.0.113.9')).toBe('203.0.113.9')
  expect(addressGroup('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(addressGroup('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(addressGroup('2001:DB8:1:2::9')).toBe('2001:db8:1:2::/64')
  expect(addressGroup('2001:db8::9')).toBe('2001:db8:0:0::/64')
  expect(addressGroup('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(addressGroup('::1')).toBe('0:0:0:0::/64')
})
