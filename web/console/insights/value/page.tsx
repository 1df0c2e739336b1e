/** What members are worth, how sure that is, and how well the model told what it had not seen. */
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { Reported } from '../reports.tsx'
import { EditValue } from './editing.tsx'
import { ByPurchases, Track, Trials } from './holdout.tsx'
import { Alive, Tenths } from './people.tsx'
import { useValue, type Value } from './queries.ts'

export function ValuePage() {
  const { t } = useTranslation()
  const may = useMay()
  const asked = useValue()
  const [editing, setEditing] = useState(false)
  const actions = may('insights.manage') ? (
    <Button onClick={() => setEditing(true)}>{t('insights.value.edit')}</Button>
  ) : null
  return (
    <Page title={t('insights.value.title')} actions={actions}>
      <p className="quiet">{t('insights.value.meaning')}</p>
      <Reported of={asked} missing={({ missing }) => missing}>
        {(value) => (
          <>
            <Numbers value={value} />
            <div className="insights-grid">
              <Alive value={value} />
              <Tenths value={value} />
            </div>
            {value.holdout === null ? (
              <Alert type="warning" showIcon title={t('insights.value.noHoldout')} />
            ) : (
              <>
                <Track holdout={value.holdout} />
                <div className="insights-grid">
                  <ByPurchases holdout={value.holdout} />
                  <Trials holdout={value.holdout} used={value.model} />
                </div>
              </>
            )}
            <Fitted value={value} />
          </>
        )}
      </Reported>
      {editing ? <EditValue close={() => setEditing(false)} /> : null}
    </Page>
  )
}

function Numbers({ value }: { readonly value: Value }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { days, marginPercent, yearlyPercent } = value.setting
  const meaning = t('insights.value.totalMeaning', { margin: marginPercent, yearly: yearlyPercent })
  return (
    <div className="insights-numbers">
      <Card>
        <div className="quiet">{t('insights.value.people')}</div>
        <div className="figure-number">{format.number(value.people)}</div>
        <div className="quiet">{t('insights.value.repeating', { count: value.repeating })}</div>
      </Card>
      <Card>
        <div className="quiet">{t('insights.value.orders')}</div>
        <div className="figure-number">{format.number(Math.round(value.ordersExpected))}</div>
        <div className="quiet">{t('insights.value.horizon', { days })}</div>
      </Card>
      <Card>
        <div className="quiet">
          <Explained by={meaning}>{t('insights.value.total')}</Explained>
        </div>
        <div className="figure-number">{format.roughMoney(value.valueMinor, value.currency ?? '')}</div>
        <div className="quiet">{t('insights.value.horizon', { days })}</div>
      </Card>
    </div>
  )
}

const DIGITS = 4

function Fitted({ value: { model, parameters, spending } }: { readonly value: Value }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (model === null) return null
  const said = format.list(parameters.map(({ name, value }) => `${name} ${Number(value.toPrecision(DIGITS))}`))
  return (
    <p className="quiet">
      {t('insights.value.fitted', { model: t(`insights.value.models.${model}`), parameters: said })}{' '}
      {spending === null ? t('insights.value.flatSpending') : null}
    </p>
  )
}
