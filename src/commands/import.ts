import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { accepted, Refused, say } from '../base/refusals.ts'
import type { Mapping } from '../imports/mapping.ts'
import { mappingText, preset, presetNames } from '../imports/presets.ts'
import { survey } from '../imports/reading.ts'
import { Interrupted } from '../imports/run.ts'
import type { ImportsService } from '../imports/service.ts'
import type { Summary } from '../imports/summary.ts'
import { systemClock } from '../platform/clock.ts'
import { closingStack, stopSignal } from '../platform/closing.ts'
import { openDataFolder } from '../platform/datafolder.ts'
import { migrate } from '../platform/postgres/migrate.ts'
import { openPremises } from '../premises.ts'
import { previewText, progressLine, summaryText } from './importing.ts'
import { dataCommand, type Flags } from './options.ts'
import { type Opened, withDatabase } from './withdatabase.ts'

type ImportFlags = Flags & {
  readonly preset?: string
  readonly map?: string
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly rejected?: string
}

const orders = dataCommand('orders')
  .description(
    'Imports the order lines of a shop from a CSV (also .gz) or Excel file: customers become members, their orders earn, returns are ' +
      'matched to their purchase. It can be interrupted and run again: what is done is not done twice.',
  )
  .argument('<file>', 'CSV, CSV.gz or .xlsx')
  .addOption(new Option('--preset <name>', `how to understand the file: ${presetNames().join(', ')}`).conflicts('map'))
  .option('--map <file>', 'how to understand the file: YAML, see docs/guides/import.md')
  .option('--dry-run', 'only show the first lines as understood and count the problems')
  .option('--rejected <file>', 'where rejected lines go (default: <file>.rejected.csv here)')
  .option('--json', 'print the summary as one object')
  .addHelpText(
    'after',
    `
Examples:
  npx regulars import orders online-retail.csv.gz --preset uci-online-retail
  npx regulars import orders sales.xlsx --map sales.yaml --dry-run
  npx regulars import orders sales.csv --map sales.yaml --json > summary.json`,
  )
  .action(run)

export const command = new Command('import')
  .description('Brings in what a shop already has.')
  .addHelpText('after', '\nExamples:\n  npx regulars import orders sales.csv --map sales.yaml --dry-run')
  .addCommand(orders)

async function run(path: string, flags: ImportFlags): Promise<void> {
  const mapping = mappingIn(flags)
  try {
    if (flags.dryRun === true) await dryRun(path, mapping, flags.json === true)
    else await importFile(path, mapping, flags)
  } catch (error) {
    if (error instanceof Refused) throw new Error(say(error.refusal.words, error.refusal.facts, 'en'))
    throw error
  }
}

function mappingIn(flags: ImportFlags): Mapping | undefined {
  try {
    if (flags.preset !== undefined) return accepted(preset(flags.preset))
    return flags.map === undefined ? undefined : accepted(mappingText(readFileSync(flags.map, 'utf8')))
  } catch (error) {
    if (error instanceof Refused) throw new Error(say(error.refusal.words, error.refusal.facts, 'en'))
    throw error
  }
}

async function dryRun(path: string, mapping: Mapping | undefined, json: boolean): Promise<void> {
  const { previewOf } = await import('../imports/preview.ts')
  const file = await survey(path, mapping?.file?.encoding)
  const preview = await previewOf({ file, mapping, lines: undefined, clock: systemClock })
  process.stdout.write(json ? `${JSON.stringify(preview)}\n` : previewText(preview))
}

async function importFile(path: string, mapping: Mapping | undefined, flags: ImportFlags): Promise<void> {
  if (mapping === undefined)
    throw new Error('Say how to understand the file: --preset or --map. --dry-run without them shows its columns.')
  const file = await survey(path, mapping.file?.encoding)
  const signal = stopSignal()
  let stopping = false
  void signal.then(() => {
    stopping = true
  })
  const rejected = resolve(flags.rejected ?? `${basename(path)}.rejected.csv`)
  const show = progressLine(process.stderr)
  const summary = await withDatabase(flags, async (opened) =>
    withImports(opened, async (imports) => {
      const importId = await imports.enter({ file, name: basename(path), by: 'command line' }, mapping)
      return imports.run(importId, { file, rejected, stopping: () => stopping, onProgress: show.progress })
    }),
  )
    .catch((error: unknown) => {
      if (error instanceof Interrupted)
        throw new Error('Interrupted. Run the same command again to go on from here: nothing is done twice.')
      throw error
    })
    .finally(show.end)
  report(summary, rejected, flags.json === true)
  // Signals are listened to for as long as the process lives; nothing else is left to do.
  process.exitCode = 0
}

async function withImports<T>(opened: Opened, work: (imports: ImportsService) => Promise<T>): Promise<T> {
  const { url, config, log, db } = opened
  const closing = closingStack(log)
  try {
    await migrate(db)
    const dataDir = openDataFolder(config.dataDir)
    const { rooms } = await openPremises({ url, config, dataDir, log, closing })
    return await work(rooms.imports)
  } finally {
    await closing.closeAll()
  }
}

function report(summary: Summary, rejected: string, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(summary)}\n` : summaryText(summary))
  if (!json && summary.lines.rejected > 0) process.stdout.write(`Rejected lines with their reasons: ${rejected}\n`)
}
