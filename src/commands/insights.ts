import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import type { Run } from '../insights/service.ts'
import { closingStack, stopSignal } from '../platform/closing.ts'
import { launcherGone } from '../platform/companion.ts'
import { readConfig } from '../platform/config.ts'
import { openDataFolder } from '../platform/datafolder.ts'
import { createLog } from '../platform/log.ts'
import { openPremises } from '../premises.ts'
import { dataCommand, type Flags } from './options.ts'
import { serveUntilStopped } from './serving.ts'
import { withDatabase } from './withdatabase.ts'

export const command = new Command('insights')
  .description('Insights: the process that makes them, and making them anew.')
  .addCommand(
    dataCommand('keep')
      .description(
        'Keeps the copy of orders that insights are made of, and makes them. `start` runs it in a process beside the server, ' +
          'unless REGULARS_INSIGHTS is off.',
      )
      .action(keep),
  )
  .addCommand(dataCommand('refresh').description('Makes every figure of members anew.').action(run('refresh')))
  .addCommand(
    dataCommand('rebuild')
      .description('Throws the copy away and fills it again from the facts, and makes every figure anew.')
      .action(run('rebuild')),
  )
  .addHelpText(
    'after',
    `
Examples:
  npx regulars insights refresh
  npx regulars insights rebuild --data /srv/regulars`,
  )

async function keep(flags: Flags): Promise<void> {
  const stop = Promise.race([stopSignal(), launcherGone().then((): NodeJS.Signals => 'SIGTERM')])
  const config = readConfig(flags)
  const log = createLog(config.logLevel)
  const { startAnalyst } = await import('../analyst.ts')
  const analyst = await startAnalyst(config, log)
  process.stdout.write('Insights are kept.\n')
  await serveUntilStopped({ stop, log, close: analyst.stop })
}

/** Asks whoever keeps the copy, or does it here when nobody does. */
function run(kind: Run['kind']): (flags: Flags) => Promise<void> {
  return (flags) =>
    withDatabase(flags, async ({ url, config, log }) => {
      const { CopyInUse, startAnalyst } = await import('../analyst.ts')
      const closing = closingStack(log)
      try {
        const dataDir = openDataFolder(config.dataDir)
        const { rooms } = await openPremises({ url, config, dataDir, log, closing })
        const asked = await rooms.insights.askRun(kind, 'operator')
        const analyst = await startAnalyst({ ...config, databaseUrl: url }, log).catch((error: unknown) => {
          if (error instanceof CopyInUse) return undefined
          throw error
        })
        if (analyst !== undefined) closing.add('insights', analyst.stop)
        const ended = await ending(asked.runId, rooms.insights.status)
        if (ended.problem !== null)
          throw new Error('Insights could not be made anew; the log of who keeps the copy says why.')
        process.stdout.write(`${sentence(ended)}\n`)
      } finally {
        await closing.closeAll()
      }
    })
}

const LOOK_MILLISECONDS = 500

async function ending(
  runId: Run['runId'],
  status: () => Promise<{
    process: { doing: string | null; done: number | null; total: number | null } | undefined
    runs: readonly Run[]
  }>,
): Promise<Run> {
  let said = ''
  for (;;) {
    const { process: now, runs } = await status()
    const mine = runs.find((one) => one.runId === runId)
    if (mine?.endedAt != null) return mine
    const share = now?.total == null || now.total === 0 ? '' : ` ${Math.floor((100 * (now.done ?? 0)) / now.total)} %`
    const line = now?.doing == null ? '' : `${now.doing}${share}`
    if (line !== '' && line !== said) process.stderr.write(`${line}\n`)
    said = line
    await sleep(LOOK_MILLISECONDS)
  }
}

function sentence({ steps, changed }: Run): string {
  const seconds = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000
  return `Insights are made anew: the figures of ${changed ?? 0} members changed (${seconds.toFixed(1)} s).`
}
