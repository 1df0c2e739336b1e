/** Before and after: what members did who did something, against members who were alike and did not. */
import { useState } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'

import { Reported } from '../reports.tsx'
import { Asking } from './asking.tsx'
import { Balance, EffectFigure } from './effect.tsx'
import { type Asked, type Comparison, useComparison } from './queries.ts'
import './comparison.css'

export function ComparisonPage() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  return (
    <Page title={t('insights.comparison.title')}>
      <p className="quiet">{t('insights.comparison.meaning')}</p>
      <Asking ask={setAsked} />
      {asked === undefined ? (
        <Nothing title={t('insights.comparison.choose')} advice={t('insights.comparison.chooseAdvice')} />
      ) : (
        <Answer asked={asked} />
      )}
    </Page>
  )
}

function Answer({ asked }: { readonly asked: Asked }) {
  return (
    <Reported of={useComparison(asked)} missing={({ missing }) => missing}>
      {(comparison) => <Found comparison={comparison} />}
    </Reported>
  )
}

type Span = { readonly from: string; readonly to: string }

function Found({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { found, spans, currency } = comparison
  if (found === null || spans === null) return null
  const dates = ({ from, to }: Span) => `${format.day(`${from}T12:00:00Z`)} – ${format.lastDay(`${to}T00:00:00Z`)}`
  const told = { earlier: dates(spans.earlier), before: dates(spans.before), window: dates(spans.window) }
  const signed = (shown: (value: number) => string) => (value: number) =>
    `${value < 0 ? '−' : '+'}${shown(Math.abs(value))}`
  const count = (value: number) => format.number(Math.round(value * 100) / 100)
  const money = (value: number) => format.money(Math.round(value), currency ?? '')
  return (
    <>
      <p>
        {t('insights.comparison.matched', {
          ...{ count: found.matched, did: format.number(found.did), others: format.number(found.othersMatched) },
          groups: found.groups,
        })}{' '}
        <span className="quiet">{t('insights.comparison.spans', { ...told, after: dates(spans.after) })}</span>
      </p>
      <div className="insights-grid">
        <EffectFigure
          title={t('insights.comparison.orders')}
          effect={found.orders}
          shown={count}
          signed={signed(count)}
        />
        <EffectFigure
          title={t('insights.comparison.money')}
          effect={found.money}
          shown={money}
          signed={signed(money)}
        />
      </div>
      <Balance balance={found.balance} />
      <p className="quiet">{t('insights.comparison.limits')}</p>
    </>
  )
}
