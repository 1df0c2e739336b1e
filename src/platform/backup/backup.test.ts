import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase, testDatabase } from '../../../tests/support/database.ts'
import { temporaryFolder } from '../../../tests/support/processes.ts'
import { type Database, row, transaction } from '../postgres/database.ts'
import { readBackup } from './read.ts'
import { writeBackup } from './write.ts'

const folder = temporaryFolder('backup')
const source = await testDatabase()
const at = '2026-03-01T08:00:00Z'
const ROWS = 20_000

/** Rows that would break a careless format: end marks, line ends, quotes, NULs as text, every kind of emptiness. */
const AWKWARD = ['\\.', '\n\\.\n', '\\N', '\r\n', '\t', '""', '', '数据 🎉', '\\', '\\\\.', "'"]

async function createAwkward(db: Database): Promise<void> {
  await sql`create table awkward (id int primary key, text text, bytes bytea, part xid8 default pg_current_xact_id(),
              twice int generated always as (id * 2) stored, at timestamptz, amount numeric)`.execute(db)
}

async function fill(db: Database): Promise<void> {
  await createAwkward(db)
  for (const [id, text] of AWKWARD.entries())
    await sql`insert into awkward (id, text, bytes, at) values (${id}, ${text}, ${Buffer.from(text)}, '2026-03-01 08:00:00.123456+00')`.execute(
      db,
    )
  await sql`insert into awkward (id, amount) values (1000, 'NaN'), (1001, 0.10), (1002, null)`.execute(db)
  await sql`
    insert into facts (member_id, fact_id, kind, at, recorded_at, data)
    select gen_random_uuid(), gen_random_uuid(), 'member.enrolled', now(), now(), jsonb_build_object('n', n)
    from generate_series(1, ${ROWS}::int) n`.execute(db)
}

await fill(source.db)
await runMigrations({ connectionString: source.url })
await sql`select graphile_worker.add_job('remember', '{"a":1}')`.execute(source.db)
await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a worker'`.execute(source.db)

const file = join(folder, 'whole.zst')
const request = { url: source.url, file, program: '0.1.0', at, keys: undefined }
const written = await writeBackup(request)

type Part = { readonly table: string; readonly rows: string; readonly foot: string }

/** The parts of a backup, taken apart without the program's own reader. */
function partsOf(path: string): Part[] {
  const text = zstdDecompressSync(readFileSync(path)).toString('utf8')
  return [...text.matchAll(/^\{"table":"([^"]+)".*\n((?:(?!\\\.\n).*\n)*)\\\.\n(.*)$/gm)].map(
    ([, table = '', rows = '', foot = '']) => ({ table, rows, foot }),
  )
}

/** A database as a restore that broke off leaves it, with the table that is no part of the program. */
async function halfRestored(): Promise<TestDatabase> {
  const target = await emptyDatabase()
  await sql`create table restore_unfinished (only_row boolean primary key default true)`.execute(target.db)
  await createAwkward(target.db)
  return target
}

