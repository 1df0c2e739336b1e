/**
 * Deciding in process which of many offers apply to an order, beside two rule engines that are given the same rules, one after
 * another in one run. A rule names a channel, a category of goods and an amount; the engines only say which rules hold, Regulars
 * also works out what each takes off and stacks them.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { basket, group, offer, programmeWith, question } from '../src/offers/offers.fixture.ts'
import type { Basket } from '../src/offers/pricing.ts'
import { price } from '../src/offers/rules.ts'
import { type Figure, median, NoFigure } from './support/figures.ts'

/** So many rules hold for every order, however many there are. */
const HOLDING = 5
const CHANNELS = 20
const CATEGORIES = 200
const RULES = [10, 100, 1_000, 10_000] as const
const LINES = [5, 50] as const
const ROUNDS = 7
const ROUND_MILLISECONDS = 150

type Rule = { readonly code: string; readonly channel: string; readonly category: string; readonly minor: number }
type Order = { readonly channel: string; readonly categories: readonly string[]; readonly minor: number }
/** Decides once. @returns how many rules hold */
type Decide = () => number | Promise<number>

/** The first few hold for the order; the others are about other channels and categories, or ask for more. */
function rulesOf(count: number): Rule[] {
  return Array.from({ length: count }, (_, index) => {
    const code = `r${index}`
    if (index < HOLDING) return { code, channel: 'c0', category: 'k0', minor: 1_000 + index }
    const channel = `c${index % CHANNELS}`
    // Who shares the channel asks for goods that the order does not have.
    return { code, channel, category: `k${50 + (index % (CATEGORIES - 50))}`, minor: 1_000 }
  })
}

function orderOf(lines: number): { order: Order; what: Basket } {
  const goods = Array.from({ length: lines }, (_, index) => ({
    sku: `s${index}`,
    category: [`k${index % 50}`],
    quantity: 1,
    netMinor: 1_000,
  }))
  const order = { channel: 'c0', categories: goods.map(({ category }) => category[0] ?? ''), minor: lines * 1_000 }
  return { order, what: basket(goods, { channel: 'c0' }) }
}

function regulars(rules: readonly Rule[], what: Basket): Decide {
  const programme = programmeWith(
    rules.map(({ code, channel, category, minor }) =>
      offer(
        code,
        { kind: 'percent', basisPoints: 100, of: 'goods', base: 'remaining' },
        {
          when: {
            all: [
              { field: 'order.channel', is: 'equals', value: channel },
              { line: 'any', where: { field: 'line.category', is: 'within', value: category } },
              { field: 'order.amountMinor', is: 'at-least', value: minor },
            ],
          },
        },
      ),
    ),
    [group('main')],
  )
  const asked = question(programme, what)
  return () => price(asked).applied.length
}

type JsonRulesEngine = {
  Engine: new (rules: readonly object[]) => { run(facts: object): Promise<{ events: readonly unknown[] }> }
}

function jsonRulesEngine({ Engine }: JsonRulesEngine, rules: readonly Rule[], order: Order): Decide {
  const engine = new Engine(
    rules.map(({ code, channel, category, minor }) => ({
      conditions: {
        all: [
          { fact: 'channel', operator: 'equal', value: channel },
          { fact: 'categories', operator: 'contains', value: category },
          { fact: 'minor', operator: 'greaterThanInclusive', value: minor },
        ],
      },
      event: { type: code },
    })),
  )
  return async () => (await engine.run(order)).events.length
}

type Zen = {
  ZenEngine: new () => {
    createDecision(content: object): { evaluate(context: object): Promise<{ result: { hits?: readonly unknown[] } }> }
  }
}

