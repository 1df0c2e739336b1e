/** Where one is signed in; any of it can be ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { Explained } from '../../ui/explained.tsx'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars, tell } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { deviceOf } from './device.ts'

type Session = Answer<'/v1/me/sessions', 'get'>['items'][number]

export function Sessions() {
  const { t } = useTranslation()
  const asked = useQuery({ queryKey: ['sessions'], queryFn: () => ask(regulars.GET('/v1/me/sessions')) })
  return (
    <Card title={t('settings.sessions')} extra={<EndOthers among={asked.data?.items.length ?? 0} />}>
      <Answered of={asked}>{({ items }) => <SessionTable sessions={items} />}</Answered>
    </Card>
  )
}

function EndOthers({ among }: { readonly among: number }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: () => ask(regulars.DELETE('/v1/me/sessions')),
    onSuccess: async ({ ended }) => {
      toast.success(t('settings.endedOthers', { count: ended }))
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  if (among < 2) return null
  return (
    <Button size="small" danger loading={ending.isPending} onClick={() => ending.mutate()}>
      {t('settings.endOthers')}
    </Button>
  )
}

function SessionTable({ sessions }: { readonly sessions: readonly Session[] }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: (sessionId: string) =>
      tell(regulars.DELETE('/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const columns: TableColumnsType<Session> = [
    {
      title: t('settings.device'),
      key: 'device',
      render: (_, { userAgent, current }) => (
        <>
          <span title={userAgent ?? ''}>{deviceOf(userAgent) ?? t('settings.unknownDevice')}</span>{' '}
          {current ? <Tag color="green">{t('settings.thisSession')}</Tag> : null}
        </>
      ),
    },
    {
      title: <Explained by={t('settings.addressMeaning')}>{t('settings.address')}</Explained>,
      dataIndex: 'address',
      responsive: ['md'],
    },
    {
      title: t('settings.signedIn'),
      key: 'since',
      render: (_, { createdAt, way }) => (
        <>
          {format.moment(createdAt)} <span className="quiet">{t(`ways.${way}`)}</span>
        </>
      ),
    },
    { title: t('settings.lastUsed'), key: 'used', render: (_, { lastUsedAt }) => format.moment(lastUsedAt) },
    {
      key: 'end',
      align: 'right',
      render: (_, { sessionId, current }) =>
        current ? null : (
          <Button
            size="small"
            onClick={() => ending.mutate(sessionId)}
            loading={ending.variables === sessionId && ending.isPending}
          >
            {t('settings.endSession')}
          </Button>
        ),
    },
  ]
  return (
    <Table<Session> size="small" rowKey="sessionId" columns={columns} dataSource={[...sessions]} pagination={false} />
  )
}
