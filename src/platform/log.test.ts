import pg from 'pg'
import { expect, test } from 'vitest'
import { emptyDatabase } from '../../tests/support/database.ts'
import { createLog } from './log.ts'

const { url } = await emptyDatabase()

function lines(): { write(line: string): void; text(): string } {
  let text = ''
  return {
    write: (line) => {
      text += line
    },
    text: () => text,
  }
}

test('a database error is logged without the values that it quotes', async () => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create table people (phone text primary key); insert into people values ($$+8613912345678$$)')
  const out = lines()
  for (const statement of [
    'insert into people values ($$+8613912345678$$)',
    'select $$+8613912345678$$::int',
    'select phone::uuid from people',
  ])
    await client.query(statement).catch((error: unknown) => createLog('info', out).error({ err: error }, 'failed'))
  await client.end()
  expect(out.text().match(/failed/g)).toHaveLength(3)
  expect(out.text()).toContain('people_pkey')
  expect(out.text()).not.toContain('13912345678')
})

test('fields that name a person or open a door are censored', () => {
  const out = lines()
  const member = { memberId: '01a2014e', phone: '+8613912345678', name: '张伟', email: 'a@example.com' }
  createLog('info', out).info({ member, request: { headers: { cookie: 'session=1' } } }, 'seen')
  expect(out.text()).toContain('01a2014e')
  expect(out.text()).not.toMatch(/139|张伟|example|session/)
})

test('a line is one JSON object, whatever the text holds', () => {
  const out = lines()
  createLog('info', out).info({ store: 'a\n{"level":"fatal"}' }, 'two\nlines')
  expect(out.text().trimEnd().split('\n')).toHaveLength(1)
  expect(JSON.parse(out.text())).toMatchObject({ level: 'info', message: 'two\nlines' })
})