/** One decision table of all rules that collects what holds: the form that this engine is fastest with. */
function zen({ ZenEngine }: Zen, rules: readonly Rule[], order: Order): Decide {
  const decision = new ZenEngine().createDecision({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        ...{ id: 'table', type: 'decisionTableNode', name: 'table', position: { x: 1, y: 0 } },
        content: {
          hitPolicy: 'collect',
          inputs: [
            { id: 'channel', name: 'channel', type: 'expression', field: 'channel' },
            { id: 'category', name: 'category', type: 'expression' },
            { id: 'minor', name: 'minor', type: 'expression', field: 'minor' },
          ],
          outputs: [{ id: 'rule', name: 'rule', type: 'expression', field: 'rule' }],
          rules: rules.map(({ code, channel, category, minor }) => ({
            ...{ _id: code, channel: `'${channel}'`, category: `'${category}' in categories`, minor: `>= ${minor}` },
            rule: `'${code}'`,
          })),
          passThrough: false,
          inputField: null,
          outputPath: 'hits',
          executionMode: 'single',
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'e2', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  })
  return async () => (await decision.evaluate(order)).result.hits?.length ?? 0
}

/** Microseconds for one decision. */
async function timed(decide: Decide): Promise<number> {
  const from = performance.now()
  let decided = 0
  do {
    const found = decide()
    if (typeof found !== 'number') await found
    decided += 1
  } while (performance.now() - from < ROUND_MILLISECONDS)
  return ((performance.now() - from) * 1_000) / decided
}

async function checked(name: string, decide: Decide): Promise<Decide> {
  const found = await decide()
  if (found !== HOLDING) throw new NoFigure(`${name} says that ${found} rules hold, and ${HOLDING} do.`)
  return decide
}

/** Sides take turns; each figure is the median of its rounds. */
async function compared(sides: ReadonlyMap<string, Decide>): Promise<Map<string, number>> {
  const times = new Map<string, number[]>([...sides.keys()].map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, decide] of sides) times.get(name)?.push(await timed(decide))
  return new Map([...times].map(([name, each]) => [name, median(each)]))
}

/** How many times as fast as each engine; only where the issue of the day sets a bar. */
const bars: Readonly<Record<string, number>> = {
  'json-rules-engine 100': 30,
  'json-rules-engine 1000': 500,
  'zen 100': 3,
  'zen 1000': 3,
}
const MOST_GROWTH = 3

/** @param peers a folder in which `npm install json-rules-engine @gorules/zen-engine` was run; without it only Regulars is measured */
export async function evaluation({
  peers,
  say,
}: {
  peers: string | undefined
  say: (sentence: string) => void
}): Promise<Figure[]> {
  const load = async <T>(name: string): Promise<T | undefined> => {
    if (peers === undefined) return undefined
    const path = createRequire(join(peers, 'package.json')).resolve(name)
    const found: T & { default?: T } = await import(pathToFileURL(path).href)
    return found.default ?? found
  }
  const [jre, gorules] = [await load<JsonRulesEngine>('json-rules-engine'), await load<Zen>('@gorules/zen-engine')]
  if (peers === undefined)
    say('no peers: give --peers with a folder that has json-rules-engine and @gorules/zen-engine')
  const figures: Figure[] = []
  for (const lines of LINES) {
    const { order, what } = orderOf(lines)
    const own = new Map<number, number>()
    for (const count of RULES) {
      say(`${count} rules, ${lines} lines`)
      const rules = rulesOf(count)
      const sides = new Map([['regulars', await checked('regulars', regulars(rules, what))]])
      if (jre !== undefined)
        sides.set('json-rules-engine', await checked('json-rules-engine', jsonRulesEngine(jre, rules, order)))
      if (gorules !== undefined) sides.set('zen', await checked('zen', zen(gorules, rules, order)))
      const times = await compared(sides)
      const mine = times.get('regulars') ?? Number.NaN
      own.set(count, mine)
      figures.push({ name: `evaluation.${count}x${lines}`, value: mine, unit: 'µs', bar: null })
      for (const [name, time] of times) {
        if (name === 'regulars') continue
        const least = bars[`${name} ${count}`]
        const bar = least === undefined ? null : { least }
        figures.push({ name: `evaluation.${count}x${lines} ÷ ${name}`, value: time / mine, unit: '×', bar })
      }
    }
    const growth = (own.get(10_000) ?? Number.NaN) / (own.get(100) ?? Number.NaN)
    figures.push({
      name: `evaluation.growth x${lines}`,
      value: growth,
      unit: '×',
      bar: { most: MOST_GROWTH },
      note: '10,000 rules against 100',
    })
  }
  return figures
}
