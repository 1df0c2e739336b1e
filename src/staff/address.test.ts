import { expect, test } from 'vitest'
import { coarseAddress } from './address.ts'

test.each([
  ['203.0.113.77', '203.0.113.x'],
  ['::ffff:203.0.113.77', '203.0.113.x'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8::/48'],
  ['::1', '::'],
])('%s is kept as %s', (address, kept) => {
  expect(coarseAddress(address)).toBe(kept)
})
