/** What the member agreed to, and how much he wants to hear. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { type FormEvent, useState } from 'react'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { consentsQuery } from '../asked.ts'
import { useFormat } from '../naming.ts'
import { Choice } from '../parts/choice.tsx'
import { ConsentBox } from '../parts/consent.tsx'
import { Field } from '../parts/field.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Done, Nothing, Troubled } from '../parts/states.tsx'
import { isViewing } from '../viewing/token.ts'

type Consents = Answer<'/v1/members/{memberId}/consents', 'get'>
type Consent = Consents['items'][number]

const path = { memberId: 'me' } as const

export function ConsentsPage() {
  const { t } = useTranslation()
  const consents = useQuery(consentsQuery)
  return (
    <Screen title={t('my.consents.title')} up="/me">
      <Answered of={consents}>
        {({ items, contact }) => (
          <>
            {items.length === 0 ? (
              <Nothing title={t('my.consents.nothing')} advice={t('my.consents.nothingAdvice')} />
            ) : (
              <div className="form">
                {items.map((consent) => (
                  <One key={`${consent.code} ${consent.version}`} consent={consent} />
                ))}
              </div>
            )}
            <Contact contact={contact} />
          </>
        )}
      </Answered>
    </Screen>
  )
}

function One({ consent }: { readonly consent: Consent }) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const { code, version, required, givenNow, said } = consent
  const saying = useMutation({
    mutationFn: (given: boolean) =>
      ask(
        regulars.PUT('/v1/members/{memberId}/consents', {
          params: { path },
          body: { said: [{ code, version, given }] },
        }),
      ),
    onSuccess: (now) => queries.setQueryData(consentsQuery.queryKey, now),
  })
  return (
    <div>
      <ConsentBox
        text={{ ...consent, required: false }}
        checked={givenNow}
        wrong={false}
        // Without it there is no membership: who no longer agrees deletes the account.
        disabled={(required && givenNow) || saying.isPending || isViewing()}
        onChange={(given) => saying.mutate(given)}
      />
      <p className="quiet">
        {said === null
          ? t('my.consents.notYet')
          : t(said.given ? 'my.consents.given' : 'my.consents.withdrawn', { moment: format.moment(said.at) })}
        {required && givenNow ? ` ${t('my.consents.needed')}` : ''}
      </p>
      {saying.error === null ? null : <Troubled trouble={saying.error} />}
    </div>
  )
}

const MINUTES = 60
const amounts = [0, 1, 2, 3, 5, 7, 14] as const

function Contact({ contact }: { readonly contact: Consents['contact'] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [perWeek, setPerWeek] = useState(contact.perWeek)
  const [from, setFrom] = useState(clock(contact.quietFrom))
  const [to, setTo] = useState(clock(contact.quietTo))
  const saving = useMutation({
    mutationFn: () =>
      ask(
        regulars.PUT('/v1/members/{memberId}/contact', {
          params: { path },
          body: { perWeek, quietFrom: minutes(from), quietTo: minutes(to) },
        }),
      ),
    onSuccess: (now) => queries.setQueryData(consentsQuery.queryKey, now),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <h2>{t('my.consents.contact')}</h2>
      <fieldset disabled={isViewing()}>
        <Choice
          label={t('my.consents.perWeek')}
          value={String(perWeek)}
          onChange={(value) => setPerWeek(Number(value))}
          options={[...new Set([...amounts, contact.perWeek])]
            .toSorted((a, b) => a - b)
            .map((amount) => ({ value: String(amount), text: t('my.consents.messages', { count: amount }) }))}
        />
        <Field label={t('my.consents.quietFrom')} value={from} onChange={setFrom} type="time" />
        <Field label={t('my.consents.quietTo')} value={to} onChange={setTo} type="time" />
      </fieldset>
      {saving.isSuccess ? <Done>{t('my.state.saved')}</Done> : null}
      {saving.error === null ? null : <Troubled trouble={saving.error} retry={saving.mutate} />}
      {isViewing() ? null : (
        <Button block type="submit" color="primary" loading={saving.isPending}>
          {t('my.state.save')}
        </Button>
      )}
    </form>
  )
}

/** Minutes after midnight as the browser's field for times has them. */
function clock(minute: number | null): string {
  if (minute === null) return ''
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / MINUTES))}:${two(minute % MINUTES)}`
}

function minutes(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(text) ?? []
  return hour === undefined || minute === undefined ? null : Number(hour) * MINUTES + Number(minute)
}
