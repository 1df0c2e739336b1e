/** Every list and search of the API among a million members and ten million entries, over HTTP, one question after the other. */
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { silentLog } from '../src/platform/log.ts'
import { openDatabase } from '../src/platform/postgres/database.ts'
import { startEmbedded } from '../src/platform/postgres/embedded.ts'
import { spawnServer } from '../tests/support/serverprocess.ts'
import { type Figure, median, NoFigure, quantile } from './support/figures.ts'
import { multitude } from './support/multitude.ts'
import { type Document, type Question, questionsOf, samplesIn } from './support/questions.ts'

const MOST_MILLISECONDS = 100
/** Of each question, after so many that only warm up. */
const ASKED = 40
/** Of those that narrow in two ways, of which there are many. */
const ASKED_PAIR = 20
const WARMING = 3
/** So many pages of the largest size are walked before a deep one is measured. */
const DEEP_PAGES = 20
const LARGEST_PAGE = 200
const DOCUMENT = fileURLToPath(new URL('../docs/api/openapi.json', import.meta.url))

type Measured = { readonly name: string; readonly times: readonly number[] }
type Ask = (path: string) => Promise<{ readonly milliseconds: number; readonly body: { nextCursor?: string | null } }>

export async function lists({ folder, say }: { folder: string; say: (sentence: string) => void }): Promise<Figure[]> {
  const key = await multitude({ folder, say })
  const server = await spawnServer({ dataDir: folder })
  try {
    const ask = asking(`http://localhost:${server.port}`, key)
    const questions = await questionsFor(folder, await typed(server.port, key))
    say(`${questions.length} questions, each asked ${ASKED} times, pairs ${ASKED_PAIR} times; load ${load()}`)
    const measured: Measured[] = []
    for (const question of questions) {
      const deep = question.pair === true ? undefined : await deepOf(ask, question)
      for (const one of deep === undefined ? [question] : [question, deep]) {
        const { name, times } = await answered(ask, one)
        measured.push({ name, times })
        if (quantile(times, 0.95) > MOST_MILLISECONDS)
          say(`${name}: p50 ${median(times).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms; load ${load()}`)
      }
    }
    return figures(measured)
  } finally {
    await server.stop()
  }
}

const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

function asking(address: string, key: string): Ask {
  return async (path) => {
    const began = performance.now()
    const response = await fetch(address + path, { headers: { authorization: `Bearer ${key}` } })
    const text = await response.text()
    const milliseconds = performance.now() - began
    if (!response.ok) throw new NoFigure(`${path} answered ${response.status}: ${text.slice(0, 300)}`)
    return { milliseconds, body: JSON.parse(text) }
  }
}

type Known = { readonly phone: string | null; readonly email: string | null; readonly memberId: string }
type Page = { readonly items: readonly Known[] }
type Whole = { readonly identities: readonly { readonly kind: string; readonly value: string }[] }

/** What people type is taken from members whom the server shows in clear. */
async function typed(port: number, key: string) {
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`http://localhost:${port}${path}`, { headers: { authorization: `Bearer ${key}` } })
    return response.json() as Promise<T>
  }
  const { items } = await get<Page>(`/v1/members?limit=${LARGEST_PAGE}`)
  const wholes = await Promise.all(items.map(({ memberId }) => get<Whole>(`/v1/members/${memberId}`)))
  const cards = wholes.flatMap(({ identities }) => identities.filter(({ kind }) => kind === 'card'))
  return {
    phones: items.flatMap(({ phone }) => phone ?? []).slice(0, 20),
    emails: items.flatMap(({ email }) => email ?? []).slice(0, 20),
    cards: cards.map(({ value }) => value).slice(0, 20),
  }
}

async function questionsFor(folder: string, known: Awaited<ReturnType<typeof typed>>): Promise<Question[]> {
  const postgres = await startEmbedded({ dataDir: folder, log: silentLog() })
  const { db, close } = openDatabase(postgres.url, { connections: 2 })
  try {
    const document: Document = JSON.parse(readFileSync(DOCUMENT, 'utf8'))
    return questionsOf(document, await samplesIn(db, known))
  } finally {
    await close()
    await postgres.stop()
  }
}

async function answered(ask: Ask, { name, paths, pair }: Question): Promise<Measured> {
  const times: number[] = []
  for (let count = 0; count < WARMING + (pair === true ? ASKED_PAIR : ASKED); count += 1) {
    const { milliseconds } = await ask(paths[count % paths.length] ?? '')
    if (count >= WARMING) times.push(milliseconds)
  }
  return { name, times }
}

/** The page after many; undefined where a list has fewer. */
async function deepOf(ask: Ask, { name, paths }: Question): Promise<Question | undefined> {
  const [path = ''] = paths
  const sign = path.includes('?') ? '&' : '?'
  const { body } = await ask(path)
  let cursor = body.nextCursor ?? null
  for (let page = 0; page < DEEP_PAGES && cursor !== null; page += 1) {
    const next = await ask(`${path}${sign}limit=${LARGEST_PAGE}&cursor=${encodeURIComponent(cursor)}`)
    if ((next.body.nextCursor ?? null) === null) return undefined
    cursor = next.body.nextCursor ?? null
  }
  return cursor === null
    ? undefined
    : { name: `${name}, deep`, paths: [`${path}${sign}cursor=${encodeURIComponent(cursor)}`] }
}

/** The slowest first; the figure is the slowest of all. */
function figures(measured: readonly Measured[]): Figure[] {
  const shown = measured.map(({ name, times }) => ({
    name,
    p95: quantile(times, 0.95),
    p50: median(times),
    p99: quantile(times, 0.99),
  }))
  const slowest = shown.toSorted((a, b) => b.p95 - a.p95)
  const over = slowest.filter(({ p95 }) => p95 > MOST_MILLISECONDS).length
  const note = `the slowest of ${shown.length} questions; ${over} above; load ${load()}`
  return [
    { name: 'lists.p95', value: slowest[0]?.p95 ?? Number.NaN, unit: 'ms', bar: { most: MOST_MILLISECONDS }, note },
    {
      name: 'lists.p50',
      value: median(shown.map(({ p50 }) => p50)),
      unit: 'ms',
      bar: null,
      note: 'the middle one of all questions',
    },
    ...slowest.slice(0, SHOWN).map(({ name, p50, p95, p99 }) => ({
      ...{ name: `lists ${name}`, value: p95, unit: 'ms', bar: null },
      note: `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(0)}`,
    })),
  ]
}

/** The others are faster. */
const SHOWN = 40
