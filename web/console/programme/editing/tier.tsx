/** One tier of a ladder. */
import { Input } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { TierBenefits } from './benefit.tsx'
import { type Bound, listed, part } from './bound.ts'
import { useChoices } from './choices.ts'
import { CODE_AT_MOST, type Tier } from './definition.ts'
import { ChoiceField, Field, NameFields, NumberField } from './fields.tsx'
import { Rows } from './rows.tsx'
import { MaybeExpiryField, MaybePendingField } from './terms.tsx'
import { ThresholdField } from './threshold.tsx'

const PERCENT_AT_LEAST = 100
const PERCENT_AT_MOST = 10_000
const TERMS_AT_MOST = 20

type Props = { readonly of: Bound<Tier>; readonly first: boolean; readonly wallet: string | undefined }

export function TierFields({ of, first, wallet }: Props) {
  const { t } = useTranslation()
  const { value } = of
  const words = {
    none: t('editing.tier.fromTheStart'),
    amount: t('editing.tier.amount'),
    measures: t('editing.tier.measures'),
    invitation: t('editing.tier.invitation'),
  }
  return (
    <>
      <NameFields of={part(of, 'name')} />
      <div className="field-row">
        <Field label={t('editing.code')} hint={t('editing.tier.codeHint')} place={`${of.place}.code`}>
          {(control) => (
            <Input
              {...control}
              maxLength={CODE_AT_MOST}
              value={value.code}
              onChange={(event) => of.onChange({ ...value, code: event.target.value.toLowerCase() })}
            />
          )}
        </Field>
        <NumberField
          of={part(of, 'pointsPercent')}
          label={t('editing.tier.percent')}
          hint={t('editing.tier.percentHint')}
          least={PERCENT_AT_LEAST}
          most={PERCENT_AT_MOST}
          unit="%"
        />
      </div>
      {first ? (
        <p className="quiet">{t('editing.tier.first')}</p>
      ) : (
        <>
          <ThresholdField
            label={t('editing.tier.reach')}
            value={value.reach}
            place={`${of.place}.reach`}
            wallet={wallet}
            kinds={['amount', 'measures', 'invitation']}
            words={words}
            onChange={(reach) => of.onChange({ ...value, reach })}
          />
          <ThresholdField
            label={t('editing.tier.keep')}
            hint={t('editing.tier.keepHint')}
            value={value.keep}
            place={`${of.place}.keep`}
            wallet={wallet}
            kinds={['none', 'amount', 'measures']}
            words={{ ...words, none: t('editing.tier.forEver') }}
            onChange={(keep) => keep !== 'invitation' && of.onChange({ ...value, keep })}
          />
        </>
      )}
      <TierBenefits of={of} />
      <TierTerms of={of} />
    </>
  )
}

function TierTerms({ of }: { readonly of: Bound<Tier> }) {
  const { t } = useTranslation()
  const { wallets } = useChoices()
  return (
    <Rows
      of={listed(part(of, 'terms'))}
      label={t('editing.tier.terms')}
      hint={t('editing.tier.termsHint')}
      add={t('editing.tier.addTerms')}
      fresh={() => ({ wallet: wallets[0]?.value ?? '' })}
      most={TERMS_AT_MOST}
    >
      {(terms) => (
        <>
          <ChoiceField of={part(terms, 'wallet')} label={t('editing.rule.wallet')} choices={wallets} />
          <MaybePendingField of={part(terms, 'pending')} absent={t('editing.likeWallet')} />
          <MaybeExpiryField of={part(terms, 'expiry')} absent={t('editing.likeWallet')} />
        </>
      )}
    </Rows>
  )
}
