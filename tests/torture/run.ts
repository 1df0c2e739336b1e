/** `npm run torture`: the long form. Prints the history in short and the seed that repeats it; ends with 1 when anything is wrong. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { randomFrom } from '../support/random.ts'
import { blowsFor, torture } from './torture.ts'

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('A whole number.')
  return number
}

const program = new Command('npm run torture --')
  .description('Kills the server and its Postgres under load and compares the books with what customers were told.')
  .option('--kills <number>', 'how often something is killed', whole, 30)
  .option('--seed <number>', 'repeats the choice of requests, moments and victims', whole)
  .option('--customers <number>', 'who send requests at once', whole, 16)
  .parse()
const { kills, customers, seed = process.pid } = program.opts<{ kills: number; customers: number; seed?: number }>()

function say(sentence: string): void {
  process.stderr.write(`[torture ${(performance.now() / 1000).toFixed(1).padStart(6)} s] ${sentence}\n`)
}

const folder = mkdtempSync(join(tmpdir(), 'regulars-torture-'))
say(`seed ${seed}`)
const blows = blowsFor(kills, randomFrom(seed))
const report = await torture({ folder: join(folder, 'data'), seed, blows, customers, say })
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
process.stdout.write(
  report.problems.length === 0
    ? `Nothing acknowledged was lost, nothing was done twice, every law holds. Seed ${seed}.\n`
    : `${report.problems.length} problems with seed ${seed}; the data is kept in ${folder}\n`,
)
if (report.problems.length === 0) rmSync(folder, { recursive: true, force: true })
else process.exitCode = 1
