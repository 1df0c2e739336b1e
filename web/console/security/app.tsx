/** The authenticator app: set up with a QR code, replaced, removed. */
import { useMutation } from '@tanstack/react-query'
import { Button, Flex, Form, Input, Modal, Popconfirm, QRCode, Tag, Typography } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars, tell } from '../../ui/server.ts'
import { Loading, Troubled, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useSecurityChanged } from './changed.ts'
import type { Security } from './page.tsx'

type Props = { readonly of: Security; readonly added: () => void }

export function AuthenticatorApp({ of: { totpSince }, added }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [begun, setBegun] = useState<{ secret: string; address: string }>()
  const sentence = useSentence()
  const beginning = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/me/totp')),
    onSuccess: setBegun,
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const state =
    totpSince === null ? (
      <Tag>{t('security.off')}</Tag>
    ) : (
      <Tag color="green">{t('security.since', { day: format.day(totpSince) })}</Tag>
    )
  return (
    <Card title={t('security.app')} extra={state}>
      <p className="quiet first">{t('security.appMeaning')}</p>
      <Flex gap={8} wrap>
        <Button
          type={totpSince === null ? 'primary' : 'default'}
          loading={beginning.isPending}
          onClick={() => beginning.mutate()}
        >
          {totpSince === null ? t('security.setUpApp') : t('security.replaceApp')}
        </Button>
        {totpSince === null ? null : <Remove />}
      </Flex>
      {begun === undefined ? null : <Setup of={begun} added={added} close={() => setBegun(undefined)} />}
    </Card>
  )
}

function Remove() {
  const { t } = useTranslation()
  const sentence = useSentence()
  const changed = useSecurityChanged()
  const removing = useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/me/totp')),
    onSuccess: changed,
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm
      title={t('security.removeAppSure')}
      description={t('security.removeMeaning')}
      onConfirm={() => removing.mutate()}
    >
      <Button danger loading={removing.isPending}>
        {t('security.remove')}
      </Button>
    </Popconfirm>
  )
}

const QR_PIXELS = 184

type SetupProps = {
  readonly of: { readonly secret: string; readonly address: string }
  readonly added: () => void
  readonly close: () => void
}

function Setup({ of: { secret, address }, added, close }: SetupProps) {
  const { t } = useTranslation()
  const changed = useSecurityChanged()
  const confirming = useMutation({
    mutationFn: ({ code }: { code: string }) => tell(regulars.POST('/v1/me/totp/confirm', { body: { code } })),
    onSuccess: async () => {
      toast.success(t('security.appReady'))
      close()
      added()
      await changed()
    },
  })
  return (
    <Modal
      open
      title={t('security.setUpApp')}
      okText={t('security.turnOn')}
      okButtonProps={{ htmlType: 'submit', form: 'first-code', loading: confirming.isPending }}
      cancelText={t('dialog.cancel')}
      onCancel={close}
    >
      <p>{t('security.scan')}</p>
      <Flex vertical align="center" gap={8}>
        {/* On white in either appearance: cameras read dark on light. */}
        <QRCode
          value={address}
          size={QR_PIXELS}
          bgColor="#fff"
          color="#000"
          statusRender={() => <Loading rows={2} />}
        />
        <span className="quiet">{t('security.orType')}</span>
        <Typography.Text copyable code className="secret">
          {secret.replace(/.{4}(?=.)/g, '$& ')}
        </Typography.Text>
      </Flex>
      <Form<{ code: string }>
        id="first-code"
        layout="vertical"
        requiredMark={false}
        className="first-code"
        onFinish={(given) => confirming.mutate(given)}
      >
        <Form.Item
          name="code"
          label={t('security.firstCode')}
          rules={[{ required: true, whitespace: true, message: t('access.codeMissing6') }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" autoFocus maxLength={7} className="one-time-code" />
        </Form.Item>
        {confirming.error === null ? null : <Troubled trouble={confirming.error} />}
      </Form>
    </Modal>
  )
}
