/** Whom to win back: with whom most is at stake, and why. */
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { AsCondition } from '../condition.tsx'
import { Figure } from '../figure.tsx'
import type { Churn } from './queries.ts'
import { useTraits } from './reasons.tsx'

type Member = Churn['foremost'][number]

const LIKELY = 50
const overdueAndLikely = {
  all: [
    { field: 'insight.churn', is: 'at-least', value: LIKELY },
    { field: 'insight.dueInDays', is: 'less-than', value: 0 },
  ],
}

export function Foremost({ churn }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { reason } = useTraits(churn)
  const money = (minor: number) => format.money(minor, churn.currency ?? '')
  const due = ({ dueDays }: Member) => {
    if (dueDays === null) return <span className="quiet">{t('insights.churn.noRhythm')}</span>
    if (dueDays === 0) return t('insights.churn.today')
    return dueDays > 0 ? t('insights.churn.dueIn', { count: dueDays }) : t('insights.churn.dueAgo', { count: -dueDays })
  }
  const reasons = ({ because }: Member) => because.map(reason)
  return (
    <Figure<Member>
      title={t('insights.churn.foremost')}
      meaning={t('insights.churn.foremostMeaning')}
      file="churn-win-back"
      rows={churn.foremost}
      rowKey={({ memberId }) => memberId}
      actions={<AsCondition condition={overdueAndLikely} label={t('insights.churn.late')} />}
      columns={[
        {
          ...{ key: 'member', title: t('insights.churn.member'), value: ({ number, memberId }) => number ?? memberId },
          shown: ({ number, memberId }) => (
            <Link to="/members/$memberId" params={{ memberId }}>
              {number ?? memberId}
            </Link>
          ),
        },
        {
          ...{ key: 'risk', title: t('insights.churn.risk') },
          meaning: t('insights.churn.riskMeaning', { count: churn.horizonDays }),
          value: ({ percent }) => percent,
          shown: ({ percent }) => format.percent(percent / 100),
        },
        {
          ...{ key: 'at-stake', title: t('insights.churn.atStake'), meaning: t('insights.churn.atStakeMeaning') },
          value: ({ atStakeMinor }) => atStakeMinor,
          shown: ({ atStakeMinor }) => money(atStakeMinor),
        },
        {
          ...{ key: 'year', title: t('insights.churn.year'), value: ({ yearMinor }) => yearMinor },
          shown: ({ yearMinor }) => money(yearMinor),
        },
        {
          ...{ key: 'last', title: t('insights.churn.last'), value: ({ recencyDays }) => recencyDays },
          shown: ({ recencyDays }) =>
            recencyDays === 0 ? t('insights.churn.today') : t('insights.churn.daysAgo', { count: recencyDays }),
        },
        {
          ...{ key: 'due', title: t('insights.churn.due'), meaning: t('insights.churn.dueMeaning') },
          ...{ value: ({ dueDays }) => dueDays, shown: due },
        },
        {
          ...{ key: 'because', title: t('insights.churn.because'), value: (one) => reasons(one).join('; ') },
          shown: (one) =>
            one.because.length === 0 ? (
              <span className="quiet">
                {t(churn.used === 'regression' ? 'insights.churn.average' : 'insights.churn.noReasons')}
              </span>
            ) : (
              <ul className="insights-reasons">
                {reasons(one).map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  )
}
