import { expect, test } from 'vitest'
import { asInstant } from '../base/time.ts'
import { manualClock } from '../platform/clock.ts'
import { memory } from './memory.ts'

const start = asInstant(1_000_000)

function remembering(endsAt: number | null = null, atMost = 3) {
  const clock = manualClock(start)
  const options = { clock, milliseconds: 5_000, atMost, endsAt: () => (endsAt === null ? null : asInstant(endsAt)) }
  return { clock, known: memory<string>(options) }
}

test('what was looked up before a revocation and arrives after it is not remembered', async () => {
  const { known } = remembering()
  const arriving = Promise.withResolvers<string>()
  const before = known.find('key', () => arriving.promise)
  known.forget()
  const after = known.find('key', async () => undefined)
  arriving.resolve('holder')
  expect(await before).toBe('holder')
  expect(await after).toBeUndefined()
  expect(known.get('key')).toBeUndefined()
})

test('what is remembered lasts five seconds from before its look-up, and never longer than the credential', async () => {
  const { clock, known } = remembering()
  await known.find('key', async () => {
    clock.set(asInstant(start + 4_000))
    return 'holder'
  })
  expect(known.get('key')).toBe('holder')
  clock.set(asInstant(start + 5_000))
  expect(known.get('key')).toBeUndefined()
  const short = remembering(start + 1_000)
  await short.known.find('key', async () => 'holder')
  short.clock.set(asInstant(start + 1_000))
  expect(short.known.get('key')).toBeUndefined()
})

test('a clock that is set back makes it look again', async () => {
  const { clock, known } = remembering()
  await known.find('key', async () => 'holder')
  clock.set(asInstant(start - 1))
  expect(known.get('key')).toBeUndefined()
})

test('it is bounded, and the oldest goes first', async () => {
  const { known } = remembering()
  for (const key of ['a', 'b', 'c', 'd']) await known.find(key, async () => key)
  expect(['a', 'b', 'c', 'd'].map((key) => known.get(key))).toEqual([undefined, 'b', 'c', 'd'])
})

test('a look-up that fails is tried again', async () => {
  const { known } = remembering()
  await expect(known.find('key', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database')
  expect(await known.find('key', async () => 'holder')).toBe('holder')
})
