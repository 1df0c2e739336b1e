/** A product, found in the catalogue or typed. */
import { useTranslation } from '../../../ui/translation.ts'
import { PickOne } from '../../conditions/pick.tsx'
import type { Bound } from './bound.ts'
import { Field } from './fields.tsx'

export function SkuField({ of }: { readonly of: Bound<string> }) {
  const { t } = useTranslation()
  return (
    <Field label={t('editing.product')} place={of.place}>
      {(control) => <PickOne control={control} source="products" value={of.value} onChange={of.onChange} />}
    </Field>
  )
}
