/**
 * The JSON shape of a condition for routes and for the API document.
 *
 * The shape contains itself, so it has one id, and routes point at it with `ConditionRef`, any number of times:
 * `app.addSchema(ConditionSchema)` gives the document the whole shape; the Ajv that checks bodies gets `ConditionDoor`
 * under the same id. Its static type is `unknown`: `parseCondition` decides, and says where the mistake is.
 */
import { Type } from 'typebox'
import { limits, operators, quantifiers } from './tree.ts'

export const ConditionRef = Type.Ref('Condition#')

const text = Type.String({ maxLength: limits.text })
const scalar = Type.Union([text, Type.Integer(), Type.Boolean()])
const end = Type.Union([text, Type.Integer()])
const group = Type.Array(ConditionRef, { maxItems: limits.nodes })
const closed = { additionalProperties: false }

const Range = Type.Object(
  { from: end, to: end },
  { ...closed, description: '`between` includes both ends, `during` only the first.' },
)

const Leaf = Type.Object(
  {
    field: Type.String({ maxLength: limits.text }),
    is: Type.Enum([...operators]),
    value: Type.Optional(Type.Union([scalar, Type.Array(scalar, { minItems: 1, maxItems: limits.values }), Range])),
  },
  { ...closed, description: 'What a field of the subject must be.' },
)

const Lines = Type.Object(
  { line: Type.Enum([...quantifiers]), where: ConditionRef },
  { ...closed, description: 'Some, every or no order line satisfies `where`, which speaks of line fields only.' },
)

export const ConditionSchema = Type.Union(
  [
    Type.Object({ all: group }, { ...closed, description: 'True when every part is; without parts always.' }),
    Type.Object({ any: group }, { ...closed, description: 'True when some part is; without parts never.' }),
    Type.Object({ not: ConditionRef }, { ...closed, description: 'True when the part is not.' }),
    Lines,
    Leaf,
  ],
  {
    $id: 'Condition',
    title: 'Condition',
    description: `A condition: at most ${limits.depth} levels and ${limits.nodes} parts.`,
  },
)

/**
 * What is checked before the domain: an object. Ajv walks a recursive schema by recursion and overflows the stack within
 * 1,000 levels (measured; 100 are fine), which would answer a hostile body with 500 instead of a refusal.
 */
export const ConditionDoor = Type.Object({}, { $id: 'Condition' })
