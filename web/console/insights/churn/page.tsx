/** Who may not buy again: whom to win back, how many there are, and how well that is known. */
import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { useLanguage } from '../../../ui/preferences.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { Bands } from './bands.tsx'
import { EditHorizon } from './editing.tsx'
import { Foremost } from './foremost.tsx'
import { Methods, Weights } from './model.tsx'
import { type Churn, qualityOf, useChurn } from './queries.ts'
import { Calibration, Lift } from './trial.tsx'

export function ChurnPage() {
  const { t } = useTranslation()
  const may = useMay()
  const asked = useChurn()
  const [editing, setEditing] = useState(false)
  const actions = may('insights.manage') ? (
    <Button onClick={() => setEditing(true)}>{t('insights.churn.horizon')}</Button>
  ) : null
  return (
    <Page title={t('insights.churn.title')} actions={actions}>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(churn) => <Told churn={churn} />}
      </Reported>
      {editing ? <EditHorizon close={() => setEditing(false)} /> : null}
    </Page>
  )
}

function Told({ churn }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const quality = qualityOf(churn)
  return (
    <>
      <p className="quiet">{t('insights.churn.meaning', { count: churn.horizonDays, active: churn.activeDays })}</p>
      <KeptAway churn={churn} />
      <Numbers churn={churn} />
      <Foremost churn={churn} />
      <Bands churn={churn} />
      {quality === undefined ? null : (
        <div className="insights-grid">
          <Calibration quality={quality} />
          <Lift quality={quality} />
        </div>
      )}
      {churn.weights.length === 0 ? null : <Weights churn={churn} />}
      <Methods churn={churn} />
      <Rhythms churn={churn} />
    </>
  )
}

/** What keeps the better way away. */
function KeptAway({ churn: { keptAway, used } }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (used === 'regression' || keptAway.length === 0) return null
  return (
    <Alert
      type="info"
      showIcon
      title={t('insights.churn.keptAway')}
      description={keptAway.map(({ code, words }) => <div key={code}>{textOf(words, language)}</div>)}
    />
  )
}

function Numbers({ churn }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { horizonDays, activeDays, people, bands, currency } = churn
  const area = qualityOf(churn)?.area
  const expected = bands.reduce((sum, band) => sum + band.expected, 0)
  const atStake = bands.reduce((sum, band) => sum + band.atStakeMinor, 0)
  const limits = area && { low: format.percent(area.low), high: format.percent(area.high) }
  return (
    <div className="insights-numbers">
      <Headline title={t('insights.churn.people')} meaning={t('insights.churn.peopleMeaning', { count: activeDays })}>
        {format.number(people)}
      </Headline>
      <Headline
        title={t('insights.churn.expected')}
        meaning={t('insights.churn.expectedMeaning', { count: horizonDays })}
        below={people === 0 ? '' : format.percent(expected / people)}
      >
        {format.number(expected)}
      </Headline>
      <Headline title={t('insights.churn.atStake')} meaning={t('insights.churn.atStakeMeaning')}>
        {format.roughMoney(atStake, currency ?? '')}
      </Headline>
      <Headline
        title={t('insights.churn.right')}
        meaning={t('insights.churn.rightMeaning', { count: qualityOf(churn)?.people ?? 0 })}
        below={limits === undefined ? '' : t('insights.churn.between', limits)}
      >
        {area === undefined ? t('insights.churn.untried') : format.percent(area.value)}
      </Headline>
    </div>
  )
}

type HeadlineProps = {
  readonly title: string
  readonly meaning: string
  readonly below?: string
  readonly children: ReactNode
}

function Headline({ title, meaning, below, children }: HeadlineProps) {
  return (
    <Card>
      <div className="quiet">
        <Explained by={meaning}>{title}</Explained>
      </div>
      <div className="figure-number">{children}</div>
      <div className="quiet">{below}</div>
    </Card>
  )
}

function Rhythms({ churn: { held } }: { readonly churn: Churn }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (held === null) return null
  const { people, share, low, high } = held
  const shares = { share: format.percent(share), low: format.percent(low), high: format.percent(high) }
  return <p className="quiet">{t('insights.churn.held', { count: people, ...shares })}</p>
}
