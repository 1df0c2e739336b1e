/** A dialog about an API key, or another secret: asks first, and then shows it, once. Until it is closed on purpose, it stays. */
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from '../../ui/translation.ts'

type Props = {
  readonly title: string
  /** What the button says that makes the key. */
  readonly action: string
  readonly pending: boolean
  readonly made: boolean
  readonly act: () => void
  readonly close: () => void
  readonly children: ReactNode
}

export function KeyDialog({ title, action, pending, made, act, close, children }: Props) {
  const { t } = useTranslation()
  const footer = made ? (
    <Button type="primary" onClick={close}>
      {t('keys.kept')}
    </Button>
  ) : (
    <>
      <Button onClick={close}>{t('dialog.cancel')}</Button>
      <Button type="primary" loading={pending} onClick={act}>
        {action}
      </Button>
    </>
  )
  return (
    <Modal open width={600} title={title} onCancel={close} mask={{ closable: !made }} footer={footer}>
      {children}
    </Modal>
  )
}
