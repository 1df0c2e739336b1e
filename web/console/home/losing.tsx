/** Tiers about to drop: who loses one within thirty days unless he does something, by tier, with the way to them. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
import { overviewQuery } from './overview.ts'

export function LosingTiers() {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { data } = useQuery(overviewQuery)
  if (data === undefined || data.losing.tiers.length === 0) return null
  const { lastDay, tiers } = data.losing
  const members = tiers.reduce((sum, each) => sum + each.members, 0)
  return (
    <Alert
      type="info"
      showIcon
      className="attention"
      title={t('attention.losing', { count: members, members: format.number(members) })}
      description={
        <ul className="attention-list">
          {tiers.map(({ ladder, tier, members: count, soonest }) => (
            <li key={`${ladder} ${tier}`}>
              <Link to="/members" search={{ tier, losing: lastDay }}>
                {t('attention.losingTier', { count, members: format.number(count), tier: tierName(ladder, tier) })}
              </Link>{' '}
              <span className="quiet">{t('attention.losingFirst', { day: format.lastDay(soonest) })}</span>
            </li>
          ))}
        </ul>
      }
    />
  )
}
