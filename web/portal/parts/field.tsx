/** A field with its label above it, and what is wrong with it under it. */
import { Input, type InputProps } from 'antd-mobile'
import { useId } from 'react'

type FieldProps = Omit<InputProps, 'id' | 'onChange'> & {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  readonly wrong?: string | undefined
}

export function Field({ label, hint, wrong, ...input }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input id={id} clearable={false} {...input} />
      {wrong === undefined ? null : (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      {hint === undefined || wrong !== undefined ? null : <p className="quiet">{hint}</p>}
    </div>
  )
}
