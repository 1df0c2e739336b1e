/** `npm run bench [name …]`: measures, and prints each figure with its bar. */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { baskets } from './baskets.ts'
import { batch } from './batch.ts'
import { clusters } from './clusters.ts'
import { columns } from './columns.ts'
import { consolePaint } from './console.ts'
import { coupons } from './coupons.ts'
import { demand } from './demand.ts'
import { evaluation } from './evaluation.ts'
import { idle } from './idle.ts'
import { imported, verified } from './import.ts'
import { insights, refreshing } from './insights.ts'
import { lists } from './lists.ts'
import { money } from './money.ts'
import { offers } from './offers.ts'
import { orders } from './orders.ts'
import { portal } from './portal.ts'
import { recommendations } from './recommendations.ts'
import { asJson, asTable, type Figure, holds, NoFigure } from './support/figures.ts'
import { openGround } from './support/ground.ts'
import type { Bench } from './support/rates.ts'
import { value } from './value.ts'

type Options = {
  readonly json?: true
  readonly fresh?: true
  readonly profile?: true
  readonly seconds: number
  readonly pairs: number
  readonly data: string
  readonly file: string
  readonly peers?: string
}

const onGround: Readonly<Record<string, (bench: Bench) => Promise<Figure[]>>> = {
  ...{ orders, batch, offers, coupons, refreshing },
}
const alone: Readonly<Record<string, (given: Alone) => Promise<Figure[]>>> = {
  import: imported,
  verify: verified,
  insights,
  idle,
  evaluation,
  baskets,
  portal,
  console: consolePaint,
  lists,
  clusters,
  columns,
  value,
  demand,
  money,
  recommendations,
}
/** `verify` checks what `import` brought in, and `insights` are made of it. */
const folders: Readonly<Record<string, string>> = { verify: 'import', insights: 'import' }
type Alone = {
  readonly folder: string
  readonly file: string
  readonly peers: string | undefined
  readonly say: (sentence: string) => void
}

const names = [...Object.keys(onGround), ...Object.keys(alone)]
/** The shared copy of the set, beside the project. */
const FILE = fileURLToPath(new URL('../../shared/data/online-retail.csv.gz', import.meta.url))

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('A whole number from 1 on.')
  return number
}

const program = new Command('npm run bench --')
  .description('Measures Regulars on this machine. Nothing else should be running.')
  .argument('[name...]', `${names.join(', ')}; everything when absent`)
  .option('--json', 'one object for each figure and line')
  .option('--fresh', 'make the databases anew instead of using those of the last time')
  .option('--profile', 'orders and batch: show the functions that the server spent its time in')
  .option('--seconds <number>', 'length of one measurement', whole, 12)
  .option('--pairs <number>', 'measurements of each side', whole, 6)
  .option('--data <folder>', 'where to work, on the disk to be measured', join(homedir(), '.cache', 'regulars-bench'))
  .option('--file <file>', 'the UCI Online Retail set, as CSV, gzipped CSV or XLSX', FILE)
  .option('--peers <folder>', 'evaluation: where json-rules-engine and @gorules/zen-engine are installed')
  .addHelpText(
    'after',
    `
orders and batch need pgbench (Debian: apt-get install postgresql-15); they take 3 minutes each at the usual length.
A ratio is shown only when every law holds afterwards and every acknowledged order is in the database.`,
  )

function say(sentence: string): void {
  const seconds = (performance.now() / 1000).toFixed(0)
  process.stderr.write(`[bench ${seconds.padStart(4)} s] ${sentence}\n`)
}

/** What each chosen benchmark found; one that gives no figure does not keep the others from being run. */
async function* measured(chosen: readonly string[], options: Options): AsyncGenerator<Figure[]> {
  const folder = resolve(options.data)
  const { file, seconds, pairs } = options
  for (const name of chosen) {
    const given = { folder: join(folder, folders[name] ?? name), file, say, peers: options.peers }
    if (alone[name] !== undefined) yield await orNone(name, () => alone[name]?.(given))
  }
  if (!chosen.some((name) => onGround[name] !== undefined)) return
  const [fresh, profile] = [options.fresh === true, options.profile === true]
  const ground = await openGround({ folder: join(folder, 'ground'), fresh, profile, say })
  try {
    for (const name of chosen) {
      const bench = { ground, seconds, pairs, profile, say }
      if (onGround[name] !== undefined) yield await orNone(name, () => onGround[name]?.(bench))
    }
  } finally {
    await ground.leave()
  }
}

async function orNone(name: string, measure: () => Promise<Figure[]> | undefined): Promise<Figure[]> {
  try {
    return (await measure()) ?? []
  } catch (error) {
    if (!(error instanceof NoFigure)) throw error
    say(`${name}: ${error.message}`)
    process.exitCode = 1
    return []
  }
}

program.parse()
const asked = program.args.length === 0 ? names : program.args
const unknown = asked.find((name) => !names.includes(name))
if (unknown !== undefined) program.error(`There is no benchmark ${unknown}; there are ${names.join(', ')}.`)
const options = program.opts<Options>()
const figures: Figure[] = []
for await (const found of measured(asked, options)) {
  figures.push(...found)
  if (options.json === true) for (const figure of found) process.stdout.write(`${asJson(figure)}\n`)
}
if (options.json !== true && figures.length > 0) process.stdout.write(`\n${asTable(figures)}\n`)
if (figures.some((figure) => holds(figure) === false)) process.exitCode = 1
