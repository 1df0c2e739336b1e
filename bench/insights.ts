/** Everything that insights say of a real retailer, made anew; and what that costs who sells meanwhile. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Compile } from 'typebox/compile'
import { allReports } from '../src/insights/reports/all.ts'
import { closingStack } from '../src/platform/closing.ts'
import { readConfig } from '../src/platform/config.ts'
import { silentLog } from '../src/platform/log.ts'
import { providePostgres } from '../src/platform/postgres/provide.ts'
import { openPremises } from '../src/premises.ts'
import { type Given, imported } from './import.ts'
import { type Figure, NoFigure, quantile } from './support/figures.ts'
import { type Bench, onTrack, type Track } from './support/rates.ts'

const MOST_SECONDS = 60
const MOST_RATIO = 2

/** The copy filled again, every model, every figure of members, and every report as it is first asked. */
export async function insights(given: Given): Promise<Figure[]> {
  const { folder, say } = given
  if (!existsSync(join(folder, 'imported'))) await imported(given)
  const log = silentLog()
  const closing = closingStack(log)
  try {
    const config = { ...readConfig({ data: folder }), insights: false }
    const postgres = await providePostgres({ config, log, supervise: false })
    closing.add('Postgres', postgres.stop)
    const { rooms } = await openPremises({ url: postgres.url, config, dataDir: folder, log, closing })
    const errors: unknown[] = []
    const path = join(mkdtempSync(join(tmpdir(), 'regulars-insights-')), 'copy.duckdb')
    const keeping = await rooms.insights.keep({ path, onError: (error) => errors.push(error) })
    closing.add('copy', keeping.close)
    say('making everything anew')
    const began = performance.now()
    const { runId } = await rooms.insights.askRun('rebuild', 'bench')
    // Those that must be told what about are asked by people only.
    const open = allReports.filter(({ asked }) => Compile(asked).Check({}))
    for (const report of open) await rooms.insights.reports.read(report, {})
    while (await keeping.turn());
    const seconds = (performance.now() - began) / 1000
    if (errors.length > 0) throw new NoFigure(`insights met errors: ${String(errors[0])}`)
    const run = (await rooms.insights.status()).runs.find((one) => one.runId === runId)
    const steps = run?.steps.map(({ step, milliseconds }) => `${step} ${(milliseconds / 1000).toFixed(1)}`).join(', ')
    const note = `${open.length} reports, figures of ${run?.changed ?? 0} members; ${steps}`
    return [{ name: 'insights.refresh', value: seconds, unit: 's', bar: { most: MOST_SECONDS }, note }]
  } finally {
    await closing.closeAll()
  }
}

const CLIENTS = 64
/** What a chain of shops sells in its busiest hour, and a quarter of what the server could take. */
const RATE = 300
const project = fileURLToPath(new URL('../', import.meta.url))

/** Orders at a steady rate while nobody asks for insights, and while they are made anew without a pause. */
export function refreshing(bench: Bench): Promise<Figure[]> {
  return onTrack(bench, async (track) => {
    const load = async (seconds: number) => {
      const { latencies } = await track.load({ clients: CLIENTS, perCall: 1, seconds, rate: RATE })
      return quantile(latencies, 0.99)
    }
    await load(bench.seconds)
    const quiet: number[] = []
    for (let round = 0; round < bench.pairs; round += 1) quiet.push(await load(bench.seconds))
    const process = await kept(track, bench)
    const busy: number[] = []
    const stop = new AbortController()
    const rebuilding = rebuilt(bench, track.url, stop.signal)
    try {
      for (let round = 0; round < bench.pairs; round += 1) busy.push(await load(bench.seconds))
    } finally {
      stop.abort()
      await rebuilding
      process.kill('SIGTERM')
    }
    const said = (all: readonly number[]) => all.map((one) => one.toFixed(1)).join(', ')
    const note = `${RATE} orders/s; ${said(quiet)} ms quiet, ${said(busy)} ms meanwhile`
    const value = quantile(busy, 0.5) / quantile(quiet, 0.5)
    return [{ name: 'refreshing.p99', value, unit: '× quiet', bar: { most: MOST_RATIO }, note }]
  })
}

/** The insights process as the server runs it, when its first run is over. */
async function kept(track: Track, bench: Bench) {
  bench.say('the insights process reads the history')
  const child = spawn(process.execPath, ['bin/cli.js', 'insights', 'keep', '--data', bench.ground.serverDir], {
    cwd: project,
    env: { ...process.env, DATABASE_URL: track.url, LOG_LEVEL: 'error' },
    stdio: 'inherit',
  })
  await refreshed(bench, track.url)
  return child
}

async function rebuilt(bench: Bench, url: string, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await refreshed(bench, url)
    await sleep(1)
  }
}

/** Asks whoever keeps the copy, and waits. */
async function refreshed(bench: Bench, url: string): Promise<void> {
  const log = silentLog()
  const closing = closingStack(log)
  try {
    const dataDir = bench.ground.serverDir
    const config = { ...readConfig({ data: dataDir, database: url }), insights: false }
    const { rooms } = await openPremises({ url, config, dataDir, log, closing })
    const { runId } = await rooms.insights.askRun('rebuild', 'bench')
    for (;;) {
      const { runs } = await rooms.insights.status()
      const mine = runs.find((one) => one.runId === runId)
      if (mine?.problem != null) throw new NoFigure('the run of insights failed')
      if (mine?.endedAt != null) return
      await sleep(100)
    }
  } finally {
    await closing.closeAll()
  }
}
