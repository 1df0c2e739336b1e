import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asId } from '../base/ids.ts'
import { asInstant } from '../base/time.ts'
import { maskedEmail, maskedMember, maskedName, maskedPhone } from './masking.ts'
import type { Member } from './member.ts'

test.each([
  ['张三', '张*'],
  ['张三丰', '张*'],
  ['John Smith', 'J*** S***'],
  ['𠮷田', '𠮷*'],
  ['张', '*'],
  ['محمد علي', 'م*** ع***'],
  ['👩‍👩‍👧x', '👩‍👩‍👧***'],
  ['é́cole', 'é́***'],
])('the name %s is shown as %s', (name, shown) => {
  expect(maskedName(name)).toBe(shown)
})

test.each([
  ['+8613812341234', '+86 138****1234'],
  ['+12125550123', '+1 212****0123'],
  ['+3725123456', '+372 ****56'],
])('the phone %s is shown as %s', (phone, shown) => {
  expect(maskedPhone(phone)).toBe(shown)
})

test.each([
  ['ada@example.com', 'a***@example.com'],
  ['a@x.com', 'a***@x.com'],
])('the email %s is shown as %s', (email, shown) => {
  expect(maskedEmail(email)).toBe(shown)
})

test('every word of a masked name ends hidden, and the name is well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
      const shown = maskedName(name)
      expect(shown.isWellFormed() || !name.isWellFormed()).toBe(true)
      const shownWords = shown.split(' ')
      expect(shownWords.every((word) => word.endsWith('*') || word === '')).toBe(true)
    }),
  )
})

test('a masked member shows no personal field whole', () => {
  const at = asInstant(0)
  const secrets = [
    '张三丰',
    '三丰',
    '1990-03-15',
    '+8613812341234',
    'ada@example.com',
    '6000123456789',
    'oOpenId123',
    '1 Main St',
    'female',
  ]
  const member: Member = {
    memberId: asId('00000000-0000-7000-8000-000000000001'),
    number: '123456789015',
    status: 'active',
    statusReason: null,
    statusAt: at,
    revision: 1,
    joinedAt: at,
    channel: null,
    store: null,
    locale: null,
    timeZone: null,
    tags: [],
    attributes: {},
    recordedAt: at,
    changedAt: at,
    name: '张三丰',
    givenName: '三丰',
    familyName: '张',
    birthday: '1990-03-15',
    gender: 'female',
    address: { city: '上海', street: '1 Main St' },
    phone: '+8613812341234',
    email: 'ada@example.com',
    identities: (['phone', 'email', 'card', 'wechat-openid'] as const).map((kind, place) => ({
      identityId: asId('00000000-0000-7000-8000-000000000002'),
      kind,
      source: '',
      value: ['+8613812341234', 'ada@example.com', '6000123456789', 'oOpenId123'][place] ?? '',
      addedAt: at,
    })),
    mergedInto: null,
    erased: false,
  }
  const shown = JSON.stringify(maskedMember(member))
  for (const secret of secrets) expect(shown).not.toContain(secret)
})
