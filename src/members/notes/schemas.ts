/** The shapes that notes take over HTTP. */
import { Type } from 'typebox'
import { idSchema, instantSchema, textOrNull } from '../../platform/http/schemas.ts'
import { NOTE_LENGTH } from './rules.ts'

const strict = { additionalProperties: false } as const
const memberId = Type.String({ maxLength: 64 })
const noteId = Type.String({ maxLength: 64 })
const text = Type.String({ minLength: 1, maxLength: NOTE_LENGTH, description: 'Plain text; line breaks stay' })
const pinned = Type.Boolean({ description: 'Shown before the others' })

export const memberPath = Type.Object({ memberId })
export const notePath = Type.Object({ memberId, noteId })

export const noteBody = Type.Object(
  {
    text,
    pinned: Type.Optional(pinned),
    store: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Whose note it is; the whole company’s when absent, or the only store that the caller acts for',
      }),
    ),
  },
  strict,
)
export const changeBody = Type.Object(
  {
    text: Type.Optional(text),
    pinned: Type.Optional(pinned),
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: 'That the caller saw, to be refused when somebody was faster' }),
    ),
  },
  { ...strict, minProperties: 1 },
)

const who = Type.Object({ kind: Type.Enum(['staff', 'key', 'system']), id: Type.String(), name: textOrNull() })
const words = textOrNull({ description: 'Null where it is masked, and of a member who was forgotten' })

export const noteView = Type.Object({
  noteId: idSchema('UUID, lower case'),
  memberId: idSchema('The record that it was written on: the member, or one that was merged into him'),
  version: Type.Integer(),
  text: words,
  masked: Type.Boolean({ description: 'The caller may not read it: for want of the right, or it is another store’s' }),
  pinned: Type.Boolean(),
  store: textOrNull({ description: 'Null: the whole company’s' }),
  by: who,
  writtenAt: instantSchema(),
  changedBy: who,
  changedAt: instantSchema(),
  own: Type.Boolean({ description: 'The caller wrote it and may change its words' }),
})
export const noteList = Type.Object({ items: Type.Array(noteView) })
export const versionList = Type.Object({
  items: Type.Array(
    Type.Object({
      version: Type.Integer(),
      text: words,
      pinned: Type.Boolean(),
      takenBack: Type.Boolean(),
      by: who,
      at: instantSchema(),
    }),
  ),
})
export const writtenView = Type.Object({ noteId: idSchema('UUID, lower case') })