async function countOf(db: Database, table: string): Promise<number> {
  return (await row(db, sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`))?.n ?? -1
}

test('a backup is whole, closed to others, and says what is in it', () => {
  expect(written.rows).toBeGreaterThanOrEqual(ROWS + AWKWARD.length + 3)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const [first = ''] = zstdDecompressSync(readFileSync(file)).toString('utf8').split('\n')
  expect(JSON.parse(first)).toMatchObject({ format: 'regulars-backup', at, keys: null, jobs: true })
})

test('what is restored is what was backed up, though an earlier restore broke off', async () => {
  const target = await halfRestored()
  const restored = await readBackup({ url: target.url, file })
  expect(restored.rows).toBe(written.rows)
  const second = join(folder, 'second.zst')
  await writeBackup({ ...request, url: target.url, file: second })
  const withoutJobs = (path: string): Part[] => partsOf(path).filter((part) => !part.table.includes('_private_job'))
  expect(withoutJobs(second).length).toBeGreaterThan(10)
  expect(withoutJobs(second)).toEqual(withoutJobs(file))
  expect(partsOf(second).find((part) => part.table === 'public.awkward')?.rows).toContain('数据 🎉')
})

test('after a restore, numbers go on, jobs are free, and readers of facts see everything', async () => {
  const target = await halfRestored()
  await readBackup({ url: target.url, file })
  const next = await row(
    target.db,
    sql<{ position: number }>`
      insert into facts (member_id, fact_id, kind, at, recorded_at, data)
      values (gen_random_uuid(), gen_random_uuid(), 'member.enrolled', now(), now(), '{}') returning position`,
  )
  expect(next?.position).toBeGreaterThan(ROWS)
  const state = await row(
    target.db,
    sql<{ locked: number; unseen: number }>`
      select (select count(*) from graphile_worker._private_jobs where locked_at is not null) as locked,
             (select count(*) from facts where written_by >= pg_snapshot_xmax(pg_current_snapshot())) as unseen`,
  )
  expect(state).toEqual({ locked: 0, unseen: 0 })
})

test('a database that holds tables is never overwritten', async () => {
  const target = await testDatabase()
  await expect(readBackup({ url: target.url, file })).rejects.toThrow('not empty')
  expect(await countOf(target.db, 'facts')).toBe(0)
})

test('a backup is of one instant, whatever is written meanwhile', async () => {
  let stop = false
  const writing = (async () => {
    for (let n = 2000; !stop; n++)
      await transaction(source.db, async (tx) => {
        await sql`insert into awkward (id, text) values (${n}, 'pair')`.execute(tx)
        await sql`insert into facts (member_id, fact_id, kind, at, recorded_at, data)
                  values (gen_random_uuid(), gen_random_uuid(), 'pair.made', now(), now(), '{}')`.execute(tx)
      })
  })()
  const path = join(folder, 'meanwhile.zst')
  await writeBackup({ ...request, file: path })
  stop = true
  await writing
  const parts = new Map(partsOf(path).map((part) => [part.table, part.rows]))
  const pairs = parts.get('public.awkward')?.match(/\tpair$/gm)?.length ?? 0
  expect(parts.get('public.facts')?.match(/pair\.made/g)?.length ?? 0).toBe(pairs)
  expect(await countOf(source.db, 'awkward')).toBeGreaterThan(AWKWARD.length + 3)
})

const text = zstdDecompressSync(readFileSync(file)).toString('utf8')
const packed = readFileSync(file)
const broken: [string, Buffer, string][] = [
  ['cut in the middle', packed.subarray(0, packed.length / 2), 'ends too early|damaged'],
  ['cut before its last line', zstdCompressSync(text.slice(0, text.lastIndexOf('{"end"'))), 'ends too early'],
  ['with a changed value', zstdCompressSync(text.replace('数据', '数字')), 'are damaged'],
  [
    'with a missing row',
    zstdCompressSync(text.replace(/^\{"n": 7\}.*\n/m, '').replace(/^.*\{"n": 7\}.*\n/m, '')),
    'damaged',
  ],
  ['with a flipped bit', flipped(packed), 'damaged|no backup|ends too early'],
  ['that is another file', Buffer.from('hello'), 'damaged or no backup'],
  ['of a newer program', zstdCompressSync(text.replace('"migrations":[', manyMigrations())), 'newer than this program'],
  ['of other migrations', zstdCompressSync(text.replace(/"hash":"[0-9a-f]/, '"hash":"x')), 'another migration'],
]

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const middle = Math.floor(copy.length / 2)
  copy[middle] = (copy[middle] ?? 0) ^ 1
  return copy
}

function manyMigrations(): string {
  return `"migrations":[${'{"number":9999,"name":"future","hash":"0"},'}`
}

test.each(broken)('a file %s is refused and leaves no row behind', async (what, bytes, sentence) => {
  const target = await halfRestored()
  const path = join(folder, `${what.replaceAll(' ', '-')}.zst`)
  writeFileSync(path, bytes)
  await expect(readBackup({ url: target.url, file: path })).rejects.toThrow(new RegExp(sentence))
  expect(await countOf(target.db, 'awkward')).toBe(0)
})
