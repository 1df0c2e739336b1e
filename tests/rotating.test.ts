/** The code that a phone works out is the one that the server expects. */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asInstant } from '../src/base/time.ts'
import { cardCode as codeOfServer, STEP_SECONDS, stepOf } from '../src/presence/rules.ts'
import { cardCode, importKey, stepAt } from '../web/portal/rotating.ts'

test('phone and server agree on every code', async () => {
  const instants = fc.integer({ min: 0, max: 4_102_444_800_000 })
  const secrets = fc.uint8Array({ minLength: 20, maxLength: 64 })
  await fc.assert(
    fc.asyncProperty(instants, secrets, async (at, bytes) => {
      const secret = Buffer.from(bytes)
      const key = await importKey(secret.toString('base64'))
      const shown = await cardCode({ handle: '123456789', key }, stepAt(at, STEP_SECONDS))
      expect(shown).toBe(codeOfServer('123456789', secret, asInstant(at)))
    }),
  )
})

test('a code changes with the step, and a phone that is a step wrong is still read', async () => {
  const secret = randomBytes(32)
  const key = await importKey(secret.toString('base64'))
  const at = 1_790_000_000_000
  const codes = await Promise.all([-1, 0, 1, 2].map((aside) => cardCode({ handle: '1', key }, stepAt(at, 30) + aside)))
  expect(new Set(codes).size).toBe(4)
  const read = codes.map((code) => stepOf(code.slice(2), secret, asInstant(at)))
  expect(read.map((step) => step !== undefined)).toEqual([true, true, true, false])
})

test('the key cannot be read out of the browser again', async () => {
  const key = await importKey(randomBytes(32).toString('base64'))
  expect(key.extractable).toBe(false)
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})
