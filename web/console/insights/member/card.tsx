/** What insights know of one member, with the reasons: the stage, the index, the value, the risk of not buying again. */
import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { type Format, useFormat } from '../../../ui/format.ts'
import { type Answer, ask, regulars } from '../../../ui/server.ts'
import { Answered, Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useTraits } from '../churn/reasons.tsx'
import '../insights.css'

type Known = Answer<'/v1/members/{memberId}/insights', 'get'>
type Because = NonNullable<Known['lifecycle']>['because'][number]

const knownQuery = (memberId: string) =>
  ({
    queryKey: ['member', memberId, 'insights'],
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/insights', { params: { path: { memberId } } })),
  }) as const

export function MemberInsights({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const asked = useQuery(knownQuery(memberId))
  return (
    <Card title={<Explained by={t('insights.member.meaning')}>{t('insights.member.title')}</Explained>}>
      <Answered of={asked} rows={4}>
        {(known) =>
          known.madeAt === null ? (
            <Nothing title={t('insights.member.nothing')} advice={t('insights.member.nothingAdvice')} />
          ) : (
            <Figures known={known} />
          )
        }
      </Answered>
    </Card>
  )
}

function Figures({ known }: { readonly known: Known }) {
  const { t } = useTranslation()
  const format = useFormat()
  const traits = useTraits({ horizonDays: known.churnDays, currency: known.valueCurrency })
  const { lifecycle, loyalty, rfm } = known
  return (
    <dl className="insights-member">
      {lifecycle === null ? null : (
        <Line label={t('insights.lifecycle.title')}>
          <Tag>{t(`insights.lifecycle.name.${lifecycle.stage}`)}</Tag>{' '}
          <span className="quiet">{t('insights.member.since', { day: dayOf(lifecycle.since, format) })}</span>
          <Reasons all={lifecycle.because.map((one) => because(one, t, format))} />
        </Line>
      )}
      {loyalty === null ? null : (
        <Line label={t('insights.loyalty.title')}>
          <strong>{loyalty.index}</strong> {t('insights.member.ofHundred')}
          <Reasons
            all={loyalty.parts.map(({ part, percentile, share }) =>
              t('insights.member.part', { part: t(`insights.loyalty.name.${part}`), percentile, share }),
            )}
          />
        </Line>
      )}
      {known.valueMinor === null ? null : (
        <Line label={t('insights.value.total')}>
          <strong>{format.money(known.valueMinor, known.valueCurrency ?? '')}</strong>{' '}
          <span className="quiet">
            {t('insights.member.orders', { count: known.ordersExpected ?? 0, days: known.horizonDays })}
          </span>
        </Line>
      )}
      {known.alive === null ? null : (
        <Line label={<Explained by={t('insights.value.aliveMeaning')}>{t('insights.member.alive')}</Explained>}>
          {format.percent(known.alive / 100)}
        </Line>
      )}
      {known.churn === null ? null : (
        <Line label={t('insights.member.churn', { days: known.churnDays })}>
          {format.percent(known.churn / 100)}
          <Reasons all={(known.churnBecause ?? []).map((reason) => traits.reason(reason))} />
        </Line>
      )}
      {known.dueOn === null ? null : <Line label={t('insights.member.due')}>{dayOf(known.dueOn, format)}</Line>}
      {known.firstOn === null ? null : <Line label={t('insights.member.first')}>{dayOf(known.firstOn, format)}</Line>}
      {rfm === null ? null : (
        <Line label={t('insights.rfm.title')}>
          {t('insights.member.rfm', { r: rfm.recency, f: rfm.frequency, m: rfm.monetary })}
        </Line>
      )}
    </dl>
  )
}

const dayOf = (date: string, format: Format) => format.day(`${date}T12:00:00Z`)

function Line({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="quiet">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Reasons({ all }: { readonly all: readonly string[] }) {
  return all.length === 0 ? null : (
    <ul className="quiet">
      {all.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

/** What a stage follows from, as a sentence with its figures. */
function because({ kind, last, joined, returned, ...figures }: Because, t: Translate, format: Format): string {
  const day = returned ?? last ?? joined
  return t(`insights.member.because.${kind}`, {
    ...{ usualDays: 0, limitDays: 0, awayDays: 0, withinDays: 0, purchases: 0, alivePercent: 0, belowPercent: 0 },
    ...{ ...figures, day: day === undefined ? '' : dayOf(day, format) },
  })
}
