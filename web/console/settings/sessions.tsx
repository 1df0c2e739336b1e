/** Where one is signed in; any of it can be ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Card, Table, type TableColumnsType, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars, tell } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'

type Session = Answer<'/v1/me/sessions', 'get'>['items'][number]

export function Sessions() {
  const { t } = useTranslation()
  const asked = useQuery({ queryKey: ['sessions'], queryFn: () => ask(regulars.GET('/v1/me/sessions')) })
  return (
    <Card size="small" title={t('settings.sessions')}>
      <Answered of={asked}>{({ items }) => <SessionTable sessions={items} />}</Answered>
    </Card>
  )
}

function SessionTable({ sessions }: { readonly sessions: readonly Session[] }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const sentence = useSentence()
  const format = useFormat()
  const queries = useQueryClient()
  const ending = useMutation({
    mutationFn: (sessionId: string) =>
      tell(regulars.DELETE('/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (trouble) => void message.error(sentence(trouble)),
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
    { title: t('settings.address'), dataIndex: 'address' },
    { title: t('settings.signedIn'), key: 'since', render: (_, { createdAt }) => format.moment(createdAt) },
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

const browsers = ['Edg', 'Firefox', 'Chrome', 'Safari'] as const
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const

/** Good enough to tell one's own devices apart; the whole text is on hover. */
function deviceOf(userAgent: string | null): string | undefined {
  if (userAgent === null) return undefined
  const browser = browsers.find((name) => userAgent.includes(name))
  const system = systems.find((name) => userAgent.includes(name))
  return browser === undefined || system === undefined
    ? userAgent.slice(0, 40)
    : `${browser === 'Edg' ? 'Edge' : browser} · ${system}`
}
