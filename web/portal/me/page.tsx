/** Oneself: where everything is that concerns the person and the account. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd-mobile'
import { useTranslation } from 'react-i18next'
import { regulars, tell } from '../../ui/server.ts'
import { useTongue } from '../language.ts'
import { LinkRow, Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Troubled } from '../parts/states.tsx'
import { forget, meQuery } from '../session.ts'
import { mySessionsQuery } from './sessions.ts'

export function MePage() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  const current = useTongue()
  return (
    <Screen title={t('my.places.me')}>
      <Answered of={me} rows={2}>
        {({ name, number, phone, email }) => (
          <Rows>
            <Row under={t('my.card.number', { number })} aside={phone ?? email ?? ''}>
              <strong>{name ?? t('my.me.unnamed')}</strong>
            </Row>
          </Rows>
        )}
      </Answered>
      <Rows>
        <LinkRow link={{ to: '/language' }} aside={t(`my.languages.${current}`)}>
          {t('my.language.title')}
        </LinkRow>
      </Rows>
      <SignOut />
    </Screen>
  )
}

function SignOut() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leaving = useMutation({
    mutationFn: async () => {
      const { items } = await queries.fetchQuery(mySessionsQuery)
      const here = items.find(({ current }) => current)
      if (here !== undefined)
        await tell(regulars.DELETE('/v1/my/sessions/{sessionId}', { params: { path: { sessionId: here.sessionId } } }))
      await navigate({ to: '/join', replace: true })
      await forget(queries)
    },
  })
  return (
    <div className="padded">
      {leaving.error === null ? null : <Troubled trouble={leaving.error} />}
      <Button block loading={leaving.isPending} onClick={() => leaving.mutate()}>
        {t('my.me.signOut')}
      </Button>
    </div>
  )
}
