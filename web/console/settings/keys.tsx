/** API keys: made with rights, shown once, renewed, revoked. */
import { KeyOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Space, Table, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars, tell } from '../../ui/server.ts'
import { Answered, Nothing, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Stores } from '../staff/people.tsx'
import { MakeKeyDialog } from './making.tsx'
import { RotateKeyDialog } from './rotating.tsx'

type Key = Answer<'/v1/keys', 'get'>['items'][number]

export function Keys() {
  const { t } = useTranslation()
  const [making, setMaking] = useState(false)
  const asked = useQuery({
    queryKey: ['keys'],
    queryFn: () => ask(regulars.GET('/v1/keys', { params: { query: { limit: 200 } } })),
  })
  const make = (
    <Button type="primary" icon={<KeyOutlined />} onClick={() => setMaking(true)}>
      {t('keys.make')}
    </Button>
  )
  return (
    <Card title={t('settings.keys')} extra={make}>
      <p className="quiet">{t('keys.meaning')}</p>
      <Answered of={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('keys.none')} advice={t('keys.noneAdvice')} />
          ) : (
            <KeyTable keys={items} />
          )
        }
      </Answered>
      {making ? <MakeKeyDialog close={() => setMaking(false)} /> : null}
    </Card>
  )
}

function KeyTable({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const columns: TableColumnsType<Key> = [
    {
      title: t('keys.name'),
      key: 'name',
      render: (_, { name, prefix }) => (
        <>
          {name} <code className="quiet">{prefix}…</code>
        </>
      ),
    },
    {
      title: t('keys.rights'),
      key: 'rights',
      render: (_, { rights }) => rights.map((right) => <Tag key={right}>{right}</Tag>),
    },
    { title: t('staff.stores'), key: 'stores', render: (_, { stores }) => <Stores of={stores} /> },
    { title: t('keys.made'), key: 'made', responsive: ['lg'], render: (_, { madeAt }) => format.day(madeAt) },
    {
      title: t('keys.lastUsed'),
      key: 'used',
      render: (_, { lastUsedAt }) => (lastUsedAt === null ? t('keys.neverUsed') : format.moment(lastUsedAt)),
    },
    { key: 'state', align: 'right', render: (_, key) => <State of={key} /> },
  ]
  return <Table<Key> size="small" rowKey="keyId" columns={columns} dataSource={[...keys]} pagination={false} />
}

function State({ of: { keyId, name, revokedAt, expiresAt, previousUntil } }: { readonly of: Key }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const [rotating, setRotating] = useState(false)
  const revoking = useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/keys/{keyId}', { params: { path: { keyId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  if (revokedAt !== null) return <span className="quiet">{t('keys.revokedOn', { day: format.day(revokedAt) })}</span>
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
    return <span className="quiet">{t('keys.expiredOn', { day: format.day(expiresAt) })}</span>
  const overlapping = previousUntil !== null && Date.parse(previousUntil) > Date.now()
  return (
    <>
      <Space>
        <Button size="small" onClick={() => setRotating(true)}>
          {t('keys.rotate')}
        </Button>
        <Popconfirm
          title={t('keys.revokeSure', { name })}
          description={t('keys.revokeMeaning')}
          onConfirm={() => revoking.mutate()}
        >
          <Button size="small" danger loading={revoking.isPending}>
            {t('keys.revoke')}
          </Button>
        </Popconfirm>
      </Space>
      {overlapping ? <div className="quiet">{t('keys.oldUntil', { moment: format.moment(previousUntil) })}</div> : null}
      {rotating ? <RotateKeyDialog of={{ keyId, name }} close={() => setRotating(false)} /> : null}
    </>
  )
}
