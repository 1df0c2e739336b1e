import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../base/canonical.ts'
import type { TimeZone } from '../../base/time.ts'
import { definitions } from '../definitions.fixture.ts'
import { standardProgramme } from '../standard.ts'
import { readProgramme } from './read.ts'
import { sections } from './sections.ts'
import { filesOf } from './write.ts'

const standard = standardProgramme('Asia/Shanghai' as TimeZone)
const written = filesOf(standard)

/** The standard programme's files with some of them replaced; an empty text takes one away. */
function problems(changes: Record<string, string>): string[] {
  const files = new Map([...new Map([...written, ...Object.entries(changes)])].filter(([, text]) => text !== ''))
  return (readProgramme(files).problems ?? []).map(({ file, line, problem }) => `${file}:${line} ${problem}`)
}
const edited = (path: string, from: string, to: string) => ({ [path]: (written.get(path) ?? '').replace(from, to) })

describe('a programme as files', () => {
  test('has one for each item and one for the rest, in the order in which people speak', () => {
    expect([...sections.keys()]).toEqual(expect.arrayContaining(['wallets', 'earningRules', 'ladders']))
    expect([...written.keys()]).toEqual([
      'programme.yaml',
      ...['wallets/points.yaml', 'wallets/growth.yaml'],
      ...['earningRules/base-points.yaml', 'earningRules/base-growth.yaml', 'ladders/status.yaml'],
    ])
    expect(written.get('programme.yaml')).toBe(`name:
  en: Membership
  zh-CN: 会员体系
timeZone: Asia/Shanghai
currencies: any
presence:
  - points
  - coupons
expiryGuardPercent: 20
order:
  wallets:
    - points
    - growth
  earningRules:
    - base-points
    - base-growth
  ladders:
    - status
`)
    expect(written.get('earningRules/base-points.yaml')).toBe(`code: base-points
name:
  en: Points on every purchase
  zh-CN: 消费积分
wallet: points
earn:
  by: amount
  points: 1
  perUnits: 1
tierMultiplier: status
rounding: floor
`)
  })

  test('written and read again it is the same, whatever it says', () => {
    fc.assert(
      fc.property(definitions, (definition) => {
        const read = readProgramme(filesOf(definition))
        if (read.problems !== undefined) throw new Error(JSON.stringify(read.problems))
        expect(canonical(read.definition)).toBe(canonical(definition))
        expect([...filesOf(read.definition)]).toEqual([...filesOf(definition)])
      }),
    )
  })

  test('no name is too strange', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(name, name, (en, zh) => {
        const definition = { ...standard, name: { en, 'zh-CN': zh } }
        expect(readProgramme(filesOf(definition))).toMatchObject({ definition: { name: definition.name } })
      }),
    )
  })

  test('is written alike however its fields stand', () => {
    const turned = JSON.parse(JSON.stringify(standard), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    )
    expect(Object.fromEntries(filesOf(turned))).toEqual(Object.fromEntries(written))
  })

  test('comments are welcome, and an item that the order does not name comes last', () => {
    const gift = `# For the first week\n${written.get('earningRules/base-points.yaml')}`.replace(
      'code: base-points',
      'code: a-gift # new',
    )
    const read = readProgramme(new Map([...written, ['earningRules/a-gift.yaml', gift]]))
    if (read.problems !== undefined) throw new Error(JSON.stringify(read.problems))
    expect(read.definition.earningRules.map(({ code }) => code)).toEqual(['base-points', 'base-growth', 'a-gift'])
    expect(read.at('earningRules.a-gift.earn')).toBe('earningRules/a-gift.yaml:7')
    expect(read.at('ladders.status.tiers.gold.reach')).toBe('ladders/status.yaml:25')
    expect(read.at('timeZone')).toBe('programme.yaml:4')
    expect(read.at('earningRules')).toBe('programme.yaml:14')
  })
})

describe('what cannot be read is said with its file and line', () => {
  test('no YAML', () => {
    expect(problems({ 'wallets/points.yaml': 'code: points\nname: {en: [}\n' })[0]).toMatch(/^wallets\/points\.yaml:2 /)
    expect(problems({ 'wallets/points.yaml': 'code: points\ncode: points\n' })).toEqual([
      'wallets/points.yaml:2 Map keys must be unique',
    ])
    expect(problems({ 'ladders/status.yaml': '# nothing\n' })).toEqual([
      'ladders/status.yaml:1 fields with values are expected, such as name: …',
    ])
    const bomb = `a: &a [x, x]\n${[...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefghi'[index]}, `.repeat(9)}x]`).join('\n')}`
    expect(problems({ 'wallets/points.yaml': bomb })).toEqual([
      'wallets/points.yaml:1 Excessive alias count indicates a resource exhaustion attack',
    ])
  })

  test('another shape, in every file at once', () => {
    expect(
      problems({
        ...edited('wallets/points.yaml', 'kind: rolling', 'kind: rollin'),
        ...edited('earningRules/base-points.yaml', 'perUnits: 1', 'perUnit: 1'),
        ...edited('ladders/status.yaml', 'reach: 5000', 'reach: 5,000'),
        ...edited('programme.yaml', 'expiryGuardPercent: 20', 'expiryGuard: 20'),
        ...edited('earningRules/base-growth.yaml', 'floor', 'flor'),
      }),
    ).toEqual([
      'programme.yaml:1 missing: expiryGuardPercent',
      'programme.yaml:9 expiryGuard: unknown',
      'wallets/points.yaml:12 expiry.kind: it is one of: never, rolling, dates, inactivity',
      expect.stringMatching(/^earningRules\/base-points\.yaml:6 earn: missing: perUnits/),
      expect.stringMatching(/^earningRules\/base-points\.yaml:9 earn\.perUnit: unknown/),
      'earningRules/base-growth.yaml:10 rounding: it is one of: floor, half-up, ceil',
      'ladders/status.yaml:25 tiers.2.reach: must be integer',
      'ladders/status.yaml:25 tiers.2.reach: must be object',
    ])
  })

  test('files in a wrong place, with a wrong name, or not there', () => {
    expect(problems({ 'walets/points.yaml': 'code: points\n' })[0]).toMatch(
      /^walets\/points\.yaml:1 nothing is expected here/,
    )
    expect(problems({ 'wallets/old/points.yaml': 'code: points\n' })[0]).toMatch(/nothing is expected here/)
    expect(problems(edited('wallets/points.yaml', 'code: points', 'code: coins'))).toEqual([
      'wallets/points.yaml:1 code: the file is named points',
    ])
    expect(problems({ 'wallets/growth.yaml': '' })).toEqual([
      'programme.yaml:13 order.wallets.1: there is no wallets/growth.yaml',
    ])
    expect(problems({ 'programme.yaml': '' })).toEqual(['programme.yaml:1 it is missing'])
    expect(problems({ ...edited('programme.yaml', 'order:', 'wallets: []\norder:') })).toEqual([
      'programme.yaml:10 wallets: each of these stands in a file of its own: wallets/<code>.yaml',
    ])
    expect(problems(edited('programme.yaml', '    - points\n', '    - growth\n'))[0]).toMatch(
      /^programme\.yaml:11 order\.wallets: must not have duplicate items/,
    )
  })
})
