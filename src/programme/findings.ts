/** What looking a programme over finds, and what each check is given. */
import type { Condition } from '../base/conditions/index.ts'
import type { Words } from '../base/refusals.ts'
import type { Instant } from '../base/time.ts'
import type { Definition, EarningRule } from './definition.ts'
import type { purchaseVocabulary } from './purchase.ts'

export type Finding = {
  readonly level: 'error' | 'warning'
  readonly code: string
  /** By codes: `earningRules.base-points.when`. */
  readonly place: string
  readonly sentence: Words
}

/** The programme, when it would take effect, and what conditions of orders may speak about. */
export type Linted = {
  readonly definition: Definition
  readonly at: Instant
  readonly vocabulary: KnownFields
  /** Of a rule, as far as they can be understood; what cannot is an error already. */
  readonly conditions: (rule: EarningRule) => Conditions
}

export type KnownFields = ReturnType<typeof purchaseVocabulary>
export type Conditions = { readonly when?: Condition; readonly lines?: Condition }

export type Check = (linted: Linted) => readonly Finding[]

export const warning = (code: string, place: string, sentence: Words): Finding => ({
  ...{ level: 'warning', code, place, sentence },
})
