/** Making this device a till, once: somebody who may manage tills gives it a name and says where it stands. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, AutoComplete, Button, Form, Input, Select, Typography } from 'antd'
import { Card } from '../../ui/card.tsx'
import { programmeQuery } from '../../ui/programme.ts'
import { ask } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { amountOf } from '../model/amounts.ts'
import { canSellAlone, register } from '../model/device.ts'
import { server } from '../server.ts'
import { leave, useMay } from '../session.ts'

type Given = {
  readonly name: string
  readonly store?: string
  readonly channel: string
  readonly currency: string
  readonly alone?: string
}

const NAME_AT_MOST = 100
const CODE_AT_MOST = 60

export function SetupPage({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const possible = canSellAlone()
  return (
    <main className="till-gate">
      <Card>
        <Typography.Title level={1} className="access-title">
          {t('till.setup.title')}
        </Typography.Title>
        <Typography.Paragraph>{t('till.setup.advice')}</Typography.Paragraph>
        {possible ? null : (
          <Alert type="error" showIcon title={t('till.setup.insecure')} description={t('till.setup.insecureAdvice')} />
        )}
        {may('tills.manage') ? null : (
          <Alert
            type="warning"
            showIcon
            title={t('till.setup.forbidden')}
            description={t('till.setup.forbiddenAdvice')}
            action={<Button onClick={() => void leave()}>{t('frame.signOut')}</Button>}
          />
        )}
        {possible && may('tills.manage') ? <SetupForm onDone={onDone} /> : null}
      </Card>
    </main>
  )
}

function SetupForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { stores, names, channels, currencies } = useChoices()
  const registering = useMutation({
    mutationFn: ({ store = '', alone = '', ...given }: Given) => {
      const code = store.trim() === '' ? null : store.trim()
      const aloneMinor = amountOf(alone, given.currency) ?? 0
      return register({ ...given, aloneMinor, store: code, storeName: names.get(code ?? '') ?? code })
    },
    onSuccess: onDone,
  })
  if (currencies === undefined) return null
  return (
    <Form<Given>
      layout="vertical"
      requiredMark={false}
      initialValues={{ channel: 'pos', currency: currencies[0] }}
      onFinish={(given) => registering.mutate(given)}
    >
      <Form.Item
        name="name"
        label={t('till.setup.name')}
        extra={t('till.setup.nameAdvice')}
        rules={[{ required: true, message: t('till.setup.nameMissing') }]}
      >
        <Input autoFocus autoComplete="off" maxLength={NAME_AT_MOST} />
      </Form.Item>
      <Form.Item name="store" label={t('till.setup.store')}>
        <AutoComplete options={stores} maxLength={CODE_AT_MOST} />
      </Form.Item>
      <Form.Item name="channel" label={t('till.setup.channel')} rules={[{ required: true }]}>
        <AutoComplete options={channels} maxLength={CODE_AT_MOST} />
      </Form.Item>
      <Form.Item name="currency" label={t('till.setup.currency')} rules={[{ required: true }]}>
        <Select options={currencies.map((value) => ({ value, label: value }))} showSearch />
      </Form.Item>
      <Form.Item
        name="alone"
        label={t('till.setup.alone')}
        extra={t('till.setup.aloneAdvice')}
        rules={[{ pattern: /^\d*([.,]\d+)?$/, message: t('till.setup.aloneWrong') }]}
      >
        <Input inputMode="decimal" autoComplete="off" placeholder="0" />
      </Form.Item>
      {registering.error === null ? null : (
        <Form.Item>
          <Troubled trouble={registering.error} />
        </Form.Item>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={registering.isPending}>
        {t('till.setup.done')}
      </Button>
    </Form>
  )
}

const named = ({ code, name }: { readonly code: string; readonly name: string }) => ({
  value: code,
  label: `${name} (${code})`,
})

function useChoices() {
  const query = { limit: 200 }
  const stores = useQuery({ queryKey: ['stores'], queryFn: () => ask(server.GET('/v1/stores', { params: { query } })) })
  const channels = useQuery({
    queryKey: ['channels'],
    queryFn: () => ask(server.GET('/v1/channels', { params: { query } })),
  })
  const { data: programme } = useQuery(programmeQuery)
  const accepted = programme?.definition.currencies
  return {
    stores: stores.data?.items.map(named) ?? [],
    names: new Map(stores.data?.items.map(({ code, name }) => [code, name])),
    channels: channels.data?.items.map(named) ?? [],
    currencies: accepted === 'any' ? Intl.supportedValuesOf('currency').toSorted(cnyFirst) : accepted,
  }
}

/** Where the programme names none, the list begins with the one that most shops of its users have. */
const cnyFirst = (one: string, other: string) =>
  Number(other === 'CNY') - Number(one === 'CNY') || one.localeCompare(other)
