/** Adding and changing a webhook: what for, where to, what of; and the secret, once. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Radio, Select, Typography } from 'antd'
import { FormDialog } from '../../ui/formdialog.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { KeyDialog } from '../settings/shownonce.tsx'
import { useKinds, type Webhook } from './queries.ts'

type Given = {
  readonly description: string
  readonly url: string
  readonly all: boolean
  readonly kinds?: string[]
}

const WIDTH_PIXELS = 600
const DESCRIPTION_AT_MOST = 200
const URL_AT_MOST = 2_000

const sentOf = ({ description, url, all, kinds }: Given) => ({ description, url, kinds: all ? null : (kinds ?? []) })

export function MakeWebhookDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const making = useMutation({
    mutationFn: (given: Given) => ask(regulars.POST('/v1/webhooks', { body: sentOf(given) })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  const secret = making.data?.secret
  return (
    <KeyDialog
      title={t('webhooks.add')}
      action={t('webhooks.add')}
      pending={making.isPending}
      made={secret !== undefined}
      act={() => form.submit()}
      close={close}
    >
      {secret === undefined ? (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ all: true }}
          onFinish={(given) => making.mutate(given)}
        >
          <Fields />
          {making.error === null ? null : <Troubled trouble={making.error} />}
        </Form>
      ) : (
        <MadeSecret of={secret} />
      )}
    </KeyDialog>
  )
}

type ChangeProps = { readonly of: Webhook; readonly close: () => void }

export function ChangeWebhookDialog({ of, close }: ChangeProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const { endpointId, description, url, kinds } = of
  const changing = useMutation({
    mutationFn: (given: Given) =>
      ask(regulars.PATCH('/v1/webhooks/{endpointId}', { params: { path: { endpointId } }, body: sentOf(given) })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
      close()
    },
  })
  return (
    <FormDialog
      title={description}
      action={t('webhooks.save')}
      width={WIDTH_PIXELS}
      form={form}
      initialValues={{ description, url, all: kinds === null, kinds: kinds ?? [] }}
      doing={changing}
      close={close}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const { t } = useTranslation()
  const all = Form.useWatch<boolean | undefined>('all') ?? true
  const whole = { required: true, whitespace: true }
  return (
    <>
      <Form.Item
        name="description"
        label={t('webhooks.description')}
        extra={t('webhooks.descriptionAdvice')}
        rules={[{ ...whole, message: t('webhooks.descriptionMissing') }]}
      >
        <Input autoFocus maxLength={DESCRIPTION_AT_MOST} />
      </Form.Item>
      <Form.Item
        name="url"
        label={t('webhooks.url')}
        extra={t('webhooks.urlAdvice')}
        rules={[{ ...whole, message: t('webhooks.urlMissing') }]}
      >
        <Input inputMode="url" maxLength={URL_AT_MOST} />
      </Form.Item>
      <Form.Item name="all" label={t('webhooks.told')}>
        <Radio.Group
          vertical
          options={[
            { value: true, label: t('webhooks.everything') },
            { value: false, label: t('webhooks.chosen') },
          ]}
        />
      </Form.Item>
      {all ? null : <Kinds />}
    </>
  )
}

function Kinds() {
  const { t } = useTranslation()
  const { asked, kinds } = useKinds()
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  const options = kinds.map(({ kind, words }) => ({ value: kind, label: words, title: kind }))
  return (
    <Form.Item
      name="kinds"
      label={t('webhooks.kinds')}
      rules={[{ required: true, message: t('webhooks.kindsMissing') }]}
    >
      <Select
        mode="multiple"
        options={options}
        loading={asked.isPending}
        showSearch={{
          // By its sentence or by its code, as a developer knows it.
          filterOption: (typed, option) =>
            `${option?.value ?? ''} ${option?.label ?? ''}`.toLowerCase().includes(typed.toLowerCase()),
        }}
        placeholder={t('webhooks.kindsSearch')}
      />
    </Form.Item>
  )
}

type RotateProps = { readonly of: Webhook; readonly close: () => void }

export function RotateSecretDialog({ of: { endpointId, description }, close }: RotateProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const rotating = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/webhooks/{endpointId}/rotate', { params: { path: { endpointId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  const secret = rotating.data?.secret
  return (
    <KeyDialog
      title={t('webhooks.rotateTitle', { name: description })}
      action={t('webhooks.rotate')}
      pending={rotating.isPending}
      made={secret !== undefined}
      act={() => rotating.mutate()}
      close={close}
    >
      {secret === undefined ? <p>{t('webhooks.rotateMeaning')}</p> : <MadeSecret of={secret} />}
      {rotating.error === null ? null : <Troubled trouble={rotating.error} />}
    </KeyDialog>
  )
}

function MadeSecret({ of: secret }: { readonly of: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Alert type="warning" showIcon title={t('webhooks.secretOnce')} />
      <Typography.Paragraph copyable code className="made-key">
        {secret}
      </Typography.Paragraph>
      <p className="quiet">{t('webhooks.secretMeaning')}</p>
    </>
  )
}
