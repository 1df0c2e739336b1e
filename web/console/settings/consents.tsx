/** The texts that members are asked to agree to: published, in a new version, retired. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Popconfirm, Select, Space, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars, type Sent, tell } from '../../ui/server.ts'
import { Answered, Nothing, useSentence } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'

type Text = Answer<'/v1/consent-texts', 'get'>['items'][number]
type Given = Sent<'/v1/consent-texts/{code}/versions', 'post'> & { readonly code: string }

const queryKey = ['consent-texts']
const kinds = ['terms', 'privacy', 'marketing', 'profiling'] as const
const channels = ['sms', 'email', 'wechat', 'push', 'post', 'phone'] as const
const TEXT_AT_MOST = 20_000

export function ConsentTexts() {
  const { t } = useTranslation()
  const [publishing, setPublishing] = useState<Text | 'new'>()
  const asked = useQuery({ queryKey, queryFn: () => ask(regulars.GET('/v1/consent-texts')) })
  const publish = (
    <Button type="primary" onClick={() => setPublishing('new')}>
      {t('consents.publish')}
    </Button>
  )
  return (
    <Card title={t('consents.title')} extra={publish}>
      <p className="quiet">{t('consents.meaning')}</p>
      <Answered of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('consents.none')} advice={t('consents.noneAdvice')} />
          ) : (
            <Texts texts={items} publishNew={setPublishing} />
          )
        }
      </Answered>
      {publishing === undefined ? null : <PublishText of={publishing} close={() => setPublishing(undefined)} />}
    </Card>
  )
}

type TextsProps = { readonly texts: readonly Text[]; readonly publishNew: (text: Text) => void }

function Texts({ texts, publishNew }: TextsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const format = useFormat()
  const columns: TableColumnsType<Text> = [
    {
      title: t('consents.kind'),
      key: 'kind',
      render: (_, { kind, channel, code }) => (
        <>
          <div>
            {t(`consents.kinds.${kind}`)}
            {channel === null ? '' : ` · ${t(`consents.channels.${channel}`)}`}
          </div>
          <code className="quiet">{code}</code>
        </>
      ),
    },
    {
      title: t('consents.version'),
      key: 'text',
      render: (_, { words, version, publishedAt }) => (
        <>
          <div className="consent-text">{textOf(words, language)}</div>
          <div className="quiet">{t('consents.versionNumber', { version, day: format.day(publishedAt) })}</div>
        </>
      ),
    },
    {
      key: 'required',
      render: (_, { required }) => (
        <Tag color={required ? 'blue' : 'default'}>{t(required ? 'consents.required' : 'consents.optional')}</Tag>
      ),
    },
    {
      key: 'do',
      align: 'right',
      render: (_, text) => (
        <Space>
          <Button size="small" onClick={() => publishNew(text)}>
            {t('consents.publishNew')}
          </Button>
          <Retire code={text.code} />
        </Space>
      ),
    },
  ]
  return <Table<Text> size="small" rowKey="code" columns={columns} dataSource={[...texts]} pagination={false} />
}

function Retire({ code }: { readonly code: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const retiring = useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/consent-texts/{code}', { params: { path: { code } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm title={t('consents.retireSure')} okText={t('consents.retire')} onConfirm={() => retiring.mutate()}>
      <Button size="small" danger loading={retiring.isPending}>
        {t('consents.retire')}
      </Button>
    </Popconfirm>
  )
}

function PublishText({ of, close }: { readonly of: Text | 'new'; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const kind = Form.useWatch('kind', form)
  const publishing = useMutation({
    mutationFn: ({ code, channel, ...given }: Given) =>
      ask(
        regulars.POST('/v1/consent-texts/{code}/versions', {
          params: { path: { code } },
          body: { ...given, ...(given.kind === 'marketing' && channel ? { channel } : {}) },
        }),
      ),
    onSuccess: async ({ code, version }) => {
      toast.success(t('consents.published', { code, version }))
      await queries.invalidateQueries({ queryKey })
      close()
    },
  })
  const first = of === 'new' ? { kind: 'terms' as const, required: true } : of
  const missing = [{ required: true, whitespace: true, message: t('consents.textMissing') }]
  return (
    <FormDialog
      title={t(of === 'new' ? 'consents.publish' : 'consents.publishNew')}
      action={t('consents.publish')}
      form={form}
      initialValues={first}
      doing={publishing}
      close={close}
    >
      <Form.Item
        name="code"
        label={t('consents.code')}
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,62}$/, message: t('consents.codeWrong') }]}
      >
        <Input disabled={of !== 'new'} autoFocus={of === 'new'} />
      </Form.Item>
      <Form.Item name="kind" label={t('consents.kind')}>
        <Select options={kinds.map((value) => ({ value, label: t(`consents.kinds.${value}`) }))} />
      </Form.Item>
      {kind === 'marketing' ? (
        <Form.Item name="channel" label={t('consents.channel')} rules={[{ required: true }]}>
          <Select options={channels.map((value) => ({ value, label: t(`consents.channels.${value}`) }))} />
        </Form.Item>
      ) : null}
      <Form.Item name="required" valuePropName="checked">
        <Checkbox>{t('consents.requiredMeaning')}</Checkbox>
      </Form.Item>
      <Form.Item name={['words', 'zh-CN']} label={t('consents.chinese')} rules={missing}>
        <Input.TextArea rows={3} maxLength={TEXT_AT_MOST} />
      </Form.Item>
      <Form.Item name={['words', 'en']} label={t('consents.english')} rules={missing}>
        <Input.TextArea rows={3} maxLength={TEXT_AT_MOST} />
      </Form.Item>
    </FormDialog>
  )
}
