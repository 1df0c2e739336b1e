/** Digits for fingers, beside the field that they are written into. */
import { Button } from 'antd'
import { useTranslation } from '../../ui/translation.ts'

const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const

type Props = {
  readonly value: string
  readonly onChange: (value: string) => void
  /** What the key beside the zero writes: a decimal point, or nothing. */ readonly point?: boolean
}

export function Keypad({ value, onChange, point = false }: Props) {
  const { t } = useTranslation()
  const key = (text: string) => (
    <Button key={text} size="large" onClick={() => onChange(value + text)}>
      {text}
    </Button>
  )
  return (
    <div className="till-keypad">
      {keys.map(key)}
      {point ? key('.') : key('00')}
      {key('0')}
      <Button size="large" aria-label={t('till.erase')} onClick={() => onChange(value.slice(0, -1))}>
        ⌫
      </Button>
    </div>
  )
}
