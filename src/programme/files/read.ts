/** A definition from YAML files, or all that is wrong with them, each with its file and line. */
import { type TSchema, Type } from 'typebox'
import { isRefusal } from '../../base/refusals.ts'
import { CodeSchema } from '../basics.ts'
import type { Definition } from '../definition.ts'
import { isJson, type Json } from '../places.ts'
import { flawsIn, shapedDefinition } from '../shape.ts'
import { type Page, type Problem, pageOf } from './page.ts'
import { ENDING, MAIN, sections, valuesSchema } from './sections.ts'

export type Read =
  | { readonly problems: readonly Problem[] }
  | {
      readonly problems?: undefined
      readonly definition: Definition
      /** File and line of a place by codes, as findings and conflicts name it: `wallets/points.yaml:4`. */
      at(place: string): string
    }

type Pages = ReadonlyMap<string, Page>

/** @param files texts by path, with / between folders */
export function readProgramme(files: ReadonlyMap<string, string>): Read {
  const pages = new Map([...files].map(([path, text]) => [path, pageOf(path, text)]))
  const problems = [
    ...(pages.has(MAIN) ? [] : [{ file: MAIN, line: 1, problem: 'it is missing' }]),
    ...[...pages.values()].flatMap((page) => (page.problems.length > 0 ? page.problems : problemsIn(page))),
  ]
  if (problems.length > 0) return { problems }
  const main = pages.get(MAIN)
  const { order, ...values } = main?.data ?? {}
  const missing = missingIn(isJson(order) ? order : {}, pages)
  if (missing.length > 0) return { problems: missing }
  const definition = shapedDefinition({ ...values, ...sectionsOf(isJson(order) ? order : {}, pages) })
  if (isRefusal(definition)) {
    const { where, problem } = definition.facts
    return { problems: [{ file: MAIN, line: 1, problem: `${String(where)}: ${String(problem)}` }] }
  }
  return { definition, at: (place) => placed(place, pages) }
}

const orderSchema = Type.Object(
  Object.fromEntries(
    [...sections.keys()].map((name) => [name, Type.Optional(Type.Array(CodeSchema, { uniqueItems: true }))]),
  ),
  { additionalProperties: false },
)

function problemsIn(page: Page): Problem[] {
  const { path, data } = page
  const flaws = (schema: TSchema, of: unknown, within: readonly string[] = []) =>
    flawsIn(of, schema).map(({ at, problem }) => page.problem([...within, ...at], problem))
  if (path === MAIN) {
    const { order, ...values } = data
    const lists = Object.keys(values).filter((name) => sections.has(name))
    const misplaced = lists.map((name) =>
      page.problem([name], `each of these stands in a file of its own: ${name}/<code>${ENDING}`),
    )
    const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !sections.has(name)))
    return [
      ...misplaced,
      ...flaws(valuesSchema, rest),
      ...(order === undefined ? [] : flaws(orderSchema, order, ['order'])),
    ]
  }
  const [folder = '', file = '', ...deeper] = path.split('/')
  const schema = sections.get(folder)
  if (schema === undefined || deeper.length > 0 || !path.endsWith(ENDING))
    return [
      page.problem(
        [],
        `nothing is expected here; there are ${MAIN} and ${[...sections.keys()].map((name) => `${name}/<code>${ENDING}`).join(', ')}`,
      ),
    ]
  const named = file.slice(0, -ENDING.length)
  const misnamed = typeof data['code'] === 'string' && data['code'] !== named
  return [...flaws(schema, data), ...(misnamed ? [page.problem(['code'], `the file is named ${named}`)] : [])]
}

/** What is put in order without being there. */
function missingIn(order: Json, pages: Pages): Problem[] {
  const main = pages.get(MAIN)
  return Object.entries(order).flatMap(([section, codes]) =>
    listed(codes).flatMap((code, index) => {
      const path = `${section}/${code}${ENDING}`
      return main === undefined || pages.has(path)
        ? []
        : [main.problem(['order', section, String(index)], `there is no ${path}`)]
    }),
  )
}

/** Items in the order that the main file gives; those it does not name come after, by the alphabet. */
function sectionsOf(order: Json, pages: Pages): Json {
  const found: [string, unknown][] = [...sections.keys()].flatMap((section): [string, unknown][] => {
    const paths = [...pages.keys()].filter((path) => path.startsWith(`${section}/`)).toSorted()
    if (paths.length === 0 && order[section] === undefined) return []
    const first = listed(order[section]).map((code) => `${section}/${code}${ENDING}`)
    return [[section, [...new Set([...first, ...paths])].map((path) => pages.get(path)?.data)]]
  })
  return Object.fromEntries(found)
}

function listed(codes: unknown): string[] {
  return Array.isArray(codes) ? codes.map(String) : []
}

function placed(place: string, pages: Pages): string {
  const [section = '', code, ...rest] = place.split('.')
  const own = code === undefined ? undefined : pages.get(`${section}/${code}${ENDING}`)
  if (own !== undefined) return `${own.path}:${own.lineOf(rest)}`
  const main = pages.get(MAIN)
  const steps = sections.has(section) ? ['order', section] : place.split('.')
  return `${MAIN}:${main?.lineOf(steps) ?? 1}`
}
