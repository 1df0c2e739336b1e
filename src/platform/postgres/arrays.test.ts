import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { asInstant } from '../../base/time.ts'
import { booleans, bytes, jsons, numbers, stamps, texts, uuids } from './arrays.ts'
import { row } from './database.ts'

const { db } = await testDatabase()

const text = fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\u0000') && each.isWellFormed())
const json = fc.oneof(text, fc.integer(), fc.array(text), fc.dictionary(text, text))

test('every value comes back from Postgres as it went in', async () => {
  const rowOf = fc.record({
    id: fc.option(fc.uuid()),
    number: fc.option(fc.maxSafeInteger()),
    flag: fc.boolean(),
    at: fc.option(fc.integer({ min: 0, max: 253_402_300_799_999 })),
    raw: fc.uint8Array(),
    text: fc.option(text),
    json: fc.option(json),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(rowOf, { minLength: 1, maxLength: 8 }), async (given) => {
      const found = await row(
        db,
        sql<{
          ids: unknown
          numbers: unknown
          flags: unknown
          at: unknown
          raw: unknown
          texts: unknown
          jsons: unknown
        }>`
          select to_jsonb(${uuids(given.map((each) => each.id))}::uuid[]) as ids,
            to_jsonb(${numbers(given.map((each) => each.number))}::bigint[]) as numbers,
            to_jsonb(${booleans(given.map((each) => each.flag))}::boolean[]) as flags,
            (select jsonb_agg((extract(epoch from at) * 1000)::bigint)
             from unnest(${stamps(given.map((each) => (each.at === null ? null : asInstant(each.at))))}::timestamptz[]) as at) as at,
            (select jsonb_agg(encode(raw, 'hex')) from unnest(${bytes(given.map((each) => Buffer.from(each.raw)))}::bytea[]) as raw) as raw,
            to_jsonb(${texts(given.map((each) => each.text))}::text[]) as texts,
            to_jsonb(${jsons(given.map((each) => each.json))}::jsonb[]) as jsons`,
      )
      expect(found).toEqual({
        ids: given.map((each) => each.id),
        numbers: given.map((each) => each.number),
        flags: given.map((each) => each.flag),
        at: given.map((each) => each.at),
        raw: given.map((each) => Buffer.from(each.raw).toString('hex')),
        texts: given.map((each) => each.text),
        jsons: given.map((each) => each.json),
      })
    }),
    { numRuns: 60 },
  )
})
