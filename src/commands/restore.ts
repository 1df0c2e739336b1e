import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BackupUnusable, type Manifest } from '../platform/backup/format.ts'
import { readBackup } from '../platform/backup/read.ts'
import type { Config } from '../platform/config.ts'
import { openDataFolder } from '../platform/datafolder.ts'
import { dataCommand, type Flags } from './options.ts'
import { withDatabase } from './withdatabase.ts'

export const command = dataCommand('restore')
  .description(
    'Reads a backup into an empty database, checks every table against it, and brings the database up to date. All of it or nothing: it never overwrites.',
  )
  .argument('<file>', 'file that `regulars backup` wrote')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars restore /mnt/safe/regulars.zst --data /srv/restored
  npx regulars start --data /srv/restored`,
  )
  .action(run)

async function run(given: string, flags: Flags): Promise<void> {
  const file = resolve(given)
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  await withDatabase(flags, async ({ url, config }) => {
    const started = performance.now()
    const onTable = (table: string, rows: number): void => void process.stderr.write(`${table}: ${rows} rows\n`)
    const accept = (manifest: Manifest): void => refuseOtherKeys(config, manifest)
    const { tables, rows, manifest } = await readBackup({ url, file, accept, onTable })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stdout.write(`${tables} tables with ${rows} rows of ${manifest.at} are back and checked (${seconds} s).\n`)
    process.stdout.write(`${placeKeys(config, manifest)}\n`)
  })
}

const keyFile = (config: Config): string => join(config.dataDir, 'keys.json')

function refuseOtherKeys(config: Config, { keys }: Manifest): void {
  if (keys === null || config.keys !== undefined || !existsSync(keyFile(config))) return
  if (readFileSync(keyFile(config), 'utf8') !== keys)
    throw new BackupUnusable(
      `The backup has keys, and ${keyFile(config)} holds others. Restore into another data folder.`,
    )
}

/** The keys come last: a folder with keys but without their data would look like an installation. */
function placeKeys(config: Config, { keys }: Manifest): string {
  if (config.keys !== undefined) return 'Personal fields are read with REGULARS_KEYS.'
  const path = keyFile(config)
  if (keys === null)
    return existsSync(path)
      ? `Personal fields are read with ${path}.`
      : `The keys were not in the backup. Put the old keys.json at ${path} before the first start: without it personal fields cannot be read.`
  if (!existsSync(path)) {
    openDataFolder(config.dataDir)
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, keys)
    fsyncSync(file)
    closeSync(file)
  }
  return `The keys were in the backup and are now in ${path}.`
}
