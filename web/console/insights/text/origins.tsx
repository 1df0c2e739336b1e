/** What the reading was learned from, how often it was right on reviews it had not seen, and under which licence. */
import { Alert } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import type { Said } from './reading.ts'

export function Origins({ said }: { readonly said: Said }) {
  const { t } = useTranslation()
  const format = useFormat()
  const used = said.origins.filter(({ language }) => said.texts.some((text) => text.language === language))
  return used.map(({ language, sources, licence, researchOnly, tested }) => (
    <Alert
      key={language}
      className="insights-text-origin"
      type={researchOnly ? 'warning' : 'info'}
      showIcon
      title={t('insights.text.tested', {
        language: t(`insights.text.languages.${language}`),
        right: format.percent(tested.sure.accuracy),
        sure: format.percent(tested.sure.share),
        texts: format.number(tested.texts),
      })}
      description={t(researchOnly ? 'insights.text.forResearch' : 'insights.text.learnedFrom', {
        sources: format.list(sources),
        licence,
      })}
    />
  ))
}
