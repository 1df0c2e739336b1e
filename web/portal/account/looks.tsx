/** When staff saw the member's pages as he sees them, and why. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../ui/translation.ts'
import { looksQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Nothing } from '../parts/states.tsx'

export function LooksPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const looks = useQuery(looksQuery)
  return (
    <Screen title={t('my.looks.title')} up="/me">
      <p className="padded">{t('my.looks.introduction')}</p>
      <Answered of={looks}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('my.looks.nothing')} advice={t('my.looks.nothingAdvice')} />
          ) : (
            <Rows>
              {items.map(({ viewingId, at, until, reason }) => (
                <Row key={viewingId} under={t('my.looks.span', { from: format.moment(at), to: format.moment(until) })}>
                  {t(`my.looks.reasons.${reason}`)}
                </Row>
              ))}
            </Rows>
          )
        }
      </Answered>
    </Screen>
  )
}
