/** A condition of the definition: the editor of conditions with what this draft knows. */
import { ConditionEditor } from '../../conditions/editor.tsx'
import type { Subject } from '../../conditions/queries.ts'
import type { Source } from '../../conditions/suggestions.ts'
import type { Condition } from '../../conditions/tree.ts'
import type { Bound } from './bound.ts'
import { useChoices } from './choices.ts'
import { useEditing } from './editing.tsx'
import { Hint, ProblemsOf } from './fields.tsx'

type Props = {
  readonly of: Bound<Condition | undefined>
  readonly about: Subject
  readonly label: string
  readonly hint?: string
  /** What it means that there is none. */
  readonly always: string
}

const sources: Readonly<Record<string, Source>> = {
  'line.sku': 'products',
  'line.category': 'categories',
  'line.brand': 'brands',
  'order.store': 'stores',
  'order.channel': 'channels',
}

export function ConditionField({ of, about, label, hint, always }: Props) {
  const { draftId, definition } = useEditing()
  const { tiers, tiersOf, currencies } = useChoices()
  const sourceOf = (field: string): Source | undefined => {
    if (field === 'order.currency') return currencies
    if (field === 'member.tier') return tiersOf(definition.ladders[0]?.code ?? '')
    const [, ladder] = /^member\.tier\.(.+)$/.exec(field) ?? []
    return ladder === undefined ? (sources[field] ?? undefined) : (tiersOf(ladder) ?? tiers)
  }
  return (
    <fieldset className="rows">
      <legend>
        {label}
        {hint === undefined ? null : <Hint text={hint} />}
      </legend>
      <ConditionEditor
        of={about}
        value={of.value}
        onChange={of.onChange}
        label={label}
        always={always}
        draftId={draftId}
        timeZone={definition.timeZone}
        sourceOf={sourceOf}
      />
      <ProblemsOf place={of.place} />
    </fieldset>
  )
}
