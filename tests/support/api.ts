/** The API's document without a database: routes are registered, none is called. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { furnished, routes } from '../../src/app.ts'
import type { TimeZone } from '../../src/base/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { httpApp } from '../../src/platform/http/app.ts'
import { apiDocument, describeApi } from '../../src/platform/http/openapi.ts'
import { systemIds } from '../../src/platform/ids.ts'
import { openKeyring } from '../../src/platform/keyring.ts'
import { openDatabase } from '../../src/platform/postgres/database.ts'

export async function documentedApi(): Promise<Record<string, unknown>> {
  const { db } = openDatabase('postgres://nobody@127.0.0.1:1/none')
  const keyring = openKeyring({ folder: mkdtempSync(join(tmpdir(), 'regulars-keys-')), clock: systemClock })
  const parts = { db, clock: systemClock, ids: systemIds, keyring, timeZone: 'UTC' as TimeZone }
  const app = httpApp({ authenticate: async () => undefined })
  await describeApi(app)
  routes(app, furnished(parts), parts)
  await app.ready()
  return apiDocument(app)
}
