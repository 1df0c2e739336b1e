/** What was sent to a webhook or waits, and one message with every try. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Drawer, Segmented, Select, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { LongTable, More } from '../../ui/longtable.tsx'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Loading, Nothing, Troubled, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import {
  type Delivery,
  type DeliveryInFull,
  deliveryStates,
  useDeliveries,
  useKinds,
  useProblem,
  type Webhook,
} from './queries.ts'

const colours = { waiting: 'orange', sent: 'green', failed: 'red' } as const
const PLACE = '/frame/settings/webhooks/$endpointId'

export function Deliveries({ of: { endpointId, failed } }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const filters = useSearch({ from: PLACE })
  const found = useDeliveries(endpointId, filters)
  const [opened, setOpened] = useState<string>()
  const columns = useColumns(setOpened)
  const deliveries = found.data?.pages.flatMap((page) => page.items) ?? []
  const count = deliveries.length
  const filtered = Object.keys(filters).length > 0
  return (
    <section aria-label={t('webhooks.deliveries')}>
      <h2>{t('webhooks.deliveries')}</h2>
      <Filters endpointId={endpointId} failed={failed} />
      <Card className="flush">
        {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
        {found.isPending ? <Loading rows={6} /> : null}
        {found.isSuccess && count === 0 ? (
          <Nothing
            title={t(filtered ? 'webhooks.notFound' : 'webhooks.noDeliveries')}
            advice={t(filtered ? 'webhooks.notFoundAdvice' : 'webhooks.noDeliveriesAdvice')}
          />
        ) : null}
        {count > 0 ? (
          <LongTable<Delivery>
            rowKey="messageId"
            columns={columns}
            rows={deliveries}
            dimmed={found.isPlaceholderData}
            open={({ messageId }) => setOpened(messageId)}
          />
        ) : null}
        <More
          found={found}
          count={count}
          said={t(found.hasNextPage || filtered ? 'webhooks.shown' : 'webhooks.shownAll', { count })}
        />
      </Card>
      {opened === undefined ? null : (
        <Message endpointId={endpointId} messageId={opened} close={() => setOpened(undefined)} />
      )}
    </section>
  )
}

function Filters({ endpointId, failed }: { readonly endpointId: string; readonly failed: number }) {
  const { t } = useTranslation()
  const { state, kind } = useSearch({ from: PLACE })
  const navigate = useNavigate({ from: '/settings/webhooks/$endpointId' })
  const { kinds } = useKinds()
  const chosen = deliveryStates.find((each) => each === state) ?? 'any'
  const choose = (next: { state?: string | undefined; kind?: string | undefined }) => {
    const given = Object.entries({ state, kind, ...next }).filter(([, value]) => value !== undefined)
    void navigate({ search: Object.fromEntries(given), replace: true })
  }
  return (
    <div className="filters">
      <Segmented
        aria-label={t('webhooks.result')}
        value={chosen}
        options={[
          { value: 'any' as const, label: t('webhooks.any') },
          ...deliveryStates.map((value) => ({ value, label: t(`webhooks.states.${value}`) })),
        ]}
        onChange={(value) => choose({ state: value === 'any' ? undefined : value })}
      />
      <Select
        allowClear
        aria-label={t('webhooks.what')}
        className="webhook-kind"
        placeholder={t('webhooks.anyKind')}
        value={kind ?? null}
        options={[...kinds, { kind: 'webhook.test', words: t('webhooks.testKind') }].map((each) => ({
          value: each.kind,
          label: each.words,
        }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(value: string | null | undefined) => choose({ kind: value ?? undefined })}
      />
      {failed > 0 ? <SendFailed endpointId={endpointId} /> : null}
    </div>
  )
}

function SendFailed({ endpointId }: { readonly endpointId: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/webhooks/{endpointId}/send-failed', { params: { path: { endpointId } } })),
    onSuccess: async ({ count }) => {
      toast.success(t('webhooks.sendingFailed', { count }))
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Button loading={sending.isPending} onClick={() => sending.mutate()}>
      {t('webhooks.sendFailed')}
    </Button>
  )
}

function useColumns(open: (messageId: string) => void): TableColumnsType<Delivery> {
  const { t } = useTranslation()
  const { inWords } = useKinds()
  return [
    {
      title: t('webhooks.when'),
      key: 'when',
      width: 118,
      className: 'figures',
      render: (_, { madeAt }) => <When at={madeAt} />,
    },
    {
      title: t('webhooks.what'),
      key: 'what',
      width: 250,
      render: (_, { kind }) => (
        <>
          <div>{inWords(kind)}</div>
          <code className="quiet">{kind}</code>
        </>
      ),
    },
    { title: t('webhooks.result'), key: 'result', width: 210, render: (_, delivery) => <Result of={delivery} /> },
    {
      key: 'open',
      width: 80,
      align: 'right',
      fixed: 'right',
      render: (_, { messageId }) => (
        <Button size="small" onClick={() => open(messageId)}>
          {t('webhooks.open')}
        </Button>
      ),
    },
  ]
}

function Result({ of }: { readonly of: Delivery }) {
  const { t } = useTranslation()
  const format = useFormat()
  const inWords = useProblem()
  const { state, status, milliseconds, attempts, dueAt } = of
  const problem = inWords(of)
  const figures = [
    ...(status === null || problem !== undefined ? [] : [String(status)]),
    ...(milliseconds === null ? [] : [t('webhooks.took', { milliseconds })]),
    ...(attempts > 1 ? [t('webhooks.attempts', { count: attempts })] : []),
  ]
  return (
    <>
      <Tag color={colours[state]}>{t(`webhooks.states.${state}`)}</Tag>{' '}
      <span className="quiet">{figures.join(' · ')}</span>
      {problem === undefined ? null : <div className="quiet">{problem}</div>}
      {state === 'waiting' && attempts > 0 && dueAt !== null ? (
        <div className="quiet">{t('webhooks.again', { moment: format.moment(dueAt) })}</div>
      ) : null}
    </>
  )
}

type MessageProps = { readonly endpointId: string; readonly messageId: string; readonly close: () => void }

const DRAWER_PIXELS = 560

function Message({ endpointId, messageId, close }: MessageProps) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const inWords = useProblem()
  const queries = useQueryClient()
  const place = { params: { path: { endpointId, messageId } } }
  const asked = useQuery({
    queryKey: ['webhooks', endpointId, 'deliveries', 'one', messageId],
    queryFn: () => ask(regulars.GET('/v1/webhooks/{endpointId}/deliveries/{messageId}', place)),
  })
  const sending = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/webhooks/{endpointId}/deliveries/{messageId}/send', place)),
    onSuccess: async (came) => {
      const problem = inWords(came)
      if (problem === undefined) toast.success(t('webhooks.sentAgain'))
      else toast.error(t('webhooks.notTaken', { problem }))
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Drawer
      open
      size={DRAWER_PIXELS}
      title={t('webhooks.message')}
      onClose={close}
      extra={
        <Button type="primary" loading={sending.isPending} onClick={() => sending.mutate()}>
          {t('webhooks.sendAgain')}
        </Button>
      }
    >
      <Answered of={asked}>{(delivery) => <InFull of={delivery} />}</Answered>
    </Drawer>
  )
}

function InFull({ of }: { readonly of: DeliveryInFull }) {
  const { t } = useTranslation()
  const format = useFormat()
  const inWords = useProblem()
  const kinds = useKinds()
  const { kind, memberId, messageId, body, tried } = of
  return (
    <>
      <p className="first">
        {kinds.inWords(kind)} <Result of={of} />
      </p>
      {memberId === null ? null : (
        <p>
          <Link to="/members/$memberId" params={{ memberId }}>
            {t('webhooks.member')}
          </Link>
        </p>
      )}
      <h3>{t('webhooks.sent')}</h3>
      <p className="quiet">
        <code className="broken-anywhere">{`webhook-id: ${messageId}`}</code>
      </p>
      <pre className="json">{indented(body)}</pre>
      <h3>{t('webhooks.tried')}</h3>
      {tried.length === 0 ? <p className="quiet">{t('webhooks.notTried')}</p> : null}
      {tried.map(({ number, at, milliseconds, status, problem, answer }) => (
        <div key={number} className="webhook-try">
          <strong>{t('webhooks.try', { number })}</strong>{' '}
          <span className="quiet">{[format.moment(at), t('webhooks.took', { milliseconds })].join(' · ')}</span>
          <div>{inWords({ problem, status }) ?? format.aside(t('webhooks.states.sent'), String(status ?? ''))}</div>
          {answer === null ? null : (
            <details>
              <summary>{t('webhooks.answer')}</summary>
              <pre className="json">{answer}</pre>
            </details>
          )}
        </div>
      ))}
    </>
  )
}

/** As it is sent, with lines for people. */
function indented(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2)
}
