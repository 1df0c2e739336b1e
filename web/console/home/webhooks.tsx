/** Webhooks that do not get through: they fail, or were switched off by themselves. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { healthOf, type Webhook, webhooksQuery } from '../webhooks/queries.ts'

/** A receiver that is restarted fails for a moment, too. */
const WORTH_SAYING_MILLISECONDS = 15 * 60_000

export function TroubledWebhooks() {
  const asked = useQuery(webhooksQuery)
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return asked.data?.items.map((webhook) => <Trouble key={webhook.endpointId} of={webhook} />)
}

function Trouble({ of }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const format = useFormat()
  const health = healthOf(of)
  const { endpointId, description, failingSince } = of
  const longFailing =
    health === 'failing' && failingSince !== null && Date.now() - Date.parse(failingSince) > WORTH_SAYING_MILLISECONDS
  const off = health === 'gone' || health === 'stopped'
  if (!longFailing && !off) return null
  const title = off
    ? t('webhooks.attentionOff', { name: description })
    : t('webhooks.attentionFailing', { name: description, moment: format.moment(failingSince ?? '') })
  return (
    <Alert
      type={off ? 'error' : 'warning'}
      showIcon
      className="attention"
      title={title}
      description={off ? t(health === 'gone' ? 'webhooks.gone' : 'webhooks.failing') : undefined}
      action={
        <Link to="/settings/webhooks/$endpointId" params={{ endpointId }}>
          {t('webhooks.look')}
        </Link>
      }
    />
  )
}
