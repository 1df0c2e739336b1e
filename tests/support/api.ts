/** The whole API without a database: every route is registered. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deskDatabase } from '../../src/accounts/desk.ts'
import { furnished, routes } from '../../src/app.ts'
import type { TimeZone } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { type App, type Authenticate, httpApp } from '../../src/platform/http/app.ts'
import { createMetrics } from '../../src/platform/http/health.ts'
import { apiDocument, describeApi } from '../../src/platform/http/openapi.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { silentLog } from '../../src/platform/log.ts'
import { openDatabase } from '../../src/platform/postgres/database.ts'
import { copyPool } from '../../src/platform/postgres/oneclient.ts'
import { authenticator } from '../../src/staff/authenticate.ts'
import { staffService } from '../../src/staff/service.ts'

const nowhere = 'postgres://nobody@127.0.0.1:1/none'

export async function documentedApi(): Promise<Record<string, unknown>> {
  return apiDocument(await unboundApi())
}

/** @param authenticate who calls; a call that gets past the door fails for want of a database */
export async function unboundApi(authenticate?: Authenticate): Promise<App> {
  const { db } = openDatabase(nowhere)
  const keyring = openKeyring({ folder: mkdtempSync(join(tmpdir(), 'regulars-keys-')), clock: systemClock })
  const [clock, ids, log, secret] = [systemClock, systemIds, silentLog(), 'a secret that signs nothing at all']
  const auth = authenticator({ db, clock, log, secret })
  const staff = staffService({ db, clock, ids, forget: auth.forget })
  const metrics = createMetrics({ waiting: () => 0 })
  const app = httpApp({ authenticate: authenticate ?? auth.authenticate })
  await describeApi(app)
  const rooms = {
    ...furnished({
      db,
      deskDb: deskDatabase(nowhere).db,
      copying: copyPool(nowhere),
      importsFolder: '',
      clock,
      ids,
      keyring,
      timeZone: 'UTC' as TimeZone,
    }),
    staff,
  }
  routes(app, rooms, {
    db,
    clock,
    ids,
    log,
    keyring,
    secret,
    authenticator: auth,
    metrics,
    readiness: { problem: () => undefined },
    publicUrl: undefined,
    wechat: undefined,
  })
  await app.ready()
  return app
}
