/** A dialog that does one thing: says what, asks for what it needs, shows what will come of it, and then does it. */
import { Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { Trouble } from './server.ts'
import { Troubled } from './states.tsx'
import { useTranslation } from './translation.ts'

type Props = {
  readonly title: string
  /** What the button says that does it. */
  readonly action: string
  /** What the button says that does nothing; when absent, “cancel”. */
  readonly leave?: string
  readonly danger?: boolean
  readonly ready?: boolean
  readonly pending: boolean
  readonly trouble: Trouble | null
  readonly width?: number
  readonly act: () => void
  readonly close: () => void
  readonly children: ReactNode
}

const WIDTH_PIXELS = 520

export function ActionDialog(props: Props) {
  const { t } = useTranslation()
  const { title, action, danger = false, ready = true, pending, trouble, act, close } = props
  return (
    <Modal
      open
      width={props.width ?? WIDTH_PIXELS}
      title={title}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{props.leave ?? t('dialog.cancel')}</Button>
          <Button type="primary" danger={danger} disabled={!ready} loading={pending} onClick={act}>
            {action}
          </Button>
        </>
      }
    >
      {props.children}
      {trouble === null ? null : <Troubled trouble={trouble} />}
    </Modal>
  )
}
