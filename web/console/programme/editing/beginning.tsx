/** Open drafts of the programme, and beginning another one. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Card, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/format.ts'
import { ask, regulars } from '../../../ui/server.ts'
import { Answered, Nothing, Troubled } from '../../../ui/states.tsx'
import { useMay } from '../../session.ts'

export function Drafts() {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const [beginning, setBeginning] = useState(false)
  const asked = useQuery({
    queryKey: ['programme', 'drafts'],
    queryFn: () => ask(regulars.GET('/v1/programme/drafts', { params: { query: { state: 'open' } } })),
  })
  const begin = may('programme.publish') ? (
    <Button size="small" onClick={() => setBeginning(true)}>
      {t('drafting.begin')}
    </Button>
  ) : null
  return (
    <Card size="small" title={t('drafting.drafts')} extra={begin}>
      <Answered of={asked} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('drafting.none')} advice={t('drafting.noneAdvice')} />
          ) : (
            <ul className="plain">
              {items.map(({ draftId, name, base, changedAt }) => (
                <li key={draftId}>
                  <Link to="/programme/drafts/$draftId" params={{ draftId }}>
                    {name}
                  </Link>{' '}
                  <span className="quiet">
                    {t('drafting.base', { version: base })} · {format.moment(changedAt)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {beginning ? <BeginDialog close={() => setBeginning(false)} /> : null}
    </Card>
  )
}

const NAME_AT_MOST = 80

function BeginDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ name: string }>()
  const opening = useMutation({
    mutationFn: (name: string) => ask(regulars.POST('/v1/programme/drafts', { body: { name } })),
    onSuccess: ({ draftId }) => navigate({ to: '/programme/drafts/$draftId', params: { draftId } }),
  })
  return (
    <Modal
      open
      title={t('drafting.begin')}
      okText={t('drafting.begin')}
      cancelText={t('dialog.cancel')}
      confirmLoading={opening.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ name }) => opening.mutate(name.trim())}>
        <Form.Item
          name="name"
          label={t('drafting.name')}
          extra={t('drafting.nameAdvice')}
          rules={[{ required: true, whitespace: true, message: t('editing.missing.text') }]}
        >
          <Input autoFocus maxLength={NAME_AT_MOST} />
        </Form.Item>
      </Form>
      {opening.error === null ? null : <Troubled trouble={opening.error} />}
    </Modal>
  )
}
