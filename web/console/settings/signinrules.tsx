/** What is demanded of everybody's sign-in. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery } from '../session.ts'

const KEY = ['sign-in-rules'] as const

export function SignInRules() {
  const { t } = useTranslation()
  const rules = useQuery({ queryKey: KEY, queryFn: () => ask(regulars.GET('/v1/sign-in-rules')) })
  return (
    <div className="settings">
      <Card title={t('signInRules.secondFactor')}>
        <p className="quiet first">{t('signInRules.meaning')}</p>
        <Answered of={rules} rows={3}>
          {({ secondFactorRoles }) => <Roles key={secondFactorRoles.join(' ')} demanded={secondFactorRoles} />}
        </Answered>
      </Card>
    </div>
  )
}

function Roles({ demanded }: { readonly demanded: readonly string[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(demanded)
  const roles = useQuery({ queryKey: ['roles'], queryFn: () => ask(regulars.GET('/v1/roles')) })
  const me = useQuery(meQuery)
  const saving = useMutation({
    mutationFn: () => ask(regulars.PUT('/v1/sign-in-rules', { body: { secondFactorRoles: [...chosen] } })),
    onSuccess: async (saved) => {
      queries.setQueryData(KEY, saved)
      toast.success(t('signInRules.saved'))
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
    },
  })
  const mine = me.data?.role ?? undefined
  const same = [...chosen].sort().join() === [...demanded].sort().join()
  return (
    <Answered of={roles} rows={3}>
      {(known) => (
        <>
          <Checkbox.Group
            className="rights"
            value={[...chosen]}
            options={known.roles.map(({ role, words }) => ({ value: role, label: textOf(words, language) }))}
            onChange={setChosen}
          />
          {mine !== undefined && chosen.includes(mine) && !demanded.includes(mine) ? (
            <Alert type="info" showIcon className="after" title={t('signInRules.yours')} />
          ) : null}
          {saving.error === null ? null : <Troubled trouble={saving.error} />}
          <Button
            type="primary"
            className="after"
            disabled={same}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {t('dialog.save')}
          </Button>
        </>
      )}
    </Answered>
  )
}
