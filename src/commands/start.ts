import { stopSignal } from '../platform/closing.ts'
import { readConfig } from '../platform/config.ts'
import { createLog } from '../platform/log.ts'
import { tidyWhenQuiet } from '../platform/tidying.ts'
import { type Flags, servingCommand } from './options.ts'
import { serveUntilStopped } from './serving.ts'

export const command = servingCommand('start')
  .description(
    'Runs the server: API, console and background jobs on one port, with its own Postgres unless told otherwise.',
  )
  .addHelpText(
    'after',
    `
Examples:
  npm start                                         on http://localhost:8080, data in ./data
  npx regulars start --port 9000 --data /srv/regulars
  DATABASE_URL=postgres://user:password@db/regulars npx regulars start
Stop it with Ctrl-C or SIGTERM: requests at work are finished first.`,
  )
  .action(start)

async function start(flags: Flags): Promise<void> {
  const started = performance.now()
  const stop = stopSignal()
  const config = readConfig(flags)
  const log = createLog(config.logLevel)
  const { startServer } = await import('../server.ts')
  const server = await startServer(config, log)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`Regulars is ready at ${server.address} (after ${seconds} s)\n`)
  if (server.setupCode !== undefined) {
    process.stdout.write(`Make yourself the owner: ${server.address}/setup#code=${server.setupCode}\n`)
  }
  tidyWhenQuiet()
  await serveUntilStopped({ stop, log, close: server.stop })
}
