import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asId } from '../../base/ids.ts'
import { isRefusal } from '../../base/refusals.ts'
import { asInstant } from '../../base/time.ts'
import type { NoteRow } from './note.ts'
import { mistakeIn, NOTE_LENGTH, noteText, storeFor, within } from './rules.ts'

const by = { kind: 'staff', id: 'lin' } as const
const row: NoteRow = {
  ...{ memberId: asId('019a0000-0000-7000-8000-000000000001'), noteId: asId('019a0000-0000-7000-8000-000000000002') },
  ...{ version: 1, sealed: Buffer.from('x'), pinned: false, store: 'harbour', by, at: asInstant(0) },
}
const code = (found: unknown) =>
  typeof found === 'object' && found !== null && 'refusal' in found ? found.refusal : undefined

test('a note is plain text of any language with its line breaks, and never longer than it may be', () => {
  expect(noteText('  对花生过敏 🥜\r\nprefers a call after six  ')).toBe('对花生过敏 🥜\nprefers a call after six')
  expect(noteText('<script>alert(1)</script>')).toBe('<script>alert(1)</script>')
  expect(noteText('x'.repeat(NOTE_LENGTH))).toBe('x'.repeat(NOTE_LENGTH))
  for (const wrong of ['', ' \n ', 'x'.repeat(NOTE_LENGTH + 1), 'a\u202eb', 'a\u0000b'])
    expect({ wrong, code: code(noteText(wrong)) }).toEqual({ wrong, code: 'member.text-not-allowed' })
  expect(code(noteText('pays with 4111 1111 1111 1111'))).toBe('member.card-number-not-kept')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3_000 }), (given) => {
      const text = noteText(given)
      if (!isRefusal(text)) expect(text).toHaveLength(Math.min(text.length, NOTE_LENGTH))
    }),
  )
})

test('who acts for certain stores reads and writes what is noted for these, and nothing of the whole company', () => {
  const [one, two] = [new Set(['harbour']), new Set(['harbour', 'hill'])]
  expect([within('all', null), within('all', 'hill'), within(one, 'harbour')]).toEqual([true, true, true])
  expect([within(one, null), within(one, 'hill')]).toEqual([false, false])
  expect([storeFor('all', null), storeFor('all', 'hill'), storeFor(one, null), storeFor(two, 'hill')]).toEqual([
    ...[null, 'hill', 'harbour', 'hill'],
  ])
  expect([storeFor(two, null), storeFor(one, 'hill')].map(code)).toEqual(['auth.other-store', 'auth.other-store'])
})

test('words are changed by their author, pins by anybody, and nothing that was taken back or seen otherwise', () => {
  const other = { kind: 'staff', id: 'wang' } as const
  const why = (change: object, how: object = {}, rows: readonly NoteRow[] = []) =>
    code(mistakeIn([row, ...rows], change, { by, stores: 'all', ...how }))
  expect(why({ text: 'a' })).toBeUndefined()
  expect(why({ text: 'a' }, { by: other })).toBe('note.of-another')
  expect(why({ text: 'a' }, { by: { kind: 'key', id: 'lin' } })).toBe('note.of-another')
  expect(why({ pinned: true }, { by: other })).toBeUndefined()
  // Who pinned it later did not become its author.
  expect(why({ text: 'a' }, { by: other }, [{ ...row, version: 2, by: other }])).toBe('note.of-another')
  expect(why({ pinned: true, version: 1 }, {}, [{ ...row, version: 2 }])).toBe('note.changed-meanwhile')
  expect(why({ pinned: true, version: 2 }, {}, [{ ...row, version: 2 }])).toBeUndefined()
  expect(why({ text: 'a' }, {}, [{ ...row, version: 2, sealed: null }])).toBe('note.unknown')
  expect(why({}, { stores: new Set(['hill']) })).toBe('auth.other-store')
  expect(code(mistakeIn(undefined, {}, { by, stores: 'all' }))).toBe('note.unknown')
})
