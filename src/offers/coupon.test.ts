import { expect, test } from 'vitest'
import { normalCode } from './coupon.ts'

/** Beyond them no character has two cases. */
const everyCharacter = Array.from({ length: 0x20000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))

test('the kept form of a code is kept as it is: what is shown can be typed again', () => {
  const wrong = everyCharacter.filter((character) =>
    [`A${character}`, `${character}\u0301`].some((code) => normalCode(normalCode(code)) !== normalCode(code)),
  )
  expect(wrong).toEqual([])
})

test('upper and lower case and full width are the same', () => {
  const wrong = everyCharacter.filter((character) => normalCode(character.toLowerCase()) !== normalCode(character))
  expect(wrong).toEqual([])
  expect(['ﬁx', 'ＡＢ', 'straße', 'STRAẞE', ' a '].map(normalCode)).toEqual(['FIX', 'AB', 'STRASSE', 'STRASSE', 'A'])
})
