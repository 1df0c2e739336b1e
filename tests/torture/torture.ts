/**
 * Kills the server and Postgres under load, at random moments and at named points, and then compares what customers were
 * told with what the books say. `kill -9` leaves the operating system's caches intact: it shows what the program does, not
 * what the disk does.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { failpoints } from '../../src/platform/failpoints.ts'
import { openDatabase } from '../../src/platform/postgres/database.ts'
import type { Random } from '../support/random.ts'
import { randomFrom } from '../support/random.ts'
import { type Crowd, type Door, enter, tillOf } from './customers.ts'
import { accepted, differences, type Operation } from './history.ts'
import { type House, openHouse, type Weakness } from './house.ts'

export type Blow =
  | { readonly at: 'random'; readonly victim: 'server' | 'postmaster' | 'backend' | 'both' }
  | { readonly at: (typeof failpoints)[number]; readonly victim: 'server' | 'postmaster' }

export type Report = {
  readonly seed: number
  readonly blows: readonly string[]
  readonly operations: Readonly<Record<string, number>>
  readonly refused: number
  /** Operations whose outcome was unknown for a while. */ readonly uncertain: number
  /** Milliseconds. */ readonly longestWait: number
  /** Milliseconds from a blow until the next acknowledgement. */ readonly longestRecovery: number
  /** What is wrong; empty when all is well. */ readonly problems: readonly string[]
}

export type TortureOptions = {
  readonly folder: string
  readonly seed: number
  readonly blows: readonly Blow[]
  readonly customers?: number
  /** Breaks a promise on purpose, to see the test fail. */ readonly weakness?: Weakness
  readonly say?: (sentence: string) => void
}

const CUSTOMERS = 16
/** Acknowledgements between two blows. */
const CALM = 60
/** Longer than any start and recovery. */
const SILENCE_MILLISECONDS = 60_000

/** Every kind once, and then at random, in random order. */
export function blowsFor(kills: number, random: Random): Blow[] {
  const everyKind: Blow[] = [
    ...(['server', 'postmaster', 'backend', 'both'] as const).map((victim): Blow => ({ at: 'random', victim })),
    ...failpoints.flatMap((at): Blow[] => [
      { at, victim: 'server' },
      { at, victim: 'postmaster' },
    ]),
  ]
  const chosen = [...everyKind]
  while (chosen.length < kills) chosen.push(random.pick(everyKind))
  const drawn: Blow[] = []
  while (drawn.length < kills) drawn.push(...chosen.splice(random.below(chosen.length), 1))
  return drawn
}

export async function torture(options: TortureOptions): Promise<Report> {
  const { folder, seed, blows, weakness, say = () => {} } = options
  const random = randomFrom(seed)
  const house = await openHouse(folder, weakness)
  const door: Door = { port: await house.open(), key: house.key }
  const crowd = enter({ door, members: house.members, customers: options.customers ?? CUSTOMERS, seed })
  let longestRecovery = 0
  try {
    for (const [index, blow] of blows.entries()) {
      await acknowledgements(crowd, CALM)
      const struck = await strike(house, { door, blow, random })
      await served(crowd)
      longestRecovery = Math.max(longestRecovery, performance.now() - struck)
      say(`${index + 1}/${blows.length} ${textOf(blow)}: up again after ${Math.round(performance.now() - struck)} ms`)
    }
    await acknowledgements(crowd, CALM)
    await crowd.goHome()
    const problems = await judged(house, { door, history: crowd.history })
    return { ...summary(crowd.history), seed, blows: blows.map(textOf), longestRecovery, problems }
  } catch (error) {
    throw new Error(`the torture broke off; the server said:\n${house.log().slice(-5000)}`, { cause: error })
  } finally {
    await house.close()
  }
}

function textOf({ at, victim }: Blow): string {
  return `${victim} ${at === 'random' ? 'at a random moment' : `at ${at}`}`
}

/** Waits for so many more operations that were accepted. */
async function acknowledgements({ history }: Crowd, more: number): Promise<void> {
  const count = (): number => history.filter(accepted).length
  const wanted = count() + more
  await until(() => count() >= wanted)
}

/** Waits until something that is asked from now on is accepted. */
async function served({ history }: Crowd): Promise<void> {
  const known = history.length
  await until(() => history.slice(known).some(accepted))
}

/** @throws when the server does not come to it */
async function until(reached: () => boolean): Promise<void> {
  const giveUp = performance.now() + SILENCE_MILLISECONDS
  while (!reached()) {
    if (performance.now() > giveUp) throw new Error('the server acknowledges nothing any more')
    await sleep(5)
  }
}

/** @returns the moment of the blow */
async function strike(
  house: House,
  { door, blow, random }: { door: Door; blow: Blow; random: Random },
): Promise<number> {
  if (blow.at === 'random') {
    await sleep(random.below(300))
    const struck = performance.now()
    house.kill(blow.victim, random)
    if (blow.victim === 'server' || blow.victim === 'both') door.port = await house.reopen()
    return struck
  }
  // The point is armed at a start: the running server goes as any server that is killed.
  house.kill('server', random)
  door.port = await house.reopen({ point: blow.at, count: 1 + random.below(12), victim: blow.victim })
  const struck = await house.failed()
  if (blow.victim === 'server') door.port = await house.reopen()
  return struck
}

type Judged = { readonly door: Door; readonly history: readonly Operation[] }

/** The books against what was told; then everything once more, which must be answered alike and change nothing. */
async function judged(house: House, { door, history }: Judged): Promise<string[]> {
  const { db, close } = openDatabase(house.url())
  try {
    const first = await differences(db, history)
    const again = await repeated(door, history)
    const after = first.length > 0 ? [] : await differences(db, history)
    return [...first, ...again, ...after.map((one) => `after repeating: ${one}`), ...(await house.brokenLaws(db))]
  } finally {
    await close()
  }
}

async function repeated(door: Door, history: readonly Operation[]): Promise<string[]> {
  const left = history.filter(accepted)
  const problems: string[] = []
  const tills = Array.from({ length: CUSTOMERS }, async () => {
    const till = tillOf(door)
    for (let operation = left.pop(); operation !== undefined; operation = left.pop()) {
      const again: Operation = { ...operation, told: undefined }
      await till.settle(again)
      if (again.told?.body === operation.told?.body) continue
      problems.push(`${operation.ask.path} was answered differently: ${again.told?.status} ${again.told?.body}`)
    }
    till.close()
  })
  await Promise.all(tills)
  const [example] = problems
  return example === undefined ? [] : [`${problems.length} repeated requests were not answered alike, e.g. ${example}`]
}

function summary(history: readonly Operation[]) {
  const done = history.filter(accepted)
  return {
    operations: Object.fromEntries(
      Object.entries(Object.groupBy(done, ({ kind }) => kind)).map(([kind, some]) => [kind, some.length]),
    ),
    refused: history.length - done.length,
    uncertain: history.filter(({ unknown }) => unknown > 0).length,
    longestWait: Math.max(...history.map(({ waited }) => waited)),
  }
}
