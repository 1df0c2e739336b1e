/** The stage of one member, as the API shows it. */
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { reasonKinds, stages } from './stages.ts'

const day = () => Type.Optional(Type.String({ format: 'date' }))
const figure = () => Type.Optional(Type.Integer())
const reasons = Type.Array(
  Type.Object({
    kind: Type.Enum([...reasonKinds]),
    ...{ last: day(), joined: day(), returned: day(), own: Type.Optional(Type.Boolean()) },
    ...{ usualDays: figure(), limitDays: figure(), awayDays: figure(), withinDays: figure() },
    ...{ purchases: figure(), habit: figure(), alivePercent: figure(), belowPercent: figure() },
  }),
  { description: 'What it follows from; the first says most' },
)

export const lifecycleView = Type.Object({
  stage: Type.Enum([...stages]),
  since: Type.String({ format: 'date' }),
  because: reasons,
})

type Kept = { readonly stage: string | null; readonly stageSince: string | null; readonly stageBecause: unknown }

const form = Compile(reasons)

export function shownLifecycle({ stage, stageSince, stageBecause }: Kept) {
  const known = stages.find((one) => one === stage)
  if (known === undefined || stageSince === null || !form.Check(stageBecause)) return null
  return { stage: known, since: stageSince, because: stageBecause }
}
