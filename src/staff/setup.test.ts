import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { rows } from '../platform/postgres/database.ts'
import { type Answer, ask, office, password, signIn, someone } from './office.fixture.ts'

const { app, db, elsewhere, facts, staff } = await office()

beforeEach(async () => {
  for (const table of ['staff_invitations', 'staff_sessions', 'staff_credentials', 'staff'])
    await sql`delete from ${sql.table(table)}`.execute(db)
  await sql`update staff_setup set owner_id = null, code_hash = null`.execute(db)
})

function setUp(code: string, given: { email?: string; password?: string } = {}, on = app): Promise<Answer> {
  const body = { code, name: 'Lin Wei', email: someone(), password, ...given }
  return ask(on, 'POST', '/v1/setup', { body })
}

async function code(): Promise<string> {
  return (await staff.setupCode()) ?? 'none'
}

describe('the first run', () => {
  test('the code makes an owner with every right who can sign in, once', async () => {
    expect((await ask(app, 'GET', '/v1/setup')).body).toEqual({ needed: true })
    const printed = await code()
    const email = someone()
    expect((await setUp(printed, { email })).status).toBe(201)
    expect((await ask(app, 'GET', '/v1/setup')).body).toEqual({ needed: false })
    expect((await signIn(app, email)).status).toBe(200)
    expect((await setUp(printed)).body.code).toBe('setup.done')
    expect(await staff.setupCode()).toBeUndefined()
    await expect(staff.createOwner({ name: 'x', email: someone(), password })).rejects.toThrow('setup.done')
    expect((await facts()).filter((kind) => kind === 'staff.owner-created')).toHaveLength(1)
  })

  test('two setups at once, on two servers, make one owner', async () => {
    const printed = await code()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => setUp(printed, {}, index % 2 === 0 ? app : elsewhere.app)),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.body.code === 'setup.done')).toHaveLength(11)
    expect(await rows(db, sql`select id from staff`)).toHaveLength(1)
  })

  test('a wrong code, an older code and a used code make nobody', async () => {
    const older = await code()
    const newer = await code()
    for (const wrong of ['', 'x', older, `${newer}x`, newer.toLowerCase()]) {
      const answer = await setUp(wrong)
      expect({ wrong, status: answer.status }).toEqual({ wrong, status: wrong === '' ? 422 : 403 })
    }
    expect(await rows(db, sql`select id from staff`)).toHaveLength(0)
    expect((await setUp(newer)).status).toBe(201)
  })

  test('without a code printed nobody becomes the owner', async () => {
    expect((await setUp('anything')).body.code).toBe('setup.code-wrong')
  })

  test('an unfit password or address leaves the code usable', async () => {
    const printed = await code()
    expect((await setUp(printed, { password: 'fourteen chars' })).body.code).toBe('staff.password-too-short')
    expect((await setUp(printed, { email: 'nobody' })).body.code).toBe('staff.email-invalid')
    expect((await setUp(printed)).status).toBe(201)
  })

  test('neither the code nor the password is kept in clear', async () => {
    const printed = await code()
    const before = JSON.stringify(await rows(db, sql`select encode(code_hash, 'escape') as kept from staff_setup`))
    expect(before).not.toContain(printed)
    await setUp(printed)
    const kept = await rows(db, sql<{ password: string }>`select password from staff_credentials`)
    expect(kept[0]?.password).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
  })
})
