/** Who the member is to the shop, as he says it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { LinkRow, Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Done, Troubled } from '../parts/states.tsx'
import { type Me, meQuery } from '../session.ts'
import { isViewing } from '../viewing/token.ts'

const genders = ['female', 'male', 'other'] as const

export function ProfilePage() {
  const { t } = useTranslation()
  const me = useQuery(meQuery)
  return (
    <Screen title={t('my.profile.title')} up="/me">
      <Answered of={me}>
        {(known) => (
          <>
            {isViewing() ? <Shown me={known} /> : <Editing me={known} />}
            <Rows title={t('my.profile.ways')}>
              <Way by="phone" value={known.phone} />
              <Way by="email" value={known.email} />
            </Rows>
          </>
        )}
      </Answered>
    </Screen>
  )
}

function Way({ by, value }: { readonly by: 'phone' | 'email'; readonly value: string | null }) {
  const { t } = useTranslation()
  const aside = value ?? t('my.profile.none')
  const name = t(`my.access.${by}`)
  if (isViewing()) return <Row aside={aside}>{name}</Row>
  return (
    <LinkRow link={{ to: '/contact', search: { by } }} aside={aside}>
      {name}
    </LinkRow>
  )
}

/** What stands in the fields, for who may not change it. */
function Shown({ me: { name, birthday, gender } }: { readonly me: Me }) {
  const { t } = useTranslation()
  const said = genders.find((each) => each === gender)
  const none = t('my.profile.none')
  return (
    <Rows>
      <Row aside={name ?? none}>{t('my.joining.name')}</Row>
      <Row aside={birthday ?? none}>{t('my.profile.birthday')}</Row>
      <Row aside={said === undefined ? none : t(`my.profile.genders.${said}`)}>{t('my.profile.gender')}</Row>
    </Rows>
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
