import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { runFile, temporaryFolder } from '../../../tests/support/processes.ts'
import { silentLog } from '../log.ts'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import { isAlive, shutDown } from './postmaster.ts'

const root = process.getuid?.() === 0
const log = silentLog()
const dataDir = join(temporaryFolder('embedded'), 'data')
const small = { shared_buffers: '16MB' }
const start = (): Promise<EmbeddedPostgres> => startEmbedded({ dataDir, log, settings: small })

async function ask(url: string, statement: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query(statement)
    return rows[0] ?? {}
  } finally {
    await client.end()
  }
}

/** A program that uses the data folder's Postgres and never leaves. */
function otherUser(): ReturnType<typeof runFile> {
  const script = join(dataDir, '..', 'use.ts')
  const embedded = new URL('./embedded.ts', import.meta.url).href
  const logs = new URL('../log.ts', import.meta.url).href
  writeFileSync(
    script,
    `import { startEmbedded } from '${embedded}'
     import { silentLog } from '${logs}'
     const postgres = await startEmbedded({ dataDir: '${dataDir}', log: silentLog(), settings: ${JSON.stringify(small)} })
     console.log('uses ' + postgres.pid + '.')
     process.on('SIGTERM', () => postgres.stop().then(() => process.exit(0)))
     setInterval(() => {}, 1000)`,
  )
  return runFile(script, [])
}

afterAll(async () => {
  const last = await start()
  await last.stop()
  // A test that failed has not left.
  if (isAlive(last.pid)) await shutDown(last.pid)
})

