import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal, type Refusal } from '../base/refusals.ts'
import { asInstant } from '../base/time.ts'
import { definition, mergedAttributes } from './attributes.ts'
import type { AttributeDefinition, GivenEnrolment, Status } from './member.ts'
import { statuses } from './member.ts'
import { enrolment, profileChange, tagsAfter, transition } from './rules.ts'

const at = asInstant(Date.UTC(2026, 2, 1, 12))
const words = { en: 'x', 'zh-CN': 'x' }
const definitions = new Map<string, AttributeDefinition>(
  (
    [
      { code: 'note', type: 'text', choices: [] },
      { code: 'score', type: 'number', choices: [] },
      { code: 'vip', type: 'boolean', choices: [] },
      { code: 'since', type: 'date', choices: [] },
      { code: 'size', type: 'choice', choices: [{ code: 's', words }] },
      { code: 'constructor', type: 'text', choices: [] },
    ] as const
  ).map((one) => [one.code, { ...one, words, active: true }]),
)
const around = { region: 'CN', definitions, at }

function code(outcome: object | Refusal): string {
  return isRefusal(outcome) ? outcome.refusal : 'kept'
}

function enrolling(given: GivenEnrolment) {
  const kept = enrolment(given, around)
  if (isRefusal(kept)) throw new Error(kept.refusal)
  return kept
}

describe('enrolling', () => {
  test('takes a phone and a name and fills in the rest', () => {
    expect(enrolling({ phone: '13812341234', name: ' 张三 ' })).toMatchObject({
      status: 'active',
      identities: [{ kind: 'phone', value: '+8613812341234' }],
      profile: { name: '张三' },
      joinedAt: at,
      tags: [],
      attributes: {},
    })
  })

  test('counts an identity that is given twice once', () => {
    const identities = [{ kind: 'phone' as const, value: '+8613812341234' }]
    expect(enrolling({ phone: '138 1234 1234', identities }).identities).toHaveLength(1)
  })

  test.each([
    [{ familyName: '张', givenName: '三' }, '张三'],
    [{ familyName: 'Smith', givenName: 'John' }, 'John Smith'],
    [{ familyName: 'Smith' }, 'Smith'],
    [{}, null],
    [{ name: 'A', familyName: 'Smith' }, 'A'],
  ])('of %j makes the name %j', (given, name) => {
    expect(enrolling({ phone: '13812341234', ...given }).profile.name).toBe(name)
  })

  const phone = '13812341234'
  test.each<[string, GivenEnrolment, string]>([
    ['nobody', {}, 'member.identity-needed'],
    ['a number of his own', { identities: [{ kind: 'number', value: '1' }] }, 'member.number-fixed'],
    ['a future', { phone, joinedAt: asInstant(at + 1) }, 'member.value-invalid'],
    ['a long name', { phone, name: 'x'.repeat(10_240) }, 'member.text-not-allowed'],
    ['U+0000', { phone, name: 'a\u0000b' }, 'member.text-not-allowed'],
    ['a bank card in the name', { phone, name: '4111 1111 1111 1111' }, 'member.card-number-not-kept'],
    ['a bank card in a tag', { phone, tags: ['4111111111111111'] }, 'member.card-number-not-kept'],
    ['a bank card in the address', { phone, address: { street: '4111111111111111' } }, 'member.card-number-not-kept'],
    ['a bank card in an attribute', { phone, attributes: { note: '4111111111111111' } }, 'member.card-number-not-kept'],
    ['too many tags', { phone, tags: Array.from({ length: 51 }, (_, i) => `t${i}`) }, 'member.too-many'],
    [
      'too many identities',
      { identities: Array.from({ length: 51 }, (_, i) => ({ kind: 'card' as const, value: `C${1_000 + i}` })) },
      'member.too-many',
    ],
    ['a locale that is none', { phone, locale: 'chinese!' }, 'member.value-invalid'],
    ['a zone that is none', { phone, timeZone: 'Mars/Olympus' }, 'member.value-invalid'],
    ['an undefined attribute', { phone, attributes: { colour: 'red' } }, 'member.attribute-unknown'],
    ['__proto__', { phone, attributes: JSON.parse('{"__proto__":"x"}') }, 'member.attribute-unknown'],
    ['toString', { phone, attributes: { toString: 'x' } as never }, 'member.attribute-unknown'],
  ])('%s is refused', (_, given, refusal) => {
    expect(code(enrolment(given, around))).toBe(refusal)
  })

  test('an attribute may be called constructor and changes nothing but the member', () => {
    const kept = enrolling({ phone, attributes: { constructor: 'x' } as never })
    expect(Object.entries(kept.attributes)).toEqual([['constructor', 'x']])
    expect({}.constructor).toBe(Object)
  })
})

