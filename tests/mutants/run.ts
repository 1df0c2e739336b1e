/**
 * `npm run mutants -- [law…]`: breaks one line after the other in a copy of the sources and runs the test that shall notice.
 * Says of each whether it was caught or survived; ends with 1 when one survives, or when the list no longer fits the sources.
 */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { mutants } from './list.ts'
import type { Mutant } from './mutant.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** What the tests do not need, or what may not be copied. */
const leftBehind = new Set(['node_modules', '.git', 'data', 'test-output', 'coverage', join('web', 'dist')])
const Result = Type.Object({
  testResults: Type.Array(
    Type.Object({ assertionResults: Type.Array(Type.Object({ title: Type.String(), status: Type.String() })) }),
  ),
})
const report = Compile(Result)

type Outcome = 'passed' | 'failed' | 'not run'

function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-mutants-'))
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => !leftBehind.has(relative(root, path)) && !path.endsWith(`${sep}node_modules`),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  return folder
}

/** Runs one test of one file; a file that cannot even be read runs none. */
async function outcomeOf(folder: string, { file, test: name }: Mutant['caughtBy']): Promise<Outcome> {
  // A test of many cases is called after each of them.
  const [test = name] = name.split('%s')
  const answer = join(folder, 'answer.json')
  rmSync(answer, { force: true })
  const pattern = test.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const asked = ['run', '--project', 'rooms', file, '-t', pattern, '--reporter=json', `--outputFile=${answer}`]
  const child = spawn(process.execPath, [vitest, ...asked], { cwd: folder, stdio: 'ignore' })
  await new Promise((resolve) => child.on('close', resolve))
  if (!existsSync(answer)) return 'not run'
  const found: Static<typeof Result> = report.Parse(JSON.parse(readFileSync(answer, 'utf8')))
  const results = found.testResults.flatMap(({ assertionResults }) => assertionResults)
  const named = results.filter(({ title }) => title.startsWith(test))
  if (named.some(({ status }) => status === 'failed')) return 'failed'
  return named.some(({ status }) => status === 'passed') ? 'passed' : 'not run'
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

/** @returns what is wrong; undefined when the mutant was caught */
async function tried(folder: string, mutant: Mutant): Promise<string | undefined> {
  const { file, before, after, caughtBy } = mutant
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const places = text.split(before).length - 1
  if (places !== 1) return `its text stands ${places} times in ${file}`
  writeFileSync(
    path,
    text.replace(before, () => after),
  )
  try {
    const outcome = await outcomeOf(folder, caughtBy)
    return outcome === 'failed' ? undefined : outcome === 'passed' ? 'survived' : 'its test did not run'
  } finally {
    writeFileSync(path, text)
  }
}

/** Tests that fail on sources that nobody broke prove nothing. */
async function failingBefore(folder: string, chosen: readonly Mutant[]): Promise<string[]> {
  const failing: string[] = []
  for (const [name, [first]] of Map.groupBy(chosen, ({ caughtBy }) => `${caughtBy.file}: ${caughtBy.test}`)) {
    const outcome = first === undefined ? 'not run' : await outcomeOf(folder, first.caughtBy)
    if (outcome !== 'passed') failing.push(`${name} (${outcome} without any mutant)`)
  }
  return failing
}

async function main(laws: readonly string[]): Promise<number> {
  const chosen = mutants.filter(({ law }) => laws.length === 0 || laws.includes(law))
  if (chosen.length === 0) {
    say(`no mutant breaks ${laws.join(', ')}`)
    return 1
  }
  const folder = copied()
  try {
    const failing = await failingBefore(folder, chosen)
    for (const test of failing) say(`unsound   ${test}`)
    let wrong = failing.length
    for (const mutant of chosen) {
      const problem = await tried(folder, mutant)
      if (problem !== undefined) wrong += 1
      say(
        `${problem === undefined ? 'caught   ' : 'NOT CAUGHT'} ${mutant.law} ${mutant.says}${problem ? `: ${problem}` : ''}`,
      )
    }
    say(`${chosen.length} mutants, ${wrong === 0 ? 'all caught' : `${wrong} problems`}`)
    return wrong === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = await main(process.argv.slice(2))