test('an acknowledged change survives a power cut: fsync, full pages and checksums are on', async () => {
  const postgres = await start()
  const settings = await ask(
    postgres.url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums,
            current_setting('server_encoding') as encoding, current_setting('listen_addresses') as tcp,
            (select rolsuper from pg_roles where rolname = current_user) as super`,
  )
  const on = { fsync: 'on', commit: 'on', pages: 'on', checksums: 'on' }
  expect(settings).toEqual({ ...on, encoding: 'UTF8', tcp: '', super: false })
  await postgres.stop()
  expect(isAlive(postgres.pid)).toBe(false)
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
})

test('who leaves last shuts Postgres down', async () => {
  const first = otherUser()
  const [, pid] = await first.says(/uses (\d+)\./)
  const second = await start()
  expect(second.pid).toBe(Number(pid))
  first.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  expect(await ask(second.url, 'select 1 as one')).toEqual({ one: 1 })
  await second.stop()
  expect(isAlive(second.pid)).toBe(false)
})

test('a killed user leaves a Postgres that the next one uses and shuts down', async () => {
  const killed = otherUser()
  const [, pid] = await killed.says(/uses (\d+)\./)
  killed.kill('SIGKILL')
  await killed.ended
  expect(isAlive(Number(pid))).toBe(true)
  const next = await start()
  expect(next.pid).toBe(Number(pid))
  await next.stop()
  expect(isAlive(Number(pid))).toBe(false)
})

test('a killed Postgres is launched again with all that was committed', async () => {
  const changes: boolean[] = []
  const postgres = await startEmbedded({ dataDir, log, settings: small, supervise: true })
  postgres.onChange((up) => changes.push(up))
  await ask(postgres.url, 'create table kept (n int)')
  await ask(postgres.url, 'insert into kept values (1)')
  const killed = postgres.pid
  process.kill(killed, 'SIGKILL')
  while (changes.length < 2) await sleep(20)
  expect(changes).toEqual([false, true])
  expect(postgres.pid).not.toBe(killed)
  expect(await ask(postgres.url, 'select count(*)::int as n from kept')).toEqual({ n: 1 })
  await postgres.stop()
})

test('a Postgres that was killed with its user, and the notes it left, do not hinder the next start', async () => {
  const killed = otherUser()
  const [, pid] = await killed.says(/uses (\d+)\./)
  process.kill(Number(pid), 'SIGKILL')
  killed.kill('SIGKILL')
  await killed.ended
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(true)
  const next = await start()
  expect(await ask(next.url, 'select 1 as one')).toEqual({ one: 1 })
  await next.stop()
})

test('another program that got the number of an old server does not hinder the start', async () => {
  const notes = join(dataDir, 'postgres', 'postmaster.pid')
  writeFileSync(notes, [process.pid, join(dataDir, 'postgres'), 1, 5432, '', '', '', 'ready   ', ''].join('\n'))
  const postgres = await start()
  expect(postgres.pid).not.toBe(process.pid)
  await postgres.stop()
})

test('five first starts at once make one cluster', async () => {
  const folder = join(temporaryFolder('first'), 'data')
  const all = await Promise.all(
    Array.from({ length: 5 }, () => startEmbedded({ dataDir: folder, log, settings: { ...small, fsync: 'off' } })),
  )
  expect(new Set(all.map((one) => one.pid)).size).toBe(1)
  await Promise.all(all.map((one) => one.stop()))
  expect(isAlive(all[0]?.pid ?? 0)).toBe(false)
})

test('other settings are taken on by the next one who is alone', async () => {
  const first = await start()
  const beside = await startEmbedded({ dataDir, log, settings: { shared_buffers: '32MB' } })
  expect(await ask(beside.url, 'show shared_buffers')).toEqual({ shared_buffers: '16MB' })
  await first.stop()
  await beside.stop()
  const alone = await startEmbedded({ dataDir, log, settings: { shared_buffers: '32MB' } })
  expect(await ask(alone.url, 'show shared_buffers')).toEqual({ shared_buffers: '32MB' })
  await alone.stop()
})

test('a path too long for a socket is no hindrance', { skip: process.platform !== 'linux' }, async () => {
  const folder = join(temporaryFolder('long'), 'a-folder-with-a-long-name'.repeat(4), '数据')
  const postgres = await startEmbedded({ dataDir: folder, log, settings: { ...small, fsync: 'off' } })
  expect(await ask(postgres.url, 'select 1 as one')).toEqual({ one: 1 })
  await postgres.stop()
})

test('as root, the data may be where other users may not enter', { skip: !root }, async () => {
  const closed = mkdtempSync(join(tmpdir(), 'regulars-closed-'))
  afterAll(() => rmSync(closed, { recursive: true, force: true }))
  chmodSync(closed, 0o700)
  const folder = join(closed, 'inside', 'data')
  const postgres = await startEmbedded({ dataDir: folder, log, settings: { ...small, fsync: 'off' } })
  expect(await ask(postgres.url, 'select current_user as me')).toEqual({ me: 'regulars' })
  const owner = execFileSync('ps', ['-o', 'user:32=', '-p', String(postgres.pid)], { encoding: 'utf8' }).trim()
  expect(owner).not.toBe('root')
  expect(readFileSync(join(folder, 'postgres', 'PG_VERSION'), 'utf8')).toBe('18\n')
  await shutDown(postgres.pid)
  const again = await startEmbedded({ dataDir: folder, log, settings: { ...small, fsync: 'off' } })
  expect(again.pid).not.toBe(postgres.pid)
  await again.stop()
  await postgres.stop()
})

test('an ordinary user needs no other account, and root may use what that user made', { skip: !root }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-ordinary-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })))
  if (uid === undefined || gid === undefined) throw new Error('there is no user nobody')
  chownSync(folder, uid, gid)
  const data = join(folder, 'data')
  const migrated = runFile('bin/cli.js', ['migrate', '--data', data], { uid, gid, env: { HOME: folder } })
  expect(await migrated.ended, migrated.output()).toBe(0)
  const postgres = await startEmbedded({ dataDir: data, log })
  expect(await ask(postgres.url, `select to_regclass('migrations') is not null as migrated`)).toEqual({
    migrated: true,
  })
  await postgres.stop()
  const again = runFile('bin/cli.js', ['migrate', '--data', data], { uid, gid, env: { HOME: folder } })
  expect(await again.ended, again.output()).toBe(0)
})
