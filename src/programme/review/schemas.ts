/** What people read before they publish: findings and differences, in both languages. */
import { type Static, Type } from 'typebox'
import type { Instant } from '../../base/time.ts'
import type { Definition } from '../definition.ts'
import { lint } from '../lint.ts'

export const wordsSchema = Type.Object({ en: Type.String(), 'zh-CN': Type.String() })

export const findingSchema = Type.Object({
  level: Type.Enum(['error', 'warning'], { description: 'With an error it cannot be published' }),
  code: Type.String({ description: 'Stable; programs decide by it' }),
  place: Type.String({ description: 'By codes: earningRules.base-points.when' }),
  sentence: wordsSchema,
})

export function findingsOf(definition: Definition, at: Instant): Static<typeof findingSchema>[] {
  return lint(definition, at).map((finding) => ({ ...finding, sentence: { ...finding.sentence } }))
}
