/** An amount of money, by keypad or keyboard. */
import { Button, Input, type InputRef, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import { amountOf, decimalsOf } from '../model/amounts.ts'
import { useScanner, useTyping } from '../typing.ts'
import { Keypad } from './keypad.tsx'

type Props = {
  readonly currency: string
  readonly title: string
  readonly done: (minor: number) => void
  /** What a scanner read meanwhile. */
  readonly scan: (code: string) => void
  readonly close: () => void
}

export function AmountDialog({ currency, title, done, scan, close }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [text, setText] = useState('')
  const field = useRef<InputRef>(null)
  useTyping(field)
  const scanned = useScanner()
  const minor = amountOf(text, currency)
  const finish = () => {
    if (minor !== undefined) done(minor)
  }
  return (
    <Modal open centered width={380} title={title} onCancel={close} footer={null} destroyOnHidden>
      <Input
        ref={field}
        size="large"
        className="till-figure"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t('till.amount.label', { currency })}
        status={text !== '' && minor === undefined ? 'error' : ''}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => {
          // The next thing was scanned before this one had its price: a code is no amount.
          const code = scanned(text)
          if (code === '') return finish()
          setText(text.slice(0, -code.length))
          scan(code)
        }}
      />
      <Keypad value={text} onChange={setText} point={decimalsOf(currency) > 0} />
      <Button type="primary" size="large" block disabled={minor === undefined} onClick={finish}>
        {minor === undefined
          ? t('till.amount.missing')
          : t('till.amount.done', { amount: format.money(minor, currency) })}
      </Button>
    </Modal>
  )
}
