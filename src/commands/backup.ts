import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { instantText } from '../base/time.ts'
import { writeBackup } from '../platform/backup/write.ts'
import { systemClock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import { dataCommand, type Flags } from './options.ts'
import { withDatabase } from './withdatabase.ts'

type BackupFlags = Flags & { readonly withKeys?: boolean }

export const command = dataCommand('backup')
  .description(
    'Writes the whole database, as it is at this instant, to one file, beside a running server or without one. The keys of personal fields are not inside unless asked for: keep keys.json elsewhere, for without it names, phones and e-mail addresses cannot be read again.',
  )
  .argument('[file]', 'file to write; default: backups/<instant>.zst in the data folder')
  .option('--with-keys', 'put the keys inside: whoever has the file can then read all personal fields')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars backup
  npx regulars backup /mnt/safe/regulars.zst
  DATABASE_URL=postgres://user:password@db/regulars npx regulars backup nightly.zst`,
  )
  .action(run)

async function run(given: string | undefined, flags: BackupFlags): Promise<void> {
  await withDatabase(flags, async ({ url, config }) => {
    const at = instantText(systemClock.now())
    const file = given === undefined ? join(backupsFolder(config), `${at.replaceAll(':', '')}.zst`) : resolve(given)
    mkdirSync(dirname(file), { recursive: true })
    const keys = flags.withKeys === true ? keysOf(config) : undefined
    const onTable = (table: string, rows: number): void => void process.stderr.write(`${table}: ${rows} rows\n`)
    const started = performance.now()
    const { tables, rows } = await writeBackup({ url, file, program: manifest.version, at, keys, onTable })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const megabytes = (statSync(file).size / 1024 / 1024).toFixed(1)
    process.stdout.write(
      `${tables} tables with ${rows} rows are in ${file} (${megabytes} MB, ${seconds} s).\n${aboutKeys(config, flags)}\n`,
    )
  })
}

function backupsFolder(config: Config): string {
  const folder = join(config.dataDir, 'backups')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  return folder
}

function keysOf(config: Config): string {
  if (config.keys !== undefined) return config.keys
  const file = join(config.dataDir, 'keys.json')
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`There is no key file ${file} to put into the backup.`, { cause: error })
  }
}

function aboutKeys(config: Config, flags: BackupFlags): string {
  if (flags.withKeys === true) return 'The keys are inside: whoever has this file can read all personal fields.'
  const where = config.keys === undefined ? join(config.dataDir, 'keys.json') : 'REGULARS_KEYS'
  return `The keys are not inside. Keep ${where} safe as well, in another place.`
}
