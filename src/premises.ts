/** Opens the rooms over a database, for the server, the workers and the commands alike. */
import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { deskDatabase } from './accounts/desk.ts'
import { type House, house } from './app.ts'
import { isTimeZone } from './base/time.ts'
import { ownWeights } from './insights/text/shipped.ts'
import { gateways } from './messages/gateways.ts'
import { systemClock } from './platform/clock.ts'
import type { Closing } from './platform/closing.ts'
import type { Config } from './platform/config.ts'
import { createMetrics, type Metrics } from './platform/http/health.ts'
import { outgoing } from './platform/http/outgoing.ts'
import { systemIds } from './platform/ids.ts'
import { type Keyring, openKeyring } from './platform/keyring.ts'
import type { Log } from './platform/log.ts'
import { type Database, openDatabase } from './platform/postgres/database.ts'
import { copyPool } from './platform/postgres/oneclient.ts'

export type Premises = {
  readonly rooms: House
  readonly db: Database
  readonly keyring: Keyring
  readonly metrics: Metrics
}

/** Connections for everything but the desk. */
const CONNECTIONS = 12
/** How old another process's publication of the programme may be here before it is noticed. */
const REFRESH_MILLISECONDS = 5_000

/** @throws KeysUnusable when the keys do not belong to this database */
export async function openPremises(given: {
  url: string
  config: Config
  dataDir: string
  log: Log
  closing: Closing
  /** For work that must not be in the way of who sells. */ modest?: boolean
}): Promise<Premises> {
  const { url, config, log, closing } = given
  const broke = (error: Error) => log.warn({ err: error }, 'a connection to Postgres broke')
  const database = openDatabase(url, { connections: CONNECTIONS, modest: given.modest ?? false }, broke)
  closing.add('database', database.close)
  const desk = deskDatabase(url, broke)
  closing.add('connections of the desk', desk.close)
  const copying = copyPool(url, broke)
  closing.add('connections for copying', () => copying.end())
  const keyring = openKeyring({ folder: given.dataDir, environment: config.keys, clock: systemClock })
  const { timeZone } = config
  if (!isTimeZone(timeZone)) throw new Error(`There is no time zone ${timeZone}.`)
  const counted: { waiting: () => number } = { waiting: () => 0 }
  const metrics = createMetrics({ waiting: () => counted.waiting() })
  const rooms = await house({
    db: database.db,
    deskDb: desk.db,
    copying,
    importsFolder: join(given.dataDir, 'imports'),
    ownWeights: ownWeights(given.dataDir),
    clock: systemClock,
    ids: systemIds,
    keyring,
    timeZone,
    gateways: gateways(config.messages),
    outgoing: outgoing({ networks: config.webhookNetworks }),
    publicUrl: config.publicUrl,
    observe: metrics.batch,
    onError: (error) => {
      metrics.failure()
      log.error({ err: error }, 'a command met an unexpected error')
    },
    onLeftOut: (left) => {
      metrics.leftOut(left.kind)
      log.error(left, 'an offer or a rule could not be worked out; the order went on without it')
    },
  })
  counted.waiting = rooms.desk.waiting
  await rooms.members.checkKeys()
  closing.add('messages', rooms.messages.settled)
  closing.add('desk', rooms.desk.drain)
  closing.add('audit trail', rooms.audit.settled)
  closing.add('imports', rooms.imports.stop)
  closing.add('sample shop', rooms.demo.stop)
  const refresh = setInterval(() => {
    rooms.programme.refresh().catch((error: unknown) => log.warn({ err: error }, 'the programme could not be read'))
  }, REFRESH_MILLISECONDS)
  refresh.unref()
  closing.add('refresh', async () => clearInterval(refresh))
  return { rooms, db: database.db, keyring, metrics }
}

/** Signs sessions: derived from the oldest master key, so that rotation signs nobody out and no secret is kept twice. */
export function sessionSecret(keyring: Keyring): string {
  const oldest = keyring.live().at(-1)
  if (oldest === undefined) throw new Error('the keyring is empty')
  return Buffer.from(hkdfSync('sha256', oldest.master, '', 'regulars staff sessions', 32)).toString('base64')
}
