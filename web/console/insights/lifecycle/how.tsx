/** The yardsticks by which stages are told: the shop's rhythm and the model of buying, with how sure they are. */
import { Card } from '../../../ui/card.tsx'
import { Explained } from '../../../ui/explained.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useLanguage } from '../../../ui/preferences.ts'
import { textOf } from '../../../ui/texts.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Lifecycle } from './queries.ts'

/** Below this mean chance of leaving after a purchase a model says that nobody leaves: one in a thousand. */
const HARDLY = 0.001

export function How({ lifecycle }: { readonly lifecycle: Lifecycle }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { rhythm } = lifecycle
  const around = (sign: number) =>
    rhythm === null ? '' : format.number(Math.round(rhythm.usualDays * Math.exp(sign * rhythm.spread)))
  return (
    <Card title={<Explained by={t('insights.lifecycle.howMeaning')}>{t('insights.lifecycle.how')}</Explained>}>
      <dl className="insights-facts">
        {rhythm === null ? null : (
          <>
            <dt>
              <Explained by={t('insights.lifecycle.rhythmMeaning')}>{t('insights.lifecycle.rhythm')}</Explained>
            </dt>
            <dd>
              {t('insights.lifecycle.days', { count: Math.round(rhythm.usualDays) })}{' '}
              <span className="quiet">{t('insights.lifecycle.rhythmOf', { count: rhythm.gaps })}</span>
            </dd>
            <dt>
              <Explained by={t('insights.lifecycle.twoMeaning')}>{t('insights.lifecycle.two')}</Explained>
            </dt>
            <dd>{t('insights.lifecycle.range', { from: around(-1), to: around(1) })}</dd>
          </>
        )}
        <dt>
          <Explained by={t('insights.lifecycle.modelMeaning')}>{t('insights.lifecycle.model')}</Explained>
        </dt>
        <dd>
          <Fitted lifecycle={lifecycle} />
        </dd>
      </dl>
    </Card>
  )
}

function Fitted({ lifecycle: { model, withoutModel } }: { readonly lifecycle: Lifecycle }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (model === null)
    return (
      <>
        {t('insights.lifecycle.modelMissing')}{' '}
        <span className="quiet">{withoutModel === null ? '' : textOf(withoutModel.words, language)}</span>
      </>
    )
  const { r, alpha, a, b } = model
  if (a / (a + b) < HARDLY) return t('insights.lifecycle.modelStays')
  const short = (value: number) => value.toPrecision(3)
  return t('insights.lifecycle.modelFitted', { r: short(r), alpha: short(alpha), a: short(a), b: short(b) })
}
