/** What machines ask: is it alive, may it get requests, and how is it doing. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Type } from 'typebox'
import { Refused } from '../../base/refusals.ts'
import type { Database } from '../postgres/database.ts'
import type { App } from './app.ts'
import { notReady } from './problems.ts'
import { refusals } from './schemas.ts'

/** What `/readyz` goes by, besides asking the database: why the server takes no requests now; undefined when it does. */
export type Readiness = { problem(): string | undefined }

export type Metrics = {
  readonly registry: Registry
  /** Everything as text for Prometheus. */
  text(): Promise<string>
  /** A committed batch of the desk. */
  batch(batch: { commands: number; milliseconds: number }): void
  /** An error that was not a refusal, outside a request. */
  failure(): void
  /** An offer or an earning rule that an order had to do without, because of a bug. */
  leftOut(kind: 'offer' | 'rule'): void
}

/** The watch over the event loop has nothing to say before, and says so with figures that cannot be. */
const FIRST_LOOK_MILLISECONDS = 50

export type MetricsParts = { readonly waiting: () => number }

/** Made before the desk, which reports to it; `waiting` is asked when the metrics are read. */
export function createMetrics({ waiting }: MetricsParts): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const commands = new Counter({
    name: 'regulars_desk_commands_total',
    help: 'Commands committed by the desk',
    registers,
  })
  const seconds = new Histogram({
    name: 'regulars_desk_batch_seconds',
    help: 'Time of one batch of the desk, from loading to commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
    registers,
  })
  const failures = new Counter({
    name: 'regulars_desk_failures_total',
    help: 'Commands that met an unexpected error',
    registers,
  })
  const leftOut = new Counter({
    name: 'regulars_left_out_total',
    help: 'Offers and earning rules that could not be worked out, and that orders went on without',
    labelNames: ['kind'],
    registers,
  })
  for (const kind of ['offer', 'rule']) leftOut.inc({ kind }, 0)
  new Gauge({
    name: 'regulars_desk_waiting',
    help: 'Commands that wait or are being written',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  let watched = false
  return {
    registry,
    text: async () => {
      // Watching the event loop wakes the process a hundred times a second: it begins when somebody reads what it finds.
      if (!watched) {
        watched = true
        collectDefaultMetrics({ register: registry })
        await sleep(FIRST_LOOK_MILLISECONDS)
      }
      return registry.metrics()
    },
    batch(batch) {
      commands.inc(batch.commands)
      seconds.observe(batch.milliseconds / 1000)
    },
    failure: () => failures.inc(),
    leftOut: (kind) => leftOut.inc({ kind }),
  }
}

/** Measures every request by its route's pattern, so that ids make no series of their own. */
function measureRequests(app: App, registry: Registry): void {
  const seconds = new Histogram({
    name: 'regulars_http_request_seconds',
    help: 'Time of a request by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 5],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}

/** A database that does not answer in this time is not there. */
const PATIENCE_MILLISECONDS = 2_000

async function answers(db: Database): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MILLISECONDS).unref())
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late])
}

const fine = Type.Object({ status: Type.Literal('ok') })

export function healthRoutes(
  app: App,
  { db, readiness, metrics }: { db: Database; readiness: Readiness; metrics: Metrics },
): void {
  measureRequests(app, metrics.registry)
  app.get(
    '/healthz',
    {
      config: { right: 'public' },
      schema: { operationId: 'health', tags: ['operations'], summary: 'The process is alive', response: { 200: fine } },
    },
    async () => ({ status: 'ok' as const }),
  )
  app.get(
    '/readyz',
    {
      config: { right: 'public' },
      schema: {
        operationId: 'readiness',
        tags: ['operations'],
        summary: 'Requests can be served',
        response: { 200: fine, ...refusals(503) },
      },
    },
    async () => {
      if (readiness.problem() !== undefined || !(await answers(db))) throw new Refused(notReady({}))
      return { status: 'ok' as const }
    },
  )
  app.get(
    '/metrics',
    {
      config: { right: 'metrics.read' },
      schema: {
        operationId: 'metrics',
        tags: ['operations'],
        summary: 'Prometheus metrics',
        response: { 200: Type.String(), ...refusals(401, 403) },
      },
    },
    async (_request, reply) => {
      const text = await metrics.text()
      return reply
        .header('content-type', metrics.registry.contentType)
        .serializer((payload: string) => payload)
        .send(text)
    },
  )
}