describe('a birthday', () => {
  test.each(['1990-03-15', '2000-02-29', '--02-29', '--12-31', '1900-01-01', '2026-03-02'])(
    '%s is kept',
    (birthday) => {
      expect(profileChange({ birthday }, at)).toMatchObject({ birthday })
    },
  )
  test.each(['1990-02-30', '2001-02-29', '--02-30', '1899-12-31', '2026-03-03', '90-1-1', '--13-01', ''])(
    '%j is refused',
    (birthday) => {
      expect(code(profileChange({ birthday }, at))).toBe('member.value-invalid')
    },
  )
})

describe('attributes', () => {
  test.each([
    ['note', 'a\nb', true],
    ['note', '', false],
    ['note', 'x'.repeat(1_001), false],
    ['note', 5, false],
    ['score', 0.5, true],
    ['score', Number.NaN, false],
    ['score', Number.POSITIVE_INFINITY, false],
    ['score', 1e300, false],
    ['score', '5', false],
    ['vip', false, true],
    ['vip', 'true', false],
    ['since', '2026-02-28', true],
    ['since', '2026-02-29', false],
    ['size', 's', true],
    ['size', 'm', false],
  ])('%s = %j: %s', (attribute, value, kept) => {
    expect(isRefusal(mergedAttributes({}, { [attribute]: value }, definitions))).toBe(!kept)
  })

  test('null removes one and leaves the others', () => {
    expect(mergedAttributes({ note: 'a', score: 1 }, { note: null }, definitions)).toEqual({ score: 1 })
  })

  test('an inactive one takes no new value and may be removed', () => {
    const inactive = new Map([...definitions].map(([key, one]) => [key, { ...one, active: false }]))
    expect(code(mergedAttributes({}, { note: 'a' }, inactive))).toBe('member.attribute-unknown')
    expect(mergedAttributes({ note: 'a' }, { note: null }, inactive)).toEqual({})
  })

  test('all together are bounded', () => {
    const many = new Map(
      Array.from({ length: 50 }, (_, i) => [
        `a${i}`,
        { code: `a${i}`, type: 'text', words, choices: [], active: true } as const,
      ]),
    )
    const change = Object.fromEntries([...many.keys()].map((key) => [key, 'x'.repeat(1_000)]))
    expect(code(mergedAttributes({}, change, many))).toBe('member.too-many')
  })

  test.each<[Partial<AttributeDefinition>, string]>([
    [{}, 'kept'],
    [{ code: '__proto__' }, 'member.value-invalid'],
    [{ code: 'A' }, 'member.value-invalid'],
    [{ type: 'choice' }, 'member.value-invalid'],
    [{ choices: [{ code: 'a', words }] }, 'member.value-invalid'],
    [
      {
        type: 'choice',
        choices: [
          { code: 'a', words },
          { code: 'a', words },
        ],
      },
      'member.value-invalid',
    ],
    [{ words: { en: '', 'zh-CN': 'x' } }, 'member.text-not-allowed'],
  ])('the definition %j: %s', (given, outcome) => {
    expect(code(definition({ code: 'a', type: 'text', words, choices: [], active: true, ...given }))).toBe(outcome)
  })
})

test('tags are replaced, then added to, then removed from', () => {
  expect(tagsAfter(['a', 'b'], { addTags: ['c', 'a'], removeTags: ['b'] })).toEqual(['a', 'c'])
  expect(tagsAfter(['a', 'b'], { tags: ['x'], addTags: ['y'] })).toEqual(['x', 'y'])
  expect(tagsAfter(['a'], {})).toEqual(['a'])
})

describe('status', () => {
  const wishes = ['suspend', 'close', 'reactivate'] as const
  test('a prospect who is closed and comes back is a prospect, anybody else is active', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('prospect', 'active'),
        fc.array(fc.constantFrom(...wishes), { maxLength: 20 }),
        (start, path) => {
          let now: { status: Status; before: Status | null } = { status: start, before: null }
          for (const wish of path) {
            const next = transition(now, wish)
            if (isRefusal(next)) continue
            expect(next.before === null).toBe(next.status === 'prospect' || next.status === 'active')
            now = next
          }
          const reachable = start === 'prospect' ? ['prospect', 'closed'] : ['active', 'suspended', 'closed']
          expect(reachable).toContain(now.status)
        },
      ),
    )
  })

  test('each status has exactly these ways on', () => {
    const ways = statuses.map((status) =>
      wishes.filter((wish) => !isRefusal(transition({ status, before: 'active' }, wish))),
    )
    expect(Object.fromEntries(statuses.map((status, place) => [status, ways[place]]))).toEqual({
      prospect: ['close'],
      active: ['suspend', 'close'],
      suspended: ['close', 'reactivate'],
      closed: ['reactivate'],
    })
  })
})
