/** Recovery codes: how many are left, and ten new ones, shown once. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Flex, Modal, Popconfirm, Tag } from 'antd'
import { useEffect } from 'react'
import { Card } from '../../ui/card.tsx'
import { download } from '../../ui/download.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Loading, Troubled } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useSecurityChanged } from './changed.ts'
import type { Security } from './page.tsx'

/** With so few left it is time for new ones. */
const FEW = 3

type Props = { readonly of: Security; readonly make: () => void }

export function RecoveryCodes({ of: { recoveryCodesLeft: left, totpSince, passkeys }, make }: Props) {
  const { t } = useTranslation()
  const possible = totpSince !== null || passkeys.length > 0
  const state = possible ? (
    <Tag color={left === 0 ? 'red' : left <= FEW ? 'orange' : 'green'}>{t('security.codesLeft', { count: left })}</Tag>
  ) : null
  return (
    <Card title={t('security.recovery')} extra={state}>
      <p className="quiet first">{possible ? t('security.recoveryMeaning') : t('security.recoveryLater')}</p>
      {!possible ? null : left === 0 ? (
        <Button type="primary" onClick={make}>
          {t('security.makeCodes')}
        </Button>
      ) : (
        <Popconfirm title={t('security.newCodesSure')} description={t('security.newCodesMeaning')} onConfirm={make}>
          <Button>{t('security.newCodes')}</Button>
        </Popconfirm>
      )}
    </Card>
  )
}

export function RecoveryDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const changed = useSecurityChanged()
  const { mutate, data, error } = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/me/recovery-codes')),
    onSuccess: changed,
  })
  // Once when it opens: whoever opened it has said so already.
  useEffect(() => mutate(), [mutate])
  const text = (data?.codes ?? []).join('\n')
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    toast.success(t('security.copied'))
  }
  const save = () => download({ name: 'regulars-recovery-codes.txt', type: 'text/plain', content: `${text}\n` })
  const kept = (
    <Button type="primary" onClick={close}>
      {data === undefined ? t('dialog.cancel') : t('security.codesKept')}
    </Button>
  )
  return (
    <Modal
      open
      title={t('security.recovery')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={kept}
    >
      {error !== null ? (
        <Troubled trouble={error} retry={() => mutate()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <>
          <Alert type="warning" showIcon title={t('security.codesOnce')} description={t('security.codesAdvice')} />
          <pre className="recovery-codes">{text}</pre>
          <Flex gap={8}>
            {window.isSecureContext ? <Button onClick={() => void copy()}>{t('security.copy')}</Button> : null}
            <Button onClick={save}>{t('security.save')}</Button>
          </Flex>
        </>
      )}
    </Modal>
  )
}
