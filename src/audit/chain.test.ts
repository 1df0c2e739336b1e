/** The chain of the trail: one, whoever seals it, and every change of it is seen. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { systemIds } from '../platform/ids.ts'
import { rows } from '../platform/postgres/database.ts'
import { auditService } from './service.ts'
import { trail } from './trail.fixture.ts'
import { verifyAlone, verifyAudit } from './verify.ts'

const { audit, call, count, db, shop } = await trail()
const { clock } = shop
for (let n = 0; n < 8; n += 1) await call('POST', '/v1/members', { name: `Member ${n}`, phone: `+861370013700${n}` })

describe('the chain', () => {
  test('holds whatever is written at once and by however many processes it is sealed', async () => {
    const others = [audit, ...Array.from({ length: 3 }, () => auditService({ db, clock, ids: systemIds }))]
    await Promise.all([
      ...Array.from({ length: 20 }, (_, n) =>
        call('POST', '/v1/roles', { name: `role ${n}`, rights: ['members.read'] }),
      ),
      ...others.map((one) => one.seal()),
      ...others.map((one) => one.seal()),
    ])
    await audit.settled()
    await audit.seal()
    const [open] = await rows(db, sql<{ n: number }>`select count(*)::int as n from audit where sequence is null`)
    const all = await count()
    expect(open?.n).toBe(0)
    expect(await verifyAlone(db)).toMatchObject({ rows: all, violations: 0 })
    expect((await call('GET', '/v1/audit/verification')).body).toEqual({
      whole: true,
      rows: all,
      violations: 0,
      examples: [],
    })
  })

  test.each([
    ['an actor', `update audit set actor_id = 'x' where sequence = 3`],
    ['an instant', `update audit set at = at + interval '1 ms' where sequence = 3`],
    ['an operation', `update audit set operation = 'x' where sequence = 3`],
    ['a subject', `update audit set subject_id = 'x' where sequence = 3`],
    [
      'a member',
      `update audit set members = '{}' where sequence = (select min(sequence) from audit where members <> '{}')`,
    ],
    ['what was before', `update audit set details = '{"before": {"x": 1}}' where sequence = 3`],
    ['an address', `update audit set address = '10.0.0.1' where sequence = 3`],
    ['a request', `update audit set request_id = 'x' where sequence = 3`],
    ['a row that is gone', 'delete from audit where sequence = 3'],
    ['the last row', 'delete from audit where sequence = (select max(sequence) from audit)'],
    ['everything', 'delete from audit'],
    [
      'two rows that changed places',
      `with two as (select audit_id, 7 - sequence as sequence from audit where sequence in (3, 4)),
        off as (update audit set sequence = 1000000 + sequence where sequence in (3, 4) returning 1)
      select count(*) from two, off`,
    ],
  ])('shows that somebody changed %s', async (_, change) => {
    await audit.seal()
    const outcome = await db
      .transaction()
      .execute(async (tx) => {
        await sql.raw(change).execute(tx)
        throw new Error(JSON.stringify(await verifyAudit(tx)))
      })
      .catch((error: Error) => JSON.parse(error.message))
    expect(outcome.violations).toBeGreaterThan(0)
    expect((await verifyAlone(db)).violations).toBe(0)
  })
})
