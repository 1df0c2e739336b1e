/** Rates of orders over pgbench's, taken in turns on one Postgres, so that a change of the machine's mood meets both. */
import { type ServerProcess, spawnServer } from '../../tests/support/serverprocess.ts'
import { type Figure, median, NoFigure } from './figures.ts'
import { type Acknowledged, type Ground, mustHold, type Rooms, withRooms } from './ground.ts'
import { type Done, generate, type Job } from './load.ts'
import { hotspots, profiling } from './profile.ts'
import { resetStatements, statements } from './statements.ts'
import { cpuOf, cpuOfFamily } from './usage.ts'

export type Bench = {
  readonly ground: Ground
  /** Of each measurement. */ readonly seconds: number
  /** Each is one measurement of ours and one of pgbench. */ readonly pairs: number
  /** Show where the server spends its time. */ readonly profile: boolean
  readonly say: (sentence: string) => void
}

type Pair = { readonly ours: number; readonly tps: number }
type Cpu = { readonly server: number; readonly postgres: number; readonly generator: number }

/** One server on a clone of the base, under load. */
export type Track = {
  /** Of its database. */ readonly url: string
  /** Remembers what was acknowledged, for the check at the end. */
  load(job: Pick<Job, 'clients' | 'perCall' | 'seconds' | 'coupons'> & { rate?: number }): Promise<Done & Cpu>
}

/** Until the compiler has seen the hot paths and the pages' first changes since the checkpoint are in the log, rates keep rising. */
const WARM_UP_SECONDS = 15
/** When pgbench itself changed by more, the machine was busy with something else. */
const STEADY = 0.1

/** Puts up a server on a clone, and lets no figure out when the database does not hold afterwards. */
export async function onTrack<T>(
  bench: Bench,
  work: (track: Track) => Promise<T>,
  prepare: (rooms: Rooms) => Promise<void> = async () => {},
): Promise<T> {
  const { ground } = bench
  return ground.onClone(async (url) => {
    await withRooms(url, ground.serverDir, prepare)
    const acknowledged: Acknowledged[] = []
    if (bench.profile) await resetStatements(ground.postgres.adminUrl)
    const options = { dataDir: ground.serverDir, database: url }
    const server = await spawnServer(
      bench.profile ? { ...options, nodeArguments: profiling(ground.serverDir) } : options,
    )
    let result: T
    try {
      result = await work({ url, load: (job) => loaded(ground, { server, acknowledged, job }) })
    } finally {
      await server.stop()
    }
    if (bench.profile) bench.say(`${hotspots(ground.serverDir)}\n${await statements(ground.postgres.adminUrl)}`)
    bench.say('checking that every acknowledged order is there and every law holds')
    await mustHold(url, ground.serverDir, acknowledged)
    return result
  })
}

type Loading = {
  readonly server: ServerProcess
  readonly acknowledged: Acknowledged[]
  readonly job: Pick<Job, 'clients' | 'perCall' | 'seconds' | 'coupons'> & { rate?: number }
}

async function loaded(ground: Ground, { server, acknowledged, job }: Loading): Promise<Done & Cpu> {
  const { key, membersFile, postgres } = ground
  const prefix = `run${acknowledged.length}-`
  const before = { server: cpuOf(server.pid), postgres: cpuOfFamily(postgres.pid) }
  const seed = acknowledged.length + 1
  const done = await generate({ ...job, port: server.port, key, membersFile, prefix, seed })
  const used = { server: cpuOf(server.pid) - before.server, postgres: cpuOfFamily(postgres.pid) - before.postgres }
  acknowledged.push(...done.acknowledged.map((count, client) => ({ prefix: `${prefix}${client}-`, count })))
  const total = done.acknowledged.reduce((sum, count) => sum + count, 0)
  const each = (milliseconds: number): number => milliseconds / total
  return {
    ...done,
    server: each(used.server),
    postgres: each(used.postgres),
    generator: each(done.cpuMilliseconds),
  }
}

export type Compared = {
  readonly figures: readonly Figure[]
  /** Orders a second. */ readonly rate: number
}

/** Ours and pgbench in the order A-B-B-A-A-B-B-A …, after a warm-up of both. */
export async function compared(
  bench: Bench,
  track: Track,
  { name, job, least }: { name: string; job: { clients: number; perCall: number }; least: number },
): Promise<Compared> {
  const { seconds, pairs, say } = bench
  const pgbench = await bench.ground.pgbench()
  await track.load({ ...job, seconds: WARM_UP_SECONDS })
  await pgbench.tps(WARM_UP_SECONDS)
  const measured: Pair[] = []
  const cpu: Cpu[] = []
  for (let index = 0; index < pairs; index += 1) {
    let tps = index % 2 === 1 ? await pgbench.tps(seconds) : 0
    const done = await track.load({ ...job, seconds })
    if (tps === 0) tps = await pgbench.tps(seconds)
    const ours = done.orders / seconds
    measured.push({ ours, tps })
    cpu.push(done)
    say(`${name} ${index + 1}/${pairs}: ${Math.round(ours)} orders/s, pgbench ${Math.round(tps)}, ${cpuText(done)}`)
  }
  const rate = median(measured.map(({ ours }) => ours))
  return { rate, figures: figuresOf({ name, least, measured, cpu }) }
}

function cpuText({ server, postgres, generator }: Cpu): string {
  const shown = (milliseconds: number): string => milliseconds.toFixed(3)
  return `CPU-ms per order: server ${shown(server)}, Postgres ${shown(postgres)}, generator ${shown(generator)}`
}

function figuresOf(given: { name: string; least: number; measured: readonly Pair[]; cpu: readonly Cpu[] }): Figure[] {
  const { name, measured, cpu } = given
  const ratios = measured.map(({ ours, tps }) => ours / tps)
  const [first, last] = [measured[0]?.tps, measured.at(-1)?.tps]
  if (first === undefined || last === undefined) throw new NoFigure('nothing was measured')
  const drift = Math.abs(last / first - 1)
  const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)} of ${ratios.length}`
  const mood =
    drift > STEADY ? `; the machine was busy: pgbench moved by ${Math.round(drift * 100)} %, run it again` : ''
  const explains = (what: string, value: number, unit: string): Figure => {
    return { name: `${name}.${what}`, value, unit, bar: null }
  }
  return [
    { name, value: median(ratios), unit: '× pgbench tps', bar: { least: given.least }, note: range + mood },
    explains('rate', median(measured.map(({ ours }) => ours)), 'orders/s'),
    explains('pgbench', median(measured.map(({ tps }) => tps)), 'tps'),
    explains('cpu-server', median(cpu.map((one) => one.server)), 'CPU-ms/order'),
    explains('cpu-postgres', median(cpu.map((one) => one.postgres)), 'CPU-ms/order'),
    explains('cpu-generator', median(cpu.map((one) => one.generator)), 'CPU-ms/order'),
  ]
}
