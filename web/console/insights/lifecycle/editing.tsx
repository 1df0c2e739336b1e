/** Changing where one stage ends and the next begins. */
import { type Answer, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { EditNumbers } from '../settingediting.tsx'

type Thresholds = Answer<'/v1/insights/settings/lifecycle-thresholds', 'get'>['value']

const days = (min = 1) => ({ min, max: 3_650, step: 1 })
const times = { min: 1, max: 1_000, step: 1 }
const share = { min: 0.5, max: 0.999, step: 0.01 }
const chance = { min: 0.01, max: 0.99, step: 0.05 }

/** In the order of life. */
const fields = [
  { name: 'newDays', ...days() },
  { name: 'habitPurchases', min: 2, max: 20, step: 1 },
  ...[
    { name: 'loyalPurchases' as const, ...times },
    { name: 'loyalKept' as const, ...times },
  ],
  ...[
    { name: 'loyalDays' as const, ...days() },
    { name: 'loyalTenureDays' as const, ...days(0) },
  ],
  ...[
    { name: 'leastQuietDays' as const, ...days(0) },
    { name: 'riskShare' as const, ...share },
  ],
  ...[
    { name: 'riskAlive' as const, ...chance },
    { name: 'leastLapsedDays' as const, ...days(0) },
  ],
  ...[
    { name: 'lapsedShare' as const, ...share },
    { name: 'lapsedAlive' as const, ...chance },
  ],
  { name: 'wonBackDays', ...days() },
] as const

export function EditThresholds({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  return (
    <EditNumbers<Thresholds>
      title={t('insights.lifecycle.editTitle')}
      action={t('insights.lifecycle.edit')}
      meaning={t('insights.lifecycle.editMeaning')}
      saved={t('insights.lifecycle.saved')}
      setting="lifecycle-thresholds"
      read={() => regulars.GET('/v1/insights/settings/lifecycle-thresholds')}
      write={(body) => regulars.PUT('/v1/insights/settings/lifecycle-thresholds', { body })}
      fields={fields.map((one) => ({ ...one, label: t(`insights.lifecycle.thresholds.${one.name}`) }))}
      close={close}
    />
  )
}
