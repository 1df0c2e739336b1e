import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { typesOf } from '../scripts/sdktypes.ts'
import { documentedApi } from '../tests/support/api.ts'

const document = await documentedApi()
const stored = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

type Operation = {
  operationId?: string
  summary?: string
  tags?: string[]
  description?: string
  responses?: Record<string, unknown>
}
const paths: Record<string, Record<string, Operation>> = JSON.parse(JSON.stringify(document)).paths
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
)

describe('the API document', () => {
  test('is what the routes say: run npm run openapi after a change', () => {
    expect(stored('docs/api/openapi.json') === `${JSON.stringify(document, null, 2)}\n`).toBe(true)
    expect(stored('sdk/types.ts') === typesOf(document)).toBe(true)
  })

  test('names every operation once, with a summary, a tag and the right it needs', () => {
    expect(operations.length).toBeGreaterThan(50)
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const poor = operations.filter(
      ({ operation: { operationId, summary, tags, description } }) =>
        operationId === undefined ||
        summary === undefined ||
        tags?.length !== 1 ||
        !/Needs (no right|the right)/.test(description ?? ''),
    )
    expect(poor.map(({ name }) => name)).toEqual([])
  })

  test('describes a good answer of every operation', () => {
    const silent = operations.filter(
      ({ operation }) => !Object.keys(operation.responses ?? {}).some((status) => /^[23]/.test(status)),
    )
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})
