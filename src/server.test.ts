import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { emptyDatabase } from '../tests/support/database.ts'
import { type Program, runCommand, temporaryFolder } from '../tests/support/processes.ts'
import { silentLog } from './platform/log.ts'
import { startEmbedded } from './platform/postgres/embedded.ts'
import { isAlive, shutDown } from './platform/postgres/postmaster.ts'

const dataDir = join(temporaryFolder('server'), 'data')
mkdirSync(dataDir)

/** Where it listens, and the process of its Postgres. */
async function started(program: Program): Promise<{ address: string; postgres: number }> {
  const [, address = ''] = await program.says(/Regulars is ready at (\S+)/)
  const [, postgres] = await program.says(/"postgres":(\d+)/)
  return { address, postgres: Number(postgres) }
}

function start(...more: string[]): Program {
  return runCommand('start', '--port', '0', '--data', dataDir, ...more)
}

afterAll(async () => {
  const last = await startEmbedded({ dataDir, log: silentLog() })
  await last.stop()
  if (isAlive(last.pid)) await shutDown(last.pid)
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops the server and its Postgres cleanly', async (signal) => {
  const server = start()
  const { address, postgres } = await started(server)
  expect((await fetch(address)).status).toBeLessThan(500)
  server.kill(signal)
  server.kill(signal)
  expect(await server.ended, server.output()).toBe(0)
  expect(isAlive(postgres)).toBe(false)
  expect(existsSync(join(dataDir, 'server.json'))).toBe(false)
})

test('a second server on one data folder says who has it and stops', async () => {
  const first = start()
  const { address } = await started(first)
  const second = start()
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`process ${first.pid}, on port ${new URL(address).port}`)
  expect((await fetch(address)).status).toBeLessThan(500)
  first.kill('SIGTERM')
  expect(await first.ended).toBe(0)
})

test.each(['the server', 'first its Postgres', 'first the server, then its Postgres'])(
  'a server leaves a data folder that the next start recovers when %s is killed',
  async (victims) => {
    const killed = start()
    const { postgres } = await started(killed)
    if (victims === 'first its Postgres') process.kill(postgres, 'SIGKILL')
    killed.kill('SIGKILL')
    if (victims === 'first the server, then its Postgres') process.kill(postgres, 'SIGKILL')
    await killed.ended
    const next = start()
    const { address } = await started(next)
    expect((await fetch(address)).status).toBeLessThan(500)
    next.kill('SIGTERM')
    expect(await next.ended, next.output()).toBe(0)
  },
)

test('a server whose Postgres is killed goes on with a new one', async () => {
  const server = start()
  const { postgres } = await started(server)
  process.kill(postgres, 'SIGKILL')
  await server.says(/Postgres ended[\s\S]*Postgres is up/)
  server.kill('SIGTERM')
  expect(await server.ended, server.output()).toBe(0)
})

test('a stop during the start takes effect once the start is through', async () => {
  const server = start()
  await sleep(150)
  server.kill('SIGTERM')
  expect([0, 'SIGTERM']).toContain(await server.ended)
})

test('a taken port is said in a sentence, and nothing keeps running', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const server = start('--port', String(port))
  expect(await server.ended).toBe(1)
  expect(server.output()).toContain(`Port ${port} is taken by another program. Choose another with --port.`)
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  other.close()
})

test('settings that make no sense are said together, before anything is started', async () => {
  const server = runCommand('start', '--port', 'http', '--time-zone', 'Moon', '--data', join(dataDir, 'none'))
  expect(await server.ended).toBe(1)
  expect(server.output()).toMatch(/port "http"[\s\S]*"Moon" is no time zone/)
  expect(existsSync(join(dataDir, 'none'))).toBe(false)
})

test('commands run beside a server, and start and stop Postgres themselves without one', async () => {
  const alone = runCommand('migrate', '--data', dataDir)
  expect(await alone.ended, alone.output()).toBe(0)
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
  const server = start()
  const { address, postgres } = await started(server)
  const beside = runCommand('doctor', '--data', dataDir, '--json')
  expect(await beside.ended, beside.output()).toBe(0)
  expect(beside.output()).toContain(`the server runs as process ${server.pid} on port ${new URL(address).port}`)
  expect(isAlive(postgres)).toBe(true)
  server.kill('SIGTERM')
  expect(await server.ended).toBe(0)
})

test('workers run in a process of their own beside the server, and refuse a database that is not up to date', async () => {
  const folder = join(temporaryFolder('worker'), 'data')
  const early = runCommand('worker', '--data', folder)
  expect(await early.ended).toBe(1)
  expect(early.output()).toContain('Run: npx regulars migrate')
  expect(await runCommand('migrate', '--data', folder).ended).toBe(0)
  const worker = runCommand('worker', '--data', folder)
  await worker.says('The workers are ready.')
  worker.kill('SIGTERM')
  expect(await worker.ended, worker.output()).toBe(0)
  expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('with DATABASE_URL no Postgres is made, and one that cannot be used is said without its password', async () => {
  const folder = join(temporaryFolder('url'), 'data')
  const { url } = await emptyDatabase()
  const server = runCommand('start', '--port', '0', '--data', folder, '--database', url)
  await server.says('Regulars is ready at')
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
  server.kill('SIGTERM')
  expect(await server.ended, server.output()).toBe(0)

  const wrong = url.replace('://regulars@', '://nobody:guessed@')
  const refused = runCommand('start', '--port', '0', '--data', folder, '--database', wrong)
  expect(await refused.ended).toBe(1)
  expect(refused.output()).toContain('The Postgres of DATABASE_URL cannot be used.')
  expect(refused.output()).not.toContain('guessed')
})

test('the doctor says what to do about a key file that others may use', async () => {
  const folder = temporaryFolder('doctor')
  writeFileSync(join(folder, 'keys.json'), '{}', { mode: 0o644 })
  const doctor = runCommand('doctor', '--data', folder)
  expect(await doctor.ended).toBe(1)
  expect(doctor.output()).toContain(`Run: chmod 600 ${join(folder, 'keys.json')}`)
})
