/** An earning rule: what is earned, for which orders and lines, when, and how much at most. */
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, part } from './bound.ts'
import { useChoices, usePeriods } from './choices.ts'
import { ConditionField } from './condition.tsx'
import type { Rule } from './definition.ts'
import { EarnFields, RoundingField } from './earning.tsx'
import { ChoiceField, MaybeChoiceField, NameFields, OptionalPart } from './fields.tsx'
import { Part } from './part.tsx'
import { MaybeExpiryField, MaybePendingField } from './terms.tsx'
import { Cap } from './wallet.tsx'
import { SpanFields } from './when.tsx'

const FRESH_CAP = { points: 100, per: 'day' } as const

export function RuleForm({ of }: { readonly of: Bound<Rule> }) {
  const { t } = useTranslation()
  const { wallets, ladders } = useChoices()
  const periods = usePeriods(['order', 'day', 'week', 'month', 'year', 'lifetime'])
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <Part title={t('editing.parts.gives')}>
        <ChoiceField of={part(of, 'wallet')} label={t('editing.rule.wallet')} choices={wallets} />
        <EarnFields of={part(of, 'earn')} wallet={of.value.wallet} />
        <div className="field-row">
          <MaybeChoiceField
            of={part(of, 'tierMultiplier')}
            label={t('editing.rule.tierMultiplier')}
            hint={t('editing.rule.tierMultiplierHint')}
            choices={ladders}
            absent={t('editing.rule.noMultiplier')}
          />
          <RoundingField of={part(of, 'rounding')} />
        </div>
      </Part>
      <Part title={t('editing.parts.forWhat')}>
        <ConditionField
          of={part(of, 'when')}
          about="order"
          label={t('editing.rule.when')}
          always={t('editing.allOrders')}
        />
        <ConditionField
          of={part(of, 'lines')}
          about="line"
          label={t('editing.rule.lines')}
          always={t('editing.allLines')}
        />
        <SpanFields of={of} />
      </Part>
      <Part title={t('editing.parts.limits')}>
        <OptionalPart of={part(of, 'cap')} label={t('editing.rule.cap')} fresh={() => FRESH_CAP}>
          {(cap) => <Cap of={cap} periods={periods} />}
        </OptionalPart>
      </Part>
      <Part title={t('editing.parts.ownTerms')}>
        <MaybePendingField of={part(of, 'pending')} absent={t('editing.likeWallet')} />
        <MaybeExpiryField of={part(of, 'expiry')} absent={t('editing.likeWallet')} />
      </Part>
    </>
  )
}
