/** The stages of everybody: the shop's yardsticks, where each person stands, and how many stood where on some days. */
import { isRefusal, type Refusal } from '../../base/refusals.ts'
import { fitBgnbd } from '../value/bgnbd.ts'
import { grouped, type History } from '../value/histories.ts'
import type { People } from './people.ts'
import { shopRhythm } from './rhythm.ts'
import { stageOn, walk, type Yardsticks } from './rules.ts'
import { type Standing, stages } from './stages.ts'
import { type Before, stager } from './standing.ts'
import type { Thresholds } from './thresholds.ts'

/** With why there is no P(alive), where there is none. */
export type Measured = { readonly yardsticks: Yardsticks; readonly withoutModel: Refusal | undefined }

/** Refuses `insights.too-few-gaps`: without a rhythm of the shop nothing can be told of who has none of his own. */
export function measured(people: People, thresholds: Thresholds, today: number): Measured | Refusal {
  const rhythm = shopRhythm(people)
  if (isRefusal(rhythm)) return rhythm
  const fit = fitBgnbd(grouped(histories(people, today), 'days'))
  const alive = isRefusal(fit) ? undefined : fit.parameters
  return { yardsticks: { thresholds, rhythm, alive }, withoutModel: isRefusal(fit) ? fit : undefined }
}

function* histories({ count, starts, days }: People, today: number): Generator<History> {
  for (let person = 0; person < count; person += 1) {
    const [from, to] = [starts[person] ?? 0, starts[person + 1] ?? 0]
    if (from === to) continue
    const [first, last] = [days[from] ?? 0, days[to - 1] ?? 0]
    yield { purchases: to - from - 1, recency: last - first, age: today - first }
  }
}

/** Where each person stands today. @param seen the day of the answers before; undefined where they do not count */
export function* standings(
  people: People,
  yardsticks: Yardsticks,
  { today, seen }: { readonly today: number; readonly seen: number | undefined },
): Generator<{ readonly id: string; readonly standing: Standing }> {
  const { standing } = stager(yardsticks)
  for (const [person, id] of people.ids.entries()) {
    const days = people.days.subarray(people.starts[person] ?? 0, people.starts[person + 1] ?? 0)
    const known = { joined: people.joined[person] ?? 0, days }
    yield { id, standing: standing(known, seen === undefined ? undefined : beforeOf(people, person, seen), today) }
  }
}

function beforeOf({ stageBefore, sinceBefore }: People, person: number, seen: number): Before | undefined {
  const stage = stages[(stageBefore[person] ?? 0) - 1]
  return stage === undefined ? undefined : { stage, since: sinceBefore[person] ?? 0, seen }
}

/** Of each day the stage of each person by history and today's yardsticks: its place among `stages` from 1 on, 0 before joining. */
export function stagesOn(people: People, yardsticks: Yardsticks, on: readonly number[]): Uint8Array[] {
  const { thresholds } = yardsticks
  const places = new Map(stages.map((stage, at) => [stage, at + 1]))
  const PROSPECT = places.get('prospect') ?? 0
  const found = on.map(() => new Uint8Array(people.count))
  const end = Math.max(...on) + 1
  const { stretches } = walk(yardsticks)
  for (let person = 0; person < people.count; person += 1) {
    const [from, to] = [people.starts[person] ?? 0, people.starts[person + 1] ?? 0]
    const first = from === to ? end : (people.days[from] ?? end)
    for (const [at, day] of on.entries()) {
      const stage = found[at]
      if (stage !== undefined && day >= (people.joined[person] ?? 0) && day < first) stage[person] = PROSPECT
    }
    let at = 0
    stretches(people.days, { from, to, end }, (stretch, until) => {
      for (; at < on.length && (on[at] ?? end) < until; at += 1) {
        const stage = found[at]
        const day = on[at] ?? end
        if (stage !== undefined && day >= stretch.day)
          stage[person] = places.get(stageOn(stretch, day, thresholds)) ?? 0
      }
    })
  }
  return found
}

/** How many of each stage there are, in the order of `stages`. */
export function counted(stage: Uint8Array): number[] {
  const counts = new Array<number>(stages.length + 1).fill(0)
  for (const place of stage) counts[place] = (counts[place] ?? 0) + 1
  return counts.slice(1)
}

/** How many went from one stage to another: `[from][to]`, 0 for who was not there yet. */
export function flow(before: Uint8Array, after: Uint8Array): number[][] {
  const size = stages.length + 1
  const table = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let person = 0; person < after.length; person += 1) {
    const row = table[before[person] ?? 0]
    const to = after[person] ?? 0
    if (row !== undefined) row[to] = (row[to] ?? 0) + 1
  }
  return table
}
