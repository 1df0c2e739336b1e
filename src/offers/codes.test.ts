import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemRandom } from '../platform/random.ts'
import { ALPHABET, CHARACTERS, codeMaker, mistyped } from './codes.ts'

const make = codeMaker(systemRandom, { prefix: 'TEA-', characters: CHARACTERS.usual })

test('codes have their prefix and sixty bits at least, and none comes twice', () => {
  const codes = Array.from({ length: 50_000 }, make)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes.slice(0, 100)) expect(code).toMatch(new RegExp(`^TEA-[${ALPHABET}]{14}$`))
  expect(CHARACTERS.least * Math.log2(ALPHABET.length)).toBeGreaterThanOrEqual(60)
})

test('every character comes as often as any other', () => {
  const counts = new Map<string, number>()
  for (let drawn = 0; drawn < 20_000; drawn += 1)
    for (const character of make().slice(4, -1)) counts.set(character, (counts.get(character) ?? 0) + 1)
  const expected = (20_000 * CHARACTERS.usual) / ALPHABET.length
  const chi = [...ALPHABET].reduce((sum, each) => sum + ((counts.get(each) ?? 0) - expected) ** 2 / expected, 0)
  // Thirty degrees of freedom: by chance it is above this once in a hundred million runs.
  expect(chi).toBeLessThan(102)
})

test('a wrong character and two swapped ones are seen', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 17 }), fc.nat(30), fc.integer({ min: 4, max: 16 }), (place, other, swap) => {
      const code = make()
      expect(mistyped(code)).toBe(false)
      const wrong = ALPHABET.charAt(other)
      const typed = `${code.slice(0, place)}${wrong}${code.slice(place + 1)}`
      expect(mistyped(typed)).toBe(typed !== code)
      const [a, b] = [code.charAt(swap), code.charAt(swap + 1)]
      const swapped = `${code.slice(0, swap)}${b}${a}${code.slice(swap + 2)}`
      expect(mistyped(swapped)).toBe(a !== b)
    }),
  )
})

test('what was never one of ours is unknown, not mistyped', () => {
  expect(['HELLO', 'WELCOME-2026', 'O0O0O0O0O0O0O0O0'].map(mistyped)).toEqual([false, false, false])
})
