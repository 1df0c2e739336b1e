/** Webhooks: what each is for, where it leads, how it is doing. */
import { ApiOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Answered, Nothing } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { MakeWebhookDialog } from './editing.tsx'
import { Health } from './health.tsx'
import { type Webhook, webhooksQuery } from './queries.ts'

export function Webhooks() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const asked = useQuery(webhooksQuery)
  const add = (
    <Button type="primary" icon={<ApiOutlined />} onClick={() => setMaking(true)}>
      {t('webhooks.add')}
    </Button>
  )
  return (
    <Card title={t('webhooks.title')} extra={add}>
      <p className="quiet">{t('webhooks.meaning')}</p>
      <Answered of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('webhooks.none')} advice={t('webhooks.noneAdvice')} />
          ) : (
            <WebhookTable webhooks={items} />
          )
        }
      </Answered>
      {making ? <MakeWebhookDialog close={() => setMaking(false)} /> : null}
    </Card>
  )
}

function WebhookTable({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<Webhook> = [
    {
      title: t('webhooks.description'),
      key: 'description',
      render: (_, { endpointId, description, url }) => (
        <>
          <Link to="/settings/webhooks/$endpointId" params={{ endpointId }}>
            {description}
          </Link>
          <div className="quiet broken-anywhere">{url}</div>
        </>
      ),
    },
    {
      title: t('webhooks.told'),
      key: 'told',
      width: 90,
      render: (_, { kinds }) =>
        kinds === null ? t('webhooks.any') : t('webhooks.kindsCount', { count: kinds.length }),
    },
    { title: t('webhooks.state'), key: 'state', width: 200, render: (_, webhook) => <Health of={webhook} /> },
    {
      title: t('webhooks.lastSuccess'),
      key: 'success',
      width: 118,
      render: (_, { lastSuccessAt }) => (lastSuccessAt === null ? t('webhooks.never') : <When at={lastSuccessAt} />),
    },
  ]
  return (
    <Table<Webhook>
      size="small"
      rowKey="endpointId"
      columns={columns}
      dataSource={[...webhooks]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}
