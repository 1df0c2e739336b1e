/** A text to agree to: its first line beside the box, all of it on demand. */
import { Checkbox } from 'antd-mobile'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useSaid } from '../speaking.ts'

type Text = Answer<'/v1/consent-texts', 'get'>['items'][number]

export const textsQuery = {
  queryKey: ['texts'],
  queryFn: () => ask(regulars.GET('/v1/consent-texts')),
} as const

type ConsentBoxProps = {
  readonly text: Pick<Text, 'code' | 'words' | 'required'>
  readonly checked: boolean
  readonly wrong: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}

export function ConsentBox({ text, checked, wrong, disabled = false, onChange }: ConsentBoxProps) {
  const { t } = useTranslation()
  const { named } = useSaid()
  const words = named(text.words)
  const [first = '', ...rest] = words.split('\n')
  return (
    <div className="consent" data-consent={text.code}>
      <Checkbox checked={checked} disabled={disabled} onChange={onChange}>
        {text.required ? t('my.consent.required', { text: first }) : first}
      </Checkbox>
      {rest.join('').trim() === '' ? null : (
        <details>
          <summary>{t('my.consent.read')}</summary>
          <p className="text">{words}</p>
        </details>
      )}
      {wrong ? (
        <p className="wrong" role="alert">
          {t('my.consent.missing')}
        </p>
      ) : null}
    </div>
  )
}
