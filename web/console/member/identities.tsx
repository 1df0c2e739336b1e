/** The keys that find this member; keys can be added and taken away. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Personal } from '../../ui/personal.tsx'
import { ask, regulars, tell } from '../../ui/server.ts'
import { Troubled, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { type Member, refresh } from './queries.ts'

/** The member number is given by the programme; nobody adds one. */
const addable = ['phone', 'email', 'card', 'wechat-openid', 'wechat-unionid', 'external'] as const

type Given = { readonly kind: (typeof addable)[number]; readonly value: string; readonly source?: string }

export function Identities({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const changeable = may('members.write') && !member.erased
  const add = (
    <Button
      size="small"
      type="text"
      icon={<PlusOutlined />}
      onClick={() => setAdding(true)}
      aria-label={t('identities.add')}
    />
  )
  return (
    <Card title={t('identities.title')} extra={changeable ? add : null}>
      <ul className="identities">
        {member.identities.map((identity) => (
          <li key={identity.identityId}>
            <span className="quiet">
              {t(`identities.${identity.kind}`)}
              {identity.source === '' ? '' : ` · ${identity.source}`}
            </span>
            <span className="figures identity-value">
              <Personal value={identity.value} masked={member.masked && identity.kind !== 'external'} />
            </span>
            {changeable && identity.kind !== 'number' ? (
              <Removing memberId={member.memberId} identityId={identity.identityId} />
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <AddDialog memberId={member.memberId} close={() => setAdding(false)} /> : null}
    </Card>
  )
}

function Removing({ memberId, identityId }: { readonly memberId: string; readonly identityId: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () =>
      tell(
        regulars.DELETE('/v1/members/{memberId}/identities/{identityId}', {
          params: { path: { memberId, identityId } },
        }),
      ),
    onSuccess: () => refresh(queries, memberId),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm title={t('identities.removeSure')} onConfirm={() => removing.mutate()}>
      <Button
        size="small"
        type="text"
        icon={<DeleteOutlined />}
        loading={removing.isPending}
        aria-label={t('identities.remove')}
      />
    </Popconfirm>
  )
}

function AddDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form)
  const adding = useMutation({
    mutationFn: (given: Given) =>
      ask(regulars.POST('/v1/members/{memberId}/identities', { params: { path: { memberId } }, body: given })),
    onSuccess: async () => {
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <Modal
      open
      title={t('identities.add')}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button type="primary" loading={adding.isPending} onClick={() => form.submit()}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'phone' }}
        onFinish={(given) => adding.mutate(given)}
      >
        <Form.Item name="kind" label={t('identities.kind')}>
          <Select options={addable.map((value) => ({ value, label: t(`identities.${value}`) }))} />
        </Form.Item>
        {kind === 'external' ? (
          <Form.Item
            name="source"
            label={t('identities.source')}
            rules={[{ required: true, message: t('identities.sourceMissing') }]}
          >
            <Input />
          </Form.Item>
        ) : null}
        <Form.Item
          name="value"
          label={t('identities.value')}
          rules={[{ required: true, whitespace: true, message: t('identities.valueMissing') }]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        {adding.error === null ? null : <Troubled trouble={adding.error} />}
      </Form>
    </Modal>
  )
}
