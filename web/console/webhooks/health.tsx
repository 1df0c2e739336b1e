/** How a webhook is doing, at a glance. */
import { Tag } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useTranslation } from '../../ui/translation.ts'
import { healthOf, type Webhook } from './queries.ts'

const colours = {
  good: 'green',
  quiet: 'default',
  failing: 'orange',
  off: 'default',
  gone: 'red',
  stopped: 'red',
} as const

export function Health({ of }: { readonly of: Webhook }) {
  const { t } = useTranslation()
  const format = useFormat()
  const health = healthOf(of)
  const { failingSince, offSince, waiting, failed } = of
  const since =
    health === 'failing' && failingSince !== null
      ? t('webhooks.failingSince', { moment: format.moment(failingSince) })
      : offSince === null
        ? undefined
        : t('webhooks.offSince', { moment: format.moment(offSince) })
  const counts = [
    ...(waiting > 0 ? [t('webhooks.waiting', { count: waiting })] : []),
    ...(failed > 0 ? [t('webhooks.gaveUp', { count: failed })] : []),
  ]
  return (
    <>
      <Tag color={colours[health]}>{t(`webhooks.health.${health}`)}</Tag>{' '}
      {since === undefined ? null : <span className="quiet">{since}</span>}
      {counts.length === 0 ? null : <div className="quiet">{counts.join(' · ')}</div>}
    </>
  )
}
