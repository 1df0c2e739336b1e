/** The language of the portal and of what is sent to the member. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Radio } from 'antd-mobile'
import { languages } from '../../ui/preferences.ts'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { tongueNamed, useTongue } from '../language.ts'
import { Screen } from '../parts/screen.tsx'
import { Troubled } from '../parts/states.tsx'
import { meQuery } from '../session.ts'
import { speak } from '../speaking.ts'

export function LanguagePage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const current = useTongue()
  const changing = useMutation({
    mutationFn: async (value: string | number) => {
      const wanted = tongueNamed(String(value)) ?? current
      const me = await ask(regulars.PATCH('/v1/my', { body: { locale: wanted } }))
      await speak(wanted)
      queries.setQueryData(meQuery.queryKey, me)
    },
    // What the server says in words is asked for again.
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <Screen title={t('my.language.title')} up="/me">
      <p className="padded">{t('my.language.introduction')}</p>
      <Radio.Group value={current} onChange={(value) => changing.mutate(value)}>
        <ul className="rows">
          {languages.map((each) => (
            <li key={each} className="row" lang={each}>
              <Radio value={each} block disabled={changing.isPending}>
                {t(`my.languages.${each}`)}
              </Radio>
            </li>
          ))}
        </ul>
      </Radio.Group>
      {changing.error === null ? null : <Troubled trouble={changing.error} />}
    </Screen>
  )
}
