/** Why a movement has its amount. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslation } from '../../ui/translation.ts'
import { whyQuery } from '../asked.ts'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'

export function WhyPage() {
  const { t } = useTranslation()
  const { named } = useSaid()
  const { entryId } = useParams({ from: '/frame/points/$entryId' })
  const why = useQuery(whyQuery(entryId))
  return (
    <Screen title={t('my.why.title')} up="/points">
      <Answered of={why}>
        {({ sentence, trace }) => (
          <>
            <p className="said">{named(sentence)}</p>
            {typeof trace['order'] === 'string' ? (
              <Rows>
                <LinkRow link={{ to: '/orders/$number', params: { number: trace['order'] } }}>
                  {t('my.why.order', { number: trace['order'] })}
                </LinkRow>
              </Rows>
            ) : null}
            <p className="quiet padded">{t('my.why.help')}</p>
          </>
        )}
      </Answered>
    </Screen>
  )
}
