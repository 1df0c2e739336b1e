import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/processes.ts'
import { randomFrom } from '../support/random.ts'
import { blowsFor, torture } from '../torture/torture.ts'

/** The short form of `npm run torture`. */
describe('under kill -9', () => {
  test('nothing acknowledged is lost, nothing is done twice, and every law holds', async () => {
    const { problems, operations } = await torture({
      folder: join(temporaryFolder('torture'), 'data'),
      seed: 4,
      blows: [
        { at: 'desk.after-commit', victim: 'server' },
        { at: 'desk.before-write', victim: 'postmaster' },
        { at: 'random', victim: 'backend' },
      ],
    })
    expect(problems).toEqual([])
    expect(Object.keys(operations).sort()).toEqual(['batch', 'capture', 'hold', 'order', 'redemption', 'return'])
  }, 120_000)

  test('a Postgres that acknowledges before it has written is found out', async () => {
    const { problems } = await torture({
      folder: join(temporaryFolder('torture'), 'data'),
      seed: 5,
      blows: [{ at: 'random', victim: 'postmaster' }],
      weakness: 'lazy commits',
    })
    expect(problems.join('\n')).toMatch(/\d+ × order acknowledged and lost/)
  }, 120_000)

  test('a server that forgets the answers it gave is found out', async () => {
    const { problems } = await torture({
      folder: join(temporaryFolder('torture'), 'data'),
      seed: 6,
      blows: [{ at: 'random', victim: 'server' }],
      weakness: 'forgotten keys',
    })
    expect(problems.join('\n')).toMatch(/not answered alike/)
  }, 120_000)

  test('thirty blows hold every kind of blow', () => {
    const blows = blowsFor(30, randomFrom(1)).map(({ at, victim }) => `${at} ${victim}`)
    expect(blows).toHaveLength(30)
    expect(new Set(blows).size).toBe(12)
  })
})
