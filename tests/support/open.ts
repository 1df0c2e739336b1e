/** The whole server over a test database, on a port of its own, with members who have points. */
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { type Log, silentLog } from '../../src/platform/log.ts'
import { startServer } from '../../src/server.ts'
import { everyRight } from '../../src/staff/roles.ts'
import { staffService } from '../../src/staff/service.ts'
import { testDatabase } from './database.ts'
import { temporaryFolder } from './processes.ts'
import { type Ask, openWire, type Reply, requestOf, volley } from './wire.ts'

const enrolled = Compile(Type.Object({ memberId: Type.String() }))

/** Call it at the top of a test file. @param log where the server writes; nowhere when absent @param insights whether their process runs beside it */
export async function openServer(log: Log = silentLog(), { insights = false } = {}) {
  const { url, db } = await testDatabase()
  const server = await startServer(
    {
      dataDir: join(temporaryFolder('open'), 'data'),
      databaseUrl: url,
      host: '127.0.0.1',
      port: 0,
      publicUrl: undefined,
      keys: undefined,
      timeZone: 'Asia/Shanghai',
      logLevel: 'silent',
      sso: undefined,
      trustProxy: undefined,
      messages: { smtpUrl: undefined, mailFrom: undefined, smsUrl: undefined, smsSecret: undefined },
      wechat: undefined,
      webhookNetworks: [],
      insights,
    },
    log,
  )
  afterAll(server.stop)
  const staff = staffService({ db, clock: systemClock, ids: systemIds, forget: () => {} })
  const { key } = await staff.createKey('operator', { name: 'test', rights: everyRight, expiresAt: null })
  const { port } = server
  let members = 0

  async function ask(wish: Omit<Ask, 'key'>): Promise<Reply> {
    const wire = await openWire(port)
    return wire.ask(requestOf({ ...wish, key })).finally(wire.close)
  }
  async function member(): Promise<string> {
    members += 1
    const body = JSON.stringify({ phone: `+861370000${1000 + members}` })
    const { body: answer } = await ask({ method: 'POST', path: '/v1/members', body })
    return enrolled.Parse(JSON.parse(answer.toString())).memberId
  }
  return {
    db,
    port,
    key,
    staff,
    /** Makes the first owner. */ setupCode: server.setupCode ?? '',
    ask,
    member,
    /** All at once, each on a connection of its own. */
    together: (wishes: readonly Omit<Ask, 'key'>[]) =>
      volley(
        port,
        wishes.map((wish) => requestOf({ ...wish, key })),
      ),
  }
}
