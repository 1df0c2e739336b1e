import { stopSignal } from '../platform/closing.ts'
import { readConfig } from '../platform/config.ts'
import { createLog } from '../platform/log.ts'
import { tidyWhenQuiet } from '../platform/tidying.ts'
import { dataCommand, type Flags } from './options.ts'
import { serveUntilStopped } from './serving.ts'

export const command = dataCommand('worker')
  .description(
    'Runs background jobs only. `start` runs them too; more workers can help where much is sent or imported.',
  )
  .addHelpText(
    'after',
    `
Examples:
  npx regulars worker --data /srv/regulars
  DATABASE_URL=postgres://user:password@db/regulars npx regulars worker`,
  )
  .action(work)

async function work(flags: Flags): Promise<void> {
  const stop = stopSignal()
  const config = readConfig(flags)
  const log = createLog(config.logLevel)
  const { startWorker } = await import('../worker.ts')
  const worker = await startWorker(config, log)
  process.stdout.write('The workers are ready.\n')
  tidyWhenQuiet()
  await serveUntilStopped({ stop, log, close: worker.stop })
}
