/** A friend who is a member: by phone or by the number on his card. */
import { useTranslation } from '../../ui/translation.ts'
import { Field } from './field.tsx'

type ReceiverProps = { readonly value: string; readonly onChange: (value: string) => void }

export function ReceiverField({ value, onChange }: ReceiverProps) {
  const { t } = useTranslation()
  return (
    <Field
      label={t('my.receiver.label')}
      hint={t('my.receiver.hint')}
      value={value}
      onChange={onChange}
      autoComplete="off"
    />
  )
}

/** Member numbers have twelve digits and no sign before them; phones of any country have fewer, or are written with a plus. */
const NUMBER_DIGITS = 12

export function receiverOf(typed: string): { phone: string } | { email: string } | { number: string } {
  const text = typed.trim()
  if (text.includes('@')) return { email: text }
  return new RegExp(`^\\d{${NUMBER_DIGITS}}$`).test(text) ? { number: text } : { phone: text }
}
