import { expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { asInstant } from '../base/time.ts'
import { announce, type Fact, factsAfter, nobody } from './facts.ts'
import { systemIds } from './ids.ts'
import { transaction } from './postgres/database.ts'

const { db } = await testDatabase()
const at = asInstant(1_700_000_000_000)
const fact = (kind: string): Fact => ({
  factId: systemIds.next(),
  memberId: nobody,
  kind,
  at,
  recordedAt: at,
  data: {},
})

test('a reader by position never passes a fact that commits late', async () => {
  let finish: () => void = () => undefined
  const late = transaction(db, async (tx) => {
    await announce(tx, [fact('test.late')])
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await transaction(db, (tx) => announce(tx, [fact('test.early')]))
  expect(await factsAfter(db, 0, 10)).toEqual([])
  finish()
  await late
  expect((await factsAfter(db, 0, 10)).map(({ kind }) => kind)).toEqual(['test.late', 'test.early'])
  const [first] = await factsAfter(db, 0, 1)
  expect((await factsAfter(db, first?.position ?? 0, 10)).map(({ kind }) => kind)).toEqual(['test.early'])
})
