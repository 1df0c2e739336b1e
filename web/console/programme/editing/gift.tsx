/** A benefit that comes by itself at an occasion: when, and what. */
import { useTranslation } from '../../../ui/translation.ts'
import { type Bound, narrowed, part } from './bound.ts'
import { useChoices } from './choices.ts'
import type { Benefit } from './definition.ts'
import { ChoiceField, FlagField, MaybeNumberField } from './fields.tsx'

export type Gift = Extract<Benefit['gives'], { kind: 'gift' }>

const DAYS_BEFORE_AT_MOST = 30
const DAYS_AT_MOST = 3_650
const occasions = ['birthday', 'joined', 'tier-reached'] as const

/** @param of whose change also turns what tiers say of the benefit */
export function GiftFields({ of }: { readonly of: Bound<Gift> }) {
  const { t } = useTranslation()
  const { wallets, couponOffers } = useChoices()
  const { at, what } = of.value
  /** Nobody knows before when a tier will be reached. */
  const { daysBefore: _, ...onTheDay } = of.value
  const kinds = (['points', 'coupon'] as const).map((value) => ({
    value,
    label: t(`editing.gift.whats.${value}`),
  }))
  return (
    <>
      <div className="field-row">
        <ChoiceField
          of={{
            ...part(of, 'at'),
            onChange: (next) => of.onChange({ ...(next === 'tier-reached' ? onTheDay : of.value), at: next }),
          }}
          label={t('editing.gift.at')}
          hint={t('editing.gift.atHint')}
          choices={occasions.map((value) => ({ value, label: t(`editing.gift.occasions.${value}`) }))}
        />
        {at === 'tier-reached' ? null : (
          <MaybeNumberField
            of={part(of, 'daysBefore')}
            label={t('editing.gift.daysBefore')}
            absent={t('editing.gift.onTheDay')}
            most={DAYS_BEFORE_AT_MOST}
            unit={t('editing.gift.daysBeforeUnit')}
          />
        )}
      </div>
      <div className="field-row">
        <ChoiceField
          of={{
            value: what.kind,
            place: `${of.place}.what.kind`,
            onChange: (kind) =>
              of.onChange({
                ...of.value,
                what:
                  kind === 'points'
                    ? { kind, wallet: wallets[0]?.value ?? '' }
                    : { kind, offer: couponOffers[0]?.value ?? '', validDays: 30 },
              }),
          }}
          label={t('editing.gift.what')}
          choices={couponOffers.length === 0 && what.kind === 'points' ? kinds.slice(0, 1) : kinds}
        />
        {what.kind === 'points' ? (
          <ChoiceField
            of={part(narrowed(part(of, 'what'), what), 'wallet')}
            label={t('editing.rule.wallet')}
            hint={t('editing.gift.walletHint')}
            choices={wallets}
          />
        ) : (
          <ChoiceField
            of={part(narrowed(part(of, 'what'), what), 'offer')}
            label={t('offering.issue.offer')}
            hint={t('offering.issue.offerHint')}
            choices={couponOffers}
          />
        )}
      </div>
      {what.kind === 'coupon' ? (
        <>
          <MaybeNumberField
            of={part(narrowed(part(of, 'what'), what), 'validDays')}
            label={t('offering.issue.validDays')}
            absent={t('editing.forEver')}
            most={DAYS_AT_MOST}
            unit={t('editing.units.days')}
          />
          <FlagField of={part(narrowed(part(of, 'what'), what), 'giftable')} label={t('offering.issue.giftable')} />
        </>
      ) : null}
    </>
  )
}
