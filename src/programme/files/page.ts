/** One YAML file: its data, and on which line each of them stands. */
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { isJson, type Json } from '../places.ts'

export type Problem = { readonly file: string; readonly line: number; readonly problem: string }

export type Page = {
  readonly path: string
  /** Empty when there are problems. */
  readonly data: Json
  /** Why it cannot be read. */
  readonly problems: readonly Problem[]
  /** The line, from 1 on, of what stands there, or of the nearest thing around it; steps are names, codes or indexes. */
  lineOf(steps: readonly string[]): number
  problem(steps: readonly string[], problem: string): Problem
}

/** Aliases can make a small text expand without end; nobody needs many in one file. */
const ALIASES_AT_MOST = 50

export function pageOf(path: string, text: string): Page {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, prettyErrors: false })
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line)
  const lineOf = (steps: readonly string[]) => lineAt(offsetOf(document.contents, steps))
  const problem = (steps: readonly string[], what: string): Problem => ({
    ...{ file: path, line: lineOf(steps) },
    problem: steps.length === 0 ? what : `${steps.join('.')}: ${what}`,
  })
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    ...{ file: path, line: lineAt(pos[0]), problem: message.split('\n')[0] ?? 'no YAML' },
  }))
  const page = (data: Json, problems: readonly Problem[]): Page => ({ path, data, problems, lineOf, problem })
  if (broken.length > 0) return page({}, broken)
  try {
    const data: unknown = document.toJS({ maxAliasCount: ALIASES_AT_MOST })
    return isJson(data) ? page(data, []) : page({}, [problem([], 'fields with values are expected, such as name: …')])
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return page({}, [problem([], error.message)])
  }
}

/** Where the deepest of the steps that is there begins. */
function offsetOf(node: unknown, steps: readonly string[]): number {
  const [step, ...rest] = steps
  const own = isNode(node) ? startOf(node) : 0
  if (step === undefined) return own
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
    if (pair === undefined) return own
    const key = isNode(pair.key) ? startOf(pair.key) : own
    return rest.length === 0 ? key : Math.max(key, offsetOf(pair.value, rest))
  }
  if (!isSeq(node)) return own
  const item = node.items.find((each) => isMap(each) && each.get('code') === step) ?? node.items[Number(step)]
  return item === undefined ? own : offsetOf(item, rest)
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0
}
