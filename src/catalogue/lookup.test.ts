import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asInstant } from '../base/time.ts'
import { manualClock } from '../platform/clock.ts'
import { productLookup } from './lookup.ts'

const noon = asInstant(Date.UTC(2026, 2, 1, 12))

/** A catalogue in memory that counts how often it is asked, and answers when told. */
function shop(options: { atMost?: number } = {}) {
  const clock = manualClock(noon)
  const shelf = new Map<string, string>()
  const asked: string[][] = []
  let gate: Promise<void> = Promise.resolve()
  const lookup = productLookup({
    now: clock.now,
    load: async (skus) => {
      asked.push([...skus])
      const found = skus.flatMap((sku) => {
        const brand = shelf.get(sku)
        return brand === undefined ? [] : [{ sku, categoryPath: ['all'], brand }]
      })
      await gate
      return found
    },
    ...options,
  })
  return {
    clock,
    shelf,
    asked,
    lookup,
    hold: () => {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
  }
}

test('is asked once for what it knows and for what it does not', async () => {
  const { shelf, asked, lookup } = shop()
  shelf.set('tea', 'x')
  expect(lookup.knownNow(['tea', 'none'])).toBeUndefined()
  expect(await lookup.known(['tea', 'none', 'tea'])).toEqual(new Map([['tea', { categoryPath: ['all'], brand: 'x' }]]))
  expect(lookup.knownNow(['tea', 'none'])?.get('tea')?.brand).toBe('x')
  await lookup.known(['none', 'tea'])
  expect(asked).toEqual([['tea', 'none']])
})

test('reads again when what it knows is old, or the clock went back', async () => {
  const { clock, shelf, lookup } = shop()
  shelf.set('tea', 'old')
  await lookup.known(['tea'])
  shelf.set('tea', 'new')
  clock.set(asInstant(noon + 29_999))
  expect((await lookup.known(['tea'])).get('tea')?.brand).toBe('old')
  clock.set(asInstant(noon + 30_000))
  expect((await lookup.known(['tea'])).get('tea')?.brand).toBe('new')
  clock.set(noon)
  expect(lookup.knownNow(['tea'])).toBeUndefined()
})

test('does not keep what was read while the catalogue changed', async () => {
  const { shelf, lookup, hold } = shop()
  shelf.set('tea', 'old')
  const open = hold()
  const reading = lookup.known(['tea'])
  shelf.set('tea', 'new')
  lookup.forget(['tea'])
  open()
  expect((await reading).get('tea')?.brand).toBe('old')
  expect((await lookup.known(['tea'])).get('tea')?.brand).toBe('new')
})

test('keeps no more than it may, and lets go of what was not used for the longest time', async () => {
  const { asked, lookup } = shop({ atMost: 3 })
  for (const sku of ['a', 'b', 'c', 'a', 'd']) await lookup.known([sku])
  expect(lookup.size).toBe(3)
  asked.length = 0
  await lookup.known(['a'])
  await lookup.known(['b'])
  expect(asked).toEqual([['b']])
})

test('always answers what is on the shelf after a change that it heard of', async () => {
  const sku = fc.constantFrom('a', 'b', 'c')
  const step = fc.oneof(
    fc.record({ put: sku, brand: fc.constantFrom('x', 'y') }),
    fc.record({ ask: fc.array(sku, { maxLength: 4 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { shelf, lookup } = shop({ atMost: 2 })
      const wrong: string[] = []
      for (const one of steps) {
        if ('put' in one) {
          shelf.set(one.put, one.brand)
          lookup.forget([one.put])
        } else {
          const known = await lookup.known(one.ask)
          wrong.push(...one.ask.filter((asked) => known.get(asked)?.brand !== shelf.get(asked)))
        }
      }
      expect(wrong).toEqual([])
    }),
  )
})
