/** Making an API key: a name, its rights, and the key itself, once. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Checkbox, Form, Input, Select, Typography } from 'antd'
import { useLanguage } from '../../ui/preferences.ts'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery } from '../session.ts'
import { useStores } from '../staff/queries.ts'
import { KeyDialog } from './shownonce.tsx'

type Given = Sent<'/v1/keys', 'post'>

const NAME_AT_MOST = 100

/** What a till needs: find and enrol members, evaluate and confirm orders, take returns, redeem points. */
const tillRights = ['members.read', 'members.write', 'orders.read', 'orders.write', 'points.redeem', 'programme.read']

export function MakeKeyDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const { own, options } = useStores()
  const making = useMutation({
    // Nothing chosen is what one has oneself: all stores, or one's own.
    mutationFn: ({ stores, ...given }: Given) =>
      ask(regulars.POST('/v1/keys', { body: { ...given, ...(stores?.length ? { stores } : {}) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const made = making.data?.key
  return (
    <KeyDialog
      title={t('keys.make')}
      action={t('keys.make')}
      pending={making.isPending}
      made={made !== undefined}
      act={() => form.submit()}
      close={close}
    >
      {made === undefined ? (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ rights: tillRights }}
          onFinish={(given) => making.mutate(given)}
        >
          <Form.Item
            name="name"
            label={t('keys.name')}
            extra={t('keys.nameAdvice')}
            rules={[{ required: true, whitespace: true, message: t('keys.nameMissing') }]}
          >
            <Input autoFocus maxLength={NAME_AT_MOST} />
          </Form.Item>
          <Rights />
          <Form.Item name="stores" label={t('staff.stores')} extra={t('keys.storesAdvice')}>
            <Select
              mode="multiple"
              options={options}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t(own === null ? 'staff.allStores' : 'keys.ownStores')}
              notFoundContent={t('staff.noStores')}
            />
          </Form.Item>
          {making.error === null ? null : <Troubled trouble={making.error} />}
        </Form>
      ) : (
        <MadeKey of={made} />
      )}
    </KeyDialog>
  )
}

/** Nobody gives rights that they lack, so one's own are those to choose from. */
function Rights() {
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useQuery(meQuery)
  const described = useQuery({
    queryKey: ['roles'],
    queryFn: () => ask(regulars.GET('/v1/roles')),
    enabled: me.data?.rights.includes('staff.manage') ?? false,
  })
  const words = new Map(described.data?.rights.map(({ right, words: said }) => [right, textOf(said, language)]))
  const options = (me.data?.rights ?? []).map((right) => ({ value: right, label: words.get(right) ?? right }))
  return (
    <Form.Item name="rights" label={t('keys.rights')} rules={[{ required: true, message: t('keys.rightsMissing') }]}>
      <Checkbox.Group options={options} className="rights" />
    </Form.Item>
  )
}

export function MadeKey({ of: key }: { readonly of: string }) {
  const { t } = useTranslation()
  const example = `curl ${window.location.origin}/v1/programme -H 'Authorization: Bearer ${key}'`
  return (
    <>
      <Alert type="warning" showIcon title={t('keys.once')} />
      <Typography.Paragraph copyable code className="made-key">
        {key}
      </Typography.Paragraph>
      <p className="quiet">{t('keys.try')}</p>
      <pre className="json">{example}</pre>
    </>
  )
}
