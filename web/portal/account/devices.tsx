/** Where the member is signed in, and how to end it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { regulars, tell } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { mySessionsQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Troubled } from '../parts/states.tsx'
import { isViewing } from '../viewing/token.ts'
import { useLeaving } from './leaving.ts'

export function DevicesPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const devices = useQuery(mySessionsQuery)
  const ending = useMutation({
    mutationFn: (sessionId: string) =>
      tell(regulars.DELETE('/v1/my/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: mySessionsQuery.queryKey }),
  })
  const leaving = useLeaving(() => tell(regulars.DELETE('/v1/my/sessions')))
  return (
    <Screen title={t('my.devices.title')} up="/me">
      <Answered of={devices}>
        {({ items }) => (
          <Rows>
            {items.map(({ sessionId, device, current, seenAt }) => (
              <Row
                key={sessionId}
                under={current ? t('my.devices.here') : t('my.devices.seen', { moment: format.moment(seenAt) })}
                aside={
                  current || isViewing() ? undefined : (
                    <Button
                      size="small"
                      loading={ending.isPending && ending.variables === sessionId}
                      onClick={() => ending.mutate(sessionId)}
                    >
                      {t('my.devices.signOut')}
                    </Button>
                  )
                }
              >
                {device}
              </Row>
            ))}
          </Rows>
        )}
      </Answered>
      {ending.error === null ? null : <Troubled trouble={ending.error} />}
      {leaving.error === null ? null : <Troubled trouble={leaving.error} />}
      {isViewing() ? null : (
        <div className="padded">
          <p className="quiet">{t('my.devices.everywhereMeaning')}</p>
          <Button block loading={leaving.isPending} onClick={() => leaving.mutate()}>
            {t('my.devices.everywhere')}
          </Button>
        </div>
      )}
    </Screen>
  )
}
