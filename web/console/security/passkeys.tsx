/** Passkeys of one's own: added from this device, and removed. */
import { KeyOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Popconfirm, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars, tell } from '../../ui/server.ts'
import { Troubled, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { madePasskey, passkeysPossible } from '../access/passkey.ts'
import { useSecurityChanged } from './changed.ts'
import { deviceOf } from './device.ts'
import type { Security } from './page.tsx'

type Passkey = Security['passkeys'][number]
type Props = { readonly of: Security; readonly added: () => void }

export function Passkeys({ of: { passkeys }, added }: Props) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const possible = passkeysPossible()
  const add = (
    <Button icon={<KeyOutlined />} disabled={!possible} onClick={() => setAdding(true)}>
      {t('security.addPasskey')}
    </Button>
  )
  return (
    <Card title={t('security.passkeys')} extra={add}>
      <p className="quiet first">{t('security.passkeysMeaning')}</p>
      {possible ? null : <Alert type="info" showIcon title={t('security.passkeysImpossible')} />}
      {passkeys.length === 0 ? null : <PasskeyTable passkeys={passkeys} />}
      {adding ? <AddDialog added={added} close={() => setAdding(false)} /> : null}
    </Card>
  )
}

function PasskeyTable({ passkeys }: { readonly passkeys: readonly Passkey[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Passkey> = [
    { title: t('security.passkeyName'), dataIndex: 'name' },
    { title: t('security.added'), key: 'made', render: (_, { madeAt }) => format.day(madeAt) },
    {
      title: t('security.lastUsed'),
      key: 'used',
      render: (_, { lastUsedAt }) => (lastUsedAt === null ? t('security.neverUsed') : format.moment(lastUsedAt)),
    },
    { key: 'remove', align: 'right', render: (_, passkey) => <Remove of={passkey} /> },
  ]
  return (
    <Table<Passkey> size="small" rowKey="passkeyId" columns={columns} dataSource={[...passkeys]} pagination={false} />
  )
}

function Remove({ of: { passkeyId, name } }: { readonly of: Passkey }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const changed = useSecurityChanged()
  const removing = useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/me/passkeys/{passkeyId}', { params: { path: { passkeyId } } })),
    onSuccess: changed,
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm
      title={t('security.removePasskeySure', { name })}
      description={t('security.removeMeaning')}
      onConfirm={() => removing.mutate()}
    >
      <Button size="small" danger loading={removing.isPending}>
        {t('security.remove')}
      </Button>
    </Popconfirm>
  )
}

const NAME_AT_MOST = 100

function AddDialog({ added, close }: { readonly added: () => void; readonly close: () => void }) {
  const { t } = useTranslation()
  const changed = useSecurityChanged()
  const adding = useMutation({
    mutationFn: async ({ name }: { name: string }) => {
      const made = await madePasskey()
      return ask(regulars.POST('/v1/me/passkeys', { body: { ...made, name } }))
    },
    onSuccess: async () => {
      toast.success(t('security.passkeyReady'))
      close()
      added()
      await changed()
    },
  })
  return (
    <Modal
      open
      title={t('security.addPasskey')}
      okText={t('security.continue')}
      okButtonProps={{ htmlType: 'submit', form: 'new-passkey', loading: adding.isPending }}
      cancelText={t('dialog.cancel')}
      onCancel={close}
    >
      <p>{t('security.addPasskeyAdvice')}</p>
      <Form<{ name: string }>
        id="new-passkey"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: deviceOf(navigator.userAgent) ?? '' }}
        onFinish={(given) => adding.mutate(given)}
      >
        <Form.Item
          name="name"
          label={t('security.passkeyName')}
          rules={[{ required: true, whitespace: true, message: t('security.passkeyNameMissing') }]}
        >
          <Input autoFocus maxLength={NAME_AT_MOST} />
        </Form.Item>
        {adding.error === null ? null : <Troubled trouble={adding.error} />}
      </Form>
    </Modal>
  )
}
