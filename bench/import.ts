/** A real retailer's history, in by file, and then the whole of it checked. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Figure, NoFigure } from './support/figures.ts'
import { type Ran, runProgram } from './support/program.ts'

const MOST_SECONDS = 60
const MOST_MEGABYTES = 350
const MOST_VERIFY_SECONDS = 20
/** Lines of the set as the UCI published it. */
const LINES = 541_909

export type Given = { readonly folder: string; readonly file: string; readonly say: (sentence: string) => void }

const parts = ['members', 'guests', 'returnsMatched', 'returnsUnmatched', 'adjustments', 'rejected'] as const
const counts = Object.fromEntries(parts.map((part) => [part, Type.Integer()]))
const summary = Compile(
  Type.Object({
    lines: Type.Object({ total: Type.Integer(), ...counts }),
    orders: Type.Integer(),
    members: Type.Integer(),
  }),
)
const verification = Compile(
  Type.Object({
    ok: Type.Boolean(),
    checks: Type.Array(Type.Object({ law: Type.String(), violations: Type.Integer() })),
  }),
)

/** Into an empty data folder, which is kept for `verified`. @throws NoFigure when lines are lost or a law does not hold */
export async function imported(given: Given): Promise<Figure[]> {
  const { folder, file, say } = given
  if (!existsSync(file))
    throw new NoFigure(`import needs the UCI Online Retail set: give it with --file (${file} is not there).`)
  rmSync(folder, { recursive: true, force: true })
  const made = await runProgram('migrate', '--data', folder)
  if (made.code !== 0) throw new NoFigure(`the database was not made:\n${made.errors}`)
  say('importing')
  const ran = await runProgram('import', 'orders', file, '--preset', 'uci-online-retail', '--json', '--data', folder)
  const { lines, orders, members } = parsed(ran, 'import', (value) => summary.Parse(value))
  const accounted = Object.entries(lines).reduce((sum, [part, count]) => (part === 'total' ? sum : sum + count), 0)
  if (lines.total !== LINES || accounted !== LINES)
    throw new NoFigure(`${LINES} lines went in, ${lines.total} were read and ${accounted} are accounted for.`)
  await check(folder)
  writeFileSync(join(folder, 'imported'), '')
  const note = `${LINES} lines, ${orders} orders, ${members} members`
  return [
    { name: 'import', value: ran.seconds, unit: 's', bar: { most: MOST_SECONDS }, note },
    { name: 'import.memory', value: ran.peak, unit: 'MB at most', bar: { most: MOST_MEGABYTES } },
  ]
}

/** Over the imported database. @throws NoFigure when a law does not hold */
export async function verified(given: Given): Promise<Figure[]> {
  if (!existsSync(join(given.folder, 'imported'))) await imported(given)
  given.say('verifying what was imported')
  const ran = await check(given.folder)
  return [
    { name: 'verify', value: ran.seconds, unit: 's', bar: { most: MOST_VERIFY_SECONDS } },
    { name: 'verify.memory', value: ran.peak, unit: 'MB at most', bar: null },
  ]
}

async function check(folder: string): Promise<Ran> {
  const ran = await runProgram('verify', '--json', '--data', folder)
  const { ok, checks } = parsed(ran, 'verify', (value) => verification.Parse(value))
  const broken = checks.filter(({ violations }) => violations > 0).map(({ law }) => law)
  if (!ok || broken.length > 0) throw new NoFigure(`what was imported breaks ${broken.join(', ')}.`)
  return ran
}

/** The last line of the output as JSON. */
function parsed<T>({ code, output, errors }: Ran, command: string, parse: (value: unknown) => T): T {
  try {
    if (code !== 0) throw new Error(`it ended with ${code}`)
    return parse(JSON.parse(output.trim()))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new NoFigure(`regulars ${command} did not do its work: ${why}\n${errors.slice(-2000)}${output.slice(-500)}`)
  }
}
