#!/usr/bin/env node
/** `npx regulars …`: makes sure that everything is installed, then runs the command on the pinned Node. */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeProgram, prepare } from '../scripts/prepare.js'

const cli = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bin', 'cli.js')

/**
 * V8 lets the heap grow with the machine's memory before it collects. A smaller nursery keeps an idle server small (`npm start`
 * says the same); an import streams and needs little, so it is told to stay little; the sample shop is there sooner with more.
 */
const small = ['--max-semi-space-size=8', '--expose-gc']
const heaps = { import: [...small, '--max-old-space-size=320'], demo: ['--max-semi-space-size=32'] }

try {
  await prepare()
  run()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

function run() {
  const given = process.argv.slice(2)
  const args = [...(heaps[given[0]] ?? small), cli, ...given]
  // A newer Node becomes the command itself; Node 20 stays beside it and passes on what it is told.
  if (typeof process.execve === 'function') process.execve(nodeProgram(), [nodeProgram(), ...args], process.env)
  const command = spawn(nodeProgram(), args, { stdio: 'inherit' })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => command.kill(name))
  command.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
  command.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
