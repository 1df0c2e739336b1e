import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { asInstant } from '../base/time.ts'
import { manualClock } from './clock.ts'
import { blindIndex, KeysUnusable, openKeyring, randomFromStock, seal, unseal } from './keyring.ts'

const noon = asInstant(Date.UTC(2026, 2, 1, 12))

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'regulars-keys-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

describe('the key file', () => {
  test('is made at the first start, for its owner only, and read again at the next', () => {
    const here = folder()
    const clock = manualClock(noon)
    const first = openKeyring({ folder: here, clock }).live()
    expect(readdirSync(here)).toEqual(['keys.json'])
    expect(statSync(join(here, 'keys.json')).mode & 0o777).toBe(0o600)
    expect(openKeyring({ folder: here, clock }).live()).toEqual(first)
    expect(first[0].master).not.toEqual(first[0].index)
  })

  test('is refused with the command to run when others can read it', () => {
    const here = folder()
    const clock = manualClock(noon)
    openKeyring({ folder: here, clock })
    chmodSync(join(here, 'keys.json'), 0o640)
    expect(() => openKeyring({ folder: here, clock })).toThrow(/mode 640\)\. Run: chmod 600/)
  })

  test('shows its new version to another process within a second, and at once when the version is asked for', () => {
    const here = folder()
    const clock = manualClock(noon)
    const mine = openKeyring({ folder: here, clock })
    const other = openKeyring({ folder: here, clock })
    expect(mine.add()).toBe(2)
    expect(other.version(2)?.master).toEqual(mine.live()[0].master)
    const third = openKeyring({ folder: here, clock })
    mine.add()
    expect(third.live()[0].version).toBe(2)
    clock.set(asInstant(noon + 1_000))
    expect(third.live().map((one) => one.version)).toEqual([3, 2, 1])
    mine.retireOld()
    clock.set(asInstant(noon + 2_000))
    expect(third.live().map((one) => one.version)).toEqual([3])
    expect(statSync(join(here, 'keys.json')).mode & 0o777).toBe(0o600)
  })

  test('that is gone is named, and not made anew under a running server', () => {
    const here = folder()
    const clock = manualClock(noon)
    const keyring = openKeyring({ folder: here, clock })
    rmSync(join(here, 'keys.json'))
    clock.set(asInstant(noon + 1_000))
    expect(() => keyring.live()).toThrow(/keys\.json is gone/)
  })

  test.each([
    ['', 'not JSON'],
    ['{}', 'missing'],
    ['{"versions":[]}', 'empty'],
    ['{"versions":[{"version":1,"master":"c2VjcmV0","index":"c2VjcmV0"}]}', 'not 32 bytes'],
    [`{"versions":[{"version":1,"master":"${'A'.repeat(43)}=","index":"${'A'.repeat(43)}="}]}`, 'not random'],
    ['{"versions":[{"version":0}]}', 'no number'],
    ['{"versions":[null]}', 'not an object'],
  ])('with the text %j is refused and its content is not repeated', (text, why) => {
    const here = folder()
    writeFileSync(join(here, 'keys.json'), text, { mode: 0o600 })
    const open = () => openKeyring({ folder: here, clock: manualClock(noon) })
    expect(open).toThrow(KeysUnusable)
    expect(open).toThrow(why)
    expect(open).not.toThrow('c2VjcmV0')
  })
})

test('keys from the environment are used as they are and change only there', () => {
  const here = folder()
  const clock = manualClock(noon)
  openKeyring({ folder: here, clock })
  const environment = readFileSync(join(here, 'keys.json'), 'utf8')
  const keyring = openKeyring({ folder: '/nowhere', environment, clock })
  expect(keyring.from).toBe('environment')
  expect(keyring.live()).toEqual(openKeyring({ folder: here, clock }).live())
  expect(() => keyring.add()).toThrow(/REGULARS_KEYS/)
})

describe('sealing', () => {
  const key = randomFromStock(32)

  test('what is sealed opens under the same key and context, and under no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, context) => {
        const sealed = seal(key, context, text)
        expect(unseal(key, context, sealed).toString('utf8')).toBe(text)
        expect(() => unseal(randomFromStock(32), context, sealed)).toThrow()
        expect(() => unseal(key, `${context}.`, sealed)).toThrow()
      }),
    )
  })

  test('a changed byte is noticed, wherever it is', () => {
    const sealed = seal(key, 'here', 'Ada')
    for (const place of sealed.keys()) {
      const bent = Buffer.from(sealed)
      bent.writeUInt8(bent.readUInt8(place) ^ 1, place)
      expect(() => unseal(key, 'here', bent)).toThrow()
    }
  })

  test('equal texts are sealed differently, and no initial vector comes twice', () => {
    const ivs = Array.from({ length: 2_000 }, () => seal(key, '', 'Ada').subarray(0, 12).toString('hex'))
    expect(new Set(ivs).size).toBe(ivs.length)
  })
})

test('a blind index depends on key, purpose and value, and is HMAC-SHA-256', () => {
  const key = Buffer.alloc(20, 0x0b)
  expect(blindIndex(key, 'a', 'b')).toEqual(blindIndex(key, 'a', 'b'))
  expect(blindIndex(key, 'a', 'b')).not.toEqual(blindIndex(key, 'b', 'b'))
  // RFC 4231 test case 1 is HMAC over "Hi There"; ours puts a line break between purpose and value.
  expect(blindIndex(key, 'Hi', 'There').toString('hex')).toHaveLength(64)
})
