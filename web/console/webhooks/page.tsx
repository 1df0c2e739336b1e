/** One webhook: how it is doing, what can be done with it, and what was sent. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { ask, regulars, tell } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Deliveries } from './deliveries.tsx'
import { ChangeWebhookDialog, RotateSecretDialog } from './editing.tsx'
import { Health } from './health.tsx'
import { healthOf, useKinds, useProblem, useWebhook, type Webhook } from './queries.ts'

export function WebhookPage() {
  const { t } = useTranslation()
  const { endpointId } = useParams({ from: '/frame/settings/webhooks/$endpointId' })
  const asked = useWebhook(endpointId)
  const webhook = asked.data
  return (
    <Page
      title={webhook?.description ?? t('webhooks.title')}
      actions={webhook === undefined ? undefined : <Actions of={webhook} />}
    >
      <p>
        <Link to="/settings" search={{ tab: 'webhooks' }}>
          {t('webhooks.back')}
        </Link>
      </p>
      <Answered of={asked}>
        {(found) => (
          <>
            <Advice of={found} />
            <About of={found} />
            <Deliveries of={found} />
          </>
        )}
      </Answered>
    </Page>
  )
}

/** What is wrong with it, and what to do. */
function Advice({ of }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const format = useFormat()
  const health = healthOf(of)
  if (health === 'good' || health === 'quiet') return null
  const said = {
    gone: t('webhooks.gone'),
    stopped: t('webhooks.failing'),
    off: t('webhooks.off'),
    failing: t('webhooks.trouble', { moment: of.failingSince === null ? '' : format.moment(of.failingSince) }),
  }
  const type = health === 'off' ? 'info' : health === 'failing' ? 'warning' : 'error'
  return <Alert type={type} showIcon className="attention" title={said[health]} />
}

function About({ of }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { inWords } = useKinds()
  const { url, kinds, lastSuccessAt, previousUntil } = of
  const told =
    kinds === null ? (
      t('webhooks.everything')
    ) : (
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            {inWords(kind)} <code className="quiet">{kind}</code>
          </li>
        ))}
      </ul>
    )
  const items = [
    { key: 'url', label: t('webhooks.url'), children: <span className="broken-anywhere">{url}</span> },
    { key: 'told', label: t('webhooks.told'), children: told },
    {
      key: 'state',
      label: t('webhooks.state'),
      children: (
        <span>
          <Health of={of} />
        </span>
      ),
    },
    {
      key: 'success',
      label: t('webhooks.lastSuccess'),
      children: lastSuccessAt === null ? t('webhooks.never') : format.moment(lastSuccessAt),
    },
  ]
  const overlapping = previousUntil !== null && Date.parse(previousUntil) > Date.now()
  return (
    <Card className="webhook-about">
      <Descriptions size="small" column={1} items={items} />
      {overlapping ? (
        <p className="quiet last">{t('webhooks.bothUntil', { moment: format.moment(previousUntil) })}</p>
      ) : null}
    </Card>
  )
}

function Actions({ of }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'change' | 'rotate' | 'on'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Test of={of} />
      <Button onClick={() => setOpen('change')}>{t('webhooks.change')}</Button>
      <Button onClick={() => setOpen('rotate')}>{t('webhooks.rotate')}</Button>
      {of.enabled ? (
        <TurnOff of={of} />
      ) : (
        <Button type="primary" onClick={() => setOpen('on')}>
          {t('webhooks.turnOn')}
        </Button>
      )}
      <Remove of={of} />
      {open === 'change' ? <ChangeWebhookDialog of={of} close={close} /> : null}
      {open === 'rotate' ? <RotateSecretDialog of={of} close={close} /> : null}
      {open === 'on' ? <TurnOnDialog of={of} close={close} /> : null}
    </>
  )
}

function Test({ of: { endpointId } }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const inWords = useProblem()
  const queries = useQueryClient()
  const testing = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/webhooks/{endpointId}/test', { params: { path: { endpointId } } })),
    onSuccess: async (came) => {
      const problem = inWords(came)
      if (problem !== undefined) toast.error(t('webhooks.testFailed', { problem }))
      else toast.success(t('webhooks.tested', { status: came.status ?? '', milliseconds: came.milliseconds ?? '' }))
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Button loading={testing.isPending} onClick={() => testing.mutate()}>
      {t('webhooks.test')}
    </Button>
  )
}

function TurnOff({ of: { endpointId, description } }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const turning = useMutation({
    mutationFn: () => ask(regulars.POST('/v1/webhooks/{endpointId}/turn-off', { params: { path: { endpointId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm
      title={t('webhooks.turnOffSure', { name: description })}
      description={t('webhooks.turnOffMeaning')}
      onConfirm={() => turning.mutate()}
    >
      <Button loading={turning.isPending}>{t('webhooks.turnOff')}</Button>
    </Popconfirm>
  )
}

const froms = ['where-it-stopped', 'now'] as const

function TurnOnDialog({
  of: { endpointId, description },
  close,
}: {
  readonly of: Webhook
  readonly close: () => void
}) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [from, setFrom] = useState<(typeof froms)[number]>('where-it-stopped')
  const turning = useMutation({
    mutationFn: () =>
      ask(regulars.POST('/v1/webhooks/{endpointId}/turn-on', { params: { path: { endpointId } }, body: { from } })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
      close()
    },
  })
  return (
    <ActionDialog
      title={t('webhooks.turnOnTitle', { name: description })}
      action={t('webhooks.turnOn')}
      pending={turning.isPending}
      trouble={turning.error}
      act={() => turning.mutate()}
      close={close}
    >
      <p>{t('webhooks.from')}</p>
      <Radio.Group
        vertical
        aria-label={t('webhooks.from')}
        value={from}
        options={froms.map((value) => ({ value, label: t(`webhooks.froms.${value}`) }))}
        onChange={({ target }: { target: { value?: (typeof froms)[number] } }) => setFrom(target.value ?? 'now')}
      />
    </ActionDialog>
  )
}

function Remove({ of: { endpointId, description } }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const removing = useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/webhooks/{endpointId}', { params: { path: { endpointId } } })),
    onSuccess: async () => {
      await navigate({ to: '/settings', search: { tab: 'webhooks' } })
      toast.success(t('webhooks.removed', { name: description }))
      queries.removeQueries({ queryKey: ['webhooks', endpointId] })
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Popconfirm
      title={t('webhooks.removeSure', { name: description })}
      description={t('webhooks.removeMeaning')}
      onConfirm={() => removing.mutate()}
    >
      <Button danger loading={removing.isPending}>
        {t('webhooks.remove')}
      </Button>
    </Popconfirm>
  )
}
