/** Demand: what will be wanted, the stock that covers it, and when how many people are needed. */
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { CodeChoice } from '../../../ui/codes.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Page } from '../../../ui/page.tsx'
import { useLanguage } from '../../../ui/preferences.ts'
import { Nothing } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { Reported } from '../reports.tsx'
import { Drawn } from './drawn.tsx'
import { type Asked, type Demand, useDemand } from './queries.ts'
import { SeriesTable } from './series.tsx'
import { useNameOf } from './shown.ts'
import { StaffOfWeek } from './staff.tsx'
import '../heat.css'

const horizons = [4, 8, 13, 26] as const
const monthHorizons = [3, 6, 12, 24] as const
const leads = [1, 2, 3, 5, 7, 10, 14, 21, 28, 45, 60, 90] as const
const services = [0.8, 0.9, 0.95, 0.98, 0.99] as const
const served = [4, 6, 8, 10, 12, 15, 20, 30, 40, 60] as const

export function DemandPage() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>({
    ...{ level: 'product', store: undefined, step: 'week', horizon: 8, leadDays: 7, service: 0.95, ordersAnHour: 12 },
  })
  const report = useDemand(asked)
  const change = (part: Partial<Asked>) => setAsked({ ...asked, ...part })
  return (
    <Page title={t('insights.demand.title')}>
      <p className="quiet">{t('insights.demand.meaning')}</p>
      <Choices asked={asked} onChange={change} />
      <Reported of={report}>{(demand) => <Told demand={demand} asked={asked} onChange={change} />}</Reported>
    </Page>
  )
}

type ChoicesProps = { readonly asked: Asked; readonly onChange: (part: Partial<Asked>) => void }

function Choices({ asked, onChange }: ChoicesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const ahead = asked.step === 'week' ? horizons : monthHorizons
  const days = (count: number) => t('insights.demand.days', { count })
  return (
    <div className="insights-choices">
      <Segmented
        aria-label={t('insights.demand.level')}
        value={asked.level}
        onChange={(level) => onChange({ level })}
        options={[
          { value: 'product' as const, label: t('insights.demand.products') },
          { value: 'category' as const, label: t('insights.demand.categories') },
        ]}
      />
      <Segmented
        aria-label={t('insights.demand.step')}
        value={asked.step}
        onChange={(step) => onChange({ step, horizon: step === 'week' ? 8 : 6 })}
        options={[
          { value: 'week' as const, label: t('insights.demand.byWeek') },
          { value: 'month' as const, label: t('insights.demand.byMonth') },
        ]}
      />
      <CodeChoice
        of="stores"
        label={t('insights.demand.store')}
        placeholder={t('insights.demand.store')}
        value={asked.store}
        onChange={(store) => onChange({ store })}
      />
      <Choice
        label={t('insights.demand.horizon')}
        value={asked.horizon}
        all={ahead}
        shown={(count) => t(`insights.demand.ahead.${asked.step}`, { count })}
        onChange={(horizon) => onChange({ horizon })}
      />
      <Choice
        label={t('insights.demand.lead')}
        meaning={t('insights.demand.leadMeaning')}
        value={asked.leadDays}
        all={leads}
        shown={days}
        onChange={(leadDays) => onChange({ leadDays })}
      />
      <Choice
        label={t('insights.demand.service')}
        meaning={t('insights.demand.serviceMeaning')}
        value={asked.service}
        all={services}
        shown={format.percent}
        onChange={(service) => onChange({ service })}
      />
    </div>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly meaning?: string
  readonly value: number
  readonly all: readonly number[]
  readonly shown: (value: number) => string
  readonly onChange: (value: number) => void
}

function Choice({ label, meaning, value, all, shown, onChange }: ChoiceProps) {
  return (
    <span className="insights-range">
      {meaning === undefined ? label : <Explained by={meaning}>{label}</Explained>}
      <Select
        aria-label={label}
        value={value}
        onChange={onChange}
        options={all.map((each) => ({ value: each, label: shown(each) }))}
        popupMatchSelectWidth={false}
      />
    </span>
  )
}

type ToldProps = ChoicesProps & { readonly demand: Demand }

function Told({ demand, asked, onChange }: ToldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useNameOf()
  const language = useLanguage()
  const sentence = (missing: Demand['missing']) => textOf(missing?.words, language) ?? ''
  const [chosen, setChosen] = useState<string>()
  const series = demand.series.find(({ code }) => code === chosen) ?? demand.series[0]
  return (
    <>
      {series === undefined ? (
        <Nothing title={sentence(demand.missing)} />
      ) : (
        <>
          <div className="insights-choices">
            <Select
              aria-label={t('insights.demand.series')}
              className="insights-product"
              showSearch={{ optionFilterProp: 'label' }}
              value={series.code}
              onChange={setChosen}
              options={demand.series.map((each) => ({ value: each.code, label: nameOf(each) }))}
            />
          </div>
          <Drawn demand={demand} series={series} step={asked.step} />
          <SeriesTable demand={demand} asked={asked} onChoose={setChosen} />
        </>
      )}
      <StaffOfWeek
        staff={demand.staff}
        missing={demand.staff.missing === null ? null : sentence(demand.staff.missing)}
        choice={
          <Choice
            label={t('insights.demand.served')}
            value={asked.ordersAnHour}
            all={served}
            shown={format.number}
            onChange={(ordersAnHour) => onChange({ ordersAnHour })}
          />
        }
      />
    </>
  )
}
