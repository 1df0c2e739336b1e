/** What people read before they publish: findings and differences, in both languages. */
import { type Static, Type } from 'typebox'
import type { Instant } from '../../base/time.ts'
import { textOrNull } from '../../platform/http/schemas.ts'
import type { Definition } from '../definition.ts'
import { type Change, diffInWords, placeInWords, type Told } from '../diffwords.ts'
import { lint } from '../lint.ts'
import type { Conflict } from '../merge.ts'

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

const nothingOrText = (description: string) => textOrNull({ description })
const anything = Type.Optional(Type.Unsafe<unknown>({ description: 'Absent where there is nothing' }))

const toldSchema = Type.Object({
  title: Type.String(),
  lines: Type.Array(
    Type.Object({
      name: Type.String({ description: 'Of a part, such as a tier; empty for the thing itself' }),
      before: nothingOrText('What it said'),
      after: nothingOrText('What it says'),
    }),
  ),
  details: Type.Array(Type.String(), {
    description: 'Changed fields as data, in short, where the lines may not say all',
  }),
})

export const changeSchema = Type.Object({
  place: Type.String({ description: 'By codes: earningRules.base-points, or timeZone' }),
  kind: Type.Enum(['added', 'removed', 'changed', 'reordered', 'affected'], {
    description: 'affected: as it was, but it reads differently because of another change',
  }),
  section: textOrNull({ description: 'The list that the item is in; null for a value' }),
  code: textOrNull({ description: 'Of the item; null for a value and for the order of a section' }),
  before: anything,
  after: anything,
  fields: Type.Array(
    Type.Object({
      path: Type.String({ description: 'From the item: tiers.gold.reach' }),
      before: anything,
      after: anything,
    }),
  ),
  words: Type.Object({ en: toldSchema, 'zh-CN': toldSchema }),
})

export const conflictSchema = Type.Object({
  place: Type.String({ description: 'By codes; of a list itself: the order of what is in it' }),
  base: anything,
  ours: anything,
  theirs: anything,
  words: Type.Object(wordsSchema.properties, { description: 'The place as people call it' }),
})

/** @param definition one in which the items have their names */
export function conflictsOut<C extends Conflict>(
  conflicts: readonly C[],
  definition: Definition,
): (C & Pick<Static<typeof conflictSchema>, 'words'>)[] {
  return conflicts.map((conflict) => ({
    ...conflict,
    words: {
      en: placeInWords(conflict.place, definition, 'en'),
      'zh-CN': placeInWords(conflict.place, definition, 'zh-CN'),
    },
  }))
}

export function changesOf(before: Definition, after: Definition): Static<typeof changeSchema>[] {
  return changesOut(diffInWords(before, after))
}

export function changesOut(changes: readonly Change[]): Static<typeof changeSchema>[] {
  return changes.map((change) => ({
    ...change,
    fields: [...change.fields],
    words: { en: toldOut(change.words.en), 'zh-CN': toldOut(change.words['zh-CN']) },
  }))
}

function toldOut({ title, lines, details }: Told): Static<typeof toldSchema> {
  return { title, lines: [...lines], details: [...details] }
}
