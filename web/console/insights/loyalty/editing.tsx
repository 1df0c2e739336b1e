/** Changing what counts for loyalty, and for how much. */
import { type Answer, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { EditNumbers } from '../settingediting.tsx'

type Weights = Answer<'/v1/insights/settings/loyalty-weights', 'get'>['value']

const parts = ['recency', 'frequency', 'value', 'engagement', 'advocacy', 'satisfaction'] as const
const weight = { min: 0, max: 100, step: 5 }

export function EditWeights({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  return (
    <EditNumbers<Weights>
      title={t('insights.loyalty.editTitle')}
      action={t('insights.loyalty.edit')}
      meaning={t('insights.loyalty.editMeaning')}
      saved={t('insights.loyalty.saved')}
      setting="loyalty-weights"
      read={() => regulars.GET('/v1/insights/settings/loyalty-weights')}
      write={(body) => regulars.PUT('/v1/insights/settings/loyalty-weights', { body })}
      fields={[
        ...parts.map((name) => ({ name, label: t(`insights.loyalty.name.${name}`), ...weight })),
        { name: 'withinDays' as const, label: t('insights.loyalty.within'), min: 30, max: 3_650, step: 1 },
      ]}
      close={close}
    />
  )
}
