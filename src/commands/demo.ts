import type { WriteStream } from 'node:tty'
import { Refused, say } from '../base/refusals.ts'
import { type Instant, isTimeZone, midnight } from '../base/time.ts'
import { limits, type Progress, type Summary, type Wishes } from '../demo/service.ts'
import { systemClock } from '../platform/clock.ts'
import { closingStack, stopSignal } from '../platform/closing.ts'
import { openDataFolder } from '../platform/datafolder.ts'
import { migrate } from '../platform/postgres/migrate.ts'
import { openPremises } from '../premises.ts'
import { dataCommand, type Flags } from './options.ts'
import { withDatabase } from './withdatabase.ts'

type DemoFlags = Flags & {
  readonly members?: string
  readonly months?: string
  readonly seed?: string
  readonly until?: string
  readonly json?: boolean
}

const { members, months, seed } = limits

export const command = dataCommand('demo')
  .description(
    'Puts a generated sample shop into an empty database: a chain for coffee and tea with its members, stores, products and a ' +
      'history of orders, returns and redemptions up to today. The same seed makes the same shop. Nobody in it exists. It can be ' +
      'interrupted and run again: it goes on from where it was.',
  )
  .option('--members <number>', `how many members (default: ${members.usual})`)
  .option('--months <number>', `whole months of history before the running one (default: ${months.usual})`)
  .option('--seed <number>', `another seed makes another shop (default: ${seed.usual})`)
  .option('--until <date>', 'the last day of the history, YYYY-MM-DD (default: today)')
  .option('--time-zone <name>', "the programme's time zone, when the database is new (REGULARS_TIME_ZONE)")
  .option('--json', 'print the summary as one object')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars demo
  npx regulars demo --members 500 --months 13 --data /tmp/trial
  npx regulars demo --seed 7 --json`,
  )
  .action(run)

async function run(flags: DemoFlags): Promise<void> {
  const show = progressBar(process.stderr)
  const signal = stopSignal()
  try {
    const summary = await withDatabase(flags, async ({ url, config, log, db }) => {
      const closing = closingStack(log)
      try {
        await migrate(db)
        const { rooms } = await openPremises({ url, config, dataDir: openDataFolder(config.dataDir), log, closing })
        void signal.then(() => rooms.demo.stop())
        return await rooms.demo.load(wishesIn(flags, config.timeZone), show.progress)
      } finally {
        await closing.closeAll()
      }
    })
    show.end()
    process.stdout.write(flags.json === true ? `${JSON.stringify(summary)}\n` : summaryText(summary))
  } catch (error) {
    show.end()
    if (error instanceof Refused) throw new Error(say(error.refusal.words, error.refusal.facts, 'en'))
    throw error
  }
}

function wishesIn(flags: DemoFlags, timeZone: string): Wishes {
  return {
    members: numberIn('--members', flags.members),
    months: numberIn('--months', flags.months),
    seed: numberIn('--seed', flags.seed),
    until: untilIn(flags.until, timeZone),
  }
}

function numberIn(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new Error(`${flag} is a whole number, not "${text}".`)
  return Number(text)
}

/** The end of the day, or now when the day is today's. */
function untilIn(text: string | undefined, timeZone: string): Instant | undefined {
  if (text === undefined) return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isTimeZone(timeZone))
    throw new Error(`--until is a day such as 2026-03-31, not "${text}".`)
  const now = systemClock.now()
  const began = midnight(Temporal.PlainDate.from(text), timeZone)
  const ended = midnight(Temporal.PlainDate.from(text).add({ days: 1 }), timeZone)
  return began <= now && now < ended ? now : ended
}

const numbers = new Intl.NumberFormat('en')
const BAR = 24
/** A terminal is redrawn at most this often; a log gets a line this rarely. */
const REDRAW_MILLISECONDS = { terminal: 100, log: 5_000 } as const

function progressBar(out: WriteStream): { progress: (now: Progress) => void; end: () => void } {
  const every = REDRAW_MILLISECONDS[out.isTTY === true ? 'terminal' : 'log']
  let began: { time: number; done: number } | undefined
  let shown = Number.NEGATIVE_INFINITY
  return {
    progress({ done, total }) {
      const time = performance.now()
      began ??= { time, done }
      if (time - shown < every && done < total) return
      shown = time
      const full = total === 0 ? 0 : Math.round((done / total) * BAR)
      const seconds = (time - began.time) / 1000
      const rate = seconds > 0.5 ? (done - began.done) / seconds : 0
      const left = rate > 0 ? `  ${numbers.format(Math.round(rate))}/s  ${Math.ceil((total - done) / rate)} s left` : ''
      const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
      const text = `Sample shop ${bar} ${numbers.format(done)} of ${numbers.format(total)} events${left}`
      out.write(out.isTTY === true ? `\r\u001b[K${text}` : `${text}\n`)
    },
    end() {
      if (out.isTTY === true && began !== undefined) out.write('\n')
    },
  }
}

function summaryText(summary: Summary): string {
  const count = (value: number) => numbers.format(value)
  const { points, tiers } = summary
  return [
    `The sample shop is here: ${count(summary.members)} members, ${summary.from} to ${summary.until.slice(0, 10)}, seed ${summary.seed}.`,
    `Orders: ${count(summary.orders)} of members, ${count(summary.guests)} of guests; ${count(summary.returns)} returns.`,
    `Revenue: ${count(Math.round(summary.revenueMinor / 100))} ${summary.currency}, after discounts and returns.`,
    `Points: ${count(points.earned)} earned, ${count(points.redeemed)} redeemed, ${count(points.expired)} expired, ${count(points.outstanding)} outstanding.`,
    `Tiers: ${Object.entries(tiers)
      .map(([tier, here]) => `${tier} ${count(here)}`)
      .join(', ')}.`,
    ...(summary.refused === 0 ? [] : [`The programme in force did not allow ${count(summary.refused)} of the events.`]),
    `Took ${summary.seconds} s.`,
    '',
  ].join('\n')
}
