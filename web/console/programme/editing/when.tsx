/** From when and until when something holds. */
import { DatePicker } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import { zonedMoment, zonedText } from '../../../ui/zoned.ts'
import { type Bound, part } from './bound.ts'
import { useEditing } from './editing.tsx'
import { Field } from './fields.tsx'

type Span = { startsAt?: string; endsAt?: string }

export function SpanFields<T extends Span>({ of }: { readonly of: Bound<T> }) {
  const { t } = useTranslation()
  return (
    <div className="field-row">
      <InstantField
        of={part<Span, 'startsAt'>(span(of), 'startsAt')}
        label={t('editing.startsAt')}
        absent={t('editing.always')}
      />
      <InstantField
        of={part<Span, 'endsAt'>(span(of), 'endsAt')}
        label={t('editing.endsAt')}
        hint={t('editing.endsAtHint')}
        absent={t('editing.forEver')}
      />
    </div>
  )
}

function span<T extends Span>(of: Bound<T>): Bound<Span> {
  return { ...of, onChange: ({ startsAt, endsAt }) => of.onChange({ ...of.value, startsAt, endsAt }) }
}

type Props = {
  readonly of: Bound<string | undefined>
  readonly label: string
  readonly hint?: string
  readonly absent: string
}

/** In the time zone of the programme. */
function InstantField({ of, label, hint, absent }: Props) {
  const { timeZone } = useEditing().definition
  return (
    <Field label={label} hint={hint} place={of.place}>
      {({ status, ...control }) => (
        <DatePicker
          {...control}
          status={status}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          placeholder={absent}
          value={zonedMoment(of.value, timeZone)}
          onChange={(moment) => of.onChange(moment === null ? undefined : zonedText(moment, timeZone))}
        />
      )}
    </Field>
  )
}
