/**
 * `npm test`: types, style, lint, unused code, then all tests. Everything runs even when something failed before; the end names
 * what failed, and the last line counts all of it: `N passed, N failed`. Each static check counts as one.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Type as type } from 'typebox'
import { Compile } from 'typebox/compile'
import { CHROMIUM_ADVICE, findChromium } from './prepare.js'

type Counts = { readonly passed: number; readonly failed: number; readonly names?: readonly string[] }

const root = fileURLToPath(new URL('../', import.meta.url))
const output = join(root, 'test-output')
const startedAt = performance.now()

const report = Compile(
  type.Object({
    numPassedTests: type.Integer(),
    numFailedTests: type.Integer(),
    testResults: type.Array(
      type.Object({
        ...{ name: type.String(), status: type.String() },
        assertionResults: type.Array(type.Object({ status: type.String(), fullName: type.String() })),
      }),
    ),
  }),
)

function say(text: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  process.stdout.write(`\n── ${text} (at ${seconds} s)\n`)
}

/** @returns whether the program ended well */
function runs(command: string, args: readonly string[]): Promise<boolean> {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } })
  return new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}

async function check(name: string, command: string, args: readonly string[]): Promise<Counts> {
  say(name)
  const passed = await runs(command, args)
  process.stdout.write(`${name}: ${passed ? 'passed' : 'FAILED'}\n`)
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, names: [name] }
}

/** Runs some of vitest's projects and counts what its report says; a run that breaks off counts as a failure. */
async function tests(name: string, projects: readonly string[]): Promise<Counts> {
  say(name)
  const file = join(output, `${projects.join('-')}.json`)
  const chosen = projects.flatMap((project) => ['--project', project])
  const ended = await runs('vitest', [
    'run',
    ...chosen,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) return ended ? { passed: 0, failed: 0 } : { passed: 0, failed: 1, names: [name] }
  const said = report.Parse(JSON.parse(readFileSync(file, 'utf8')))
  // A file that cannot be loaded, or an error outside of any test, leaves no failed test behind.
  const names = said.testResults.flatMap((one) => {
    const path = relative(root, one.name)
    const failing = one.assertionResults.filter(({ status }) => status === 'failed')
    if (failing.length === 0) return one.status === 'failed' ? [path] : []
    return failing.map(({ fullName }) => `${path}: ${fullName.trim()}`)
  })
  if (names.length === 0 && !ended) names.push(name)
  return { passed: said.numPassedTests, failed: names.length, names }
}

function browserTests(): Promise<Counts> {
  if (!existsSync(join(root, 'tests', 'browser'))) return Promise.resolve({ passed: 0, failed: 0 })
  if (findChromium() !== undefined) return tests('browser', ['browser'])
  say('browser')
  process.stdout.write(`${CHROMIUM_ADVICE}\n`)
  return Promise.resolve({ passed: 0, failed: 1 })
}

rmSync(output, { recursive: true, force: true })
mkdirSync(output, { recursive: true })
const counts: Counts[] = [await check('types', 'tsc', ['--noEmit', '--project', '.'])]
if (existsSync(join(root, 'web', 'tsconfig.json')))
  for (const project of ['web', 'web/till/worker', 'web/portal', 'web/portal/worker'])
    counts.push(await check(`types of ${project}`, 'tsc', ['--noEmit', '--project', project]))
counts.push(await check('style (Biome)', 'biome', ['ci', '--error-on-warnings', '.']))
counts.push(await check('lint (oxlint)', 'oxlint', ['--deny-warnings']))
counts.push(await check('unused code (knip)', 'knip', []))
counts.push(await tests('rooms, scenarios, tidy, console models', ['rooms', 'tidy', 'web']))
counts.push(await browserTests())

const passed = counts.reduce((sum, one) => sum + one.passed, 0)
const failed = counts.reduce((sum, one) => sum + one.failed, 0)
const tested = counts.slice(-2).some((one) => one.passed + one.failed > 0)
if (!tested) process.stdout.write('\nNo test ran.\n')
for (const name of counts.flatMap(({ names = [] }) => names)) process.stdout.write(`\nfailed: ${name}`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 || !tested ? 1 : 0
