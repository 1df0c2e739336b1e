/** Who the member is to the shop, as he says it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Done, Troubled } from '../parts/states.tsx'
import { type Me, meQuery } from '../session.ts'

const genders = ['female', 'male', 'other'] as const

export function ProfilePage() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  return (
    <Screen title={t('my.profile.title')} up="/me">
      <Answered of={me}>
        {(known) => (
          <>
            <Editing me={known} />
            <Rows title={t('my.profile.ways')}>
              <LinkRow link={{ to: '/contact', search: { by: 'phone' } }} aside={known.phone ?? t('my.profile.none')}>
                {t('my.access.phone')}
              </LinkRow>
              <LinkRow link={{ to: '/contact', search: { by: 'email' } }} aside={known.email ?? t('my.profile.none')}>
                {t('my.access.email')}
              </LinkRow>
            </Rows>
          </>
        )}
      </Answered>
    </Screen>
  )
}

/** A birthday of which the year is not told has no place in the browser's field for days. */
const WITHOUT_YEAR = /^--(\d\d)-(\d\d)$/

function Editing({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState(me.name ?? '')
  const [birthday, setBirthday] = useState(me.birthday ?? '')
  const [gender, setGender] = useState(me.gender ?? '')
  const [, month, day] = WITHOUT_YEAR.exec(birthday) ?? []
  const saving = useMutation({
    mutationFn: () => {
      const body: Sent<'/v1/my', 'patch'> = {
        name: name.trim() === '' ? null : name.trim(),
        birthday: birthday === '' ? null : birthday,
        gender: genders.find((each) => each === gender) ?? null,
        revision: me.revision,
      }
      return ask(regulars.PATCH('/v1/my', { body }))
    },
    onSuccess: (saved) => queries.setQueryData(meQuery.queryKey, saved),
    // Somebody else changed it meanwhile: what is there now is shown.
    onError: ({ status }) => status === 412 && queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <Field label={t('my.joining.name')} value={name} onChange={setName} autoComplete="name" maxLength={200} />
      <Field
        label={t('my.profile.birthday')}
        hint={month === undefined ? undefined : t('my.profile.withoutYear', { month: Number(month), day: Number(day) })}
        value={month === undefined ? birthday : ''}
        onChange={setBirthday}
        type="date"
        autoComplete="bday"
      />
      <Choice
        label={t('my.profile.gender')}
        value={gender}
        onChange={setGender}
        options={[
          { value: '', text: t('my.profile.genders.none') },
          ...genders.map((each) => ({ value: each, text: t(`my.profile.genders.${each}`) })),
        ]}
      />
      {saving.isSuccess ? <Done>{t('my.state.saved')}</Done> : null}
      {saving.error === null ? null : <Troubled trouble={saving.error} retry={saving.mutate} />}
      <Button block type="submit" color="primary" size="large" loading={saving.isPending}>
        {t('my.state.save')}
      </Button>
    </form>
  )
}
