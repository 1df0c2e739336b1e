/** What a member agreed to, in which version, when and where; noted here when he says so. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing, useSentence } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'

type Consent = Answer<'/v1/members/{memberId}/consents', 'get'>['items'][number]

const keyOf = (memberId: string) => ['member', memberId, 'consents']

export function Consents({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const asked = useQuery({
    queryKey: keyOf(memberId),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/consents', { params: { path: { memberId } } })),
  })
  return (
    <Answered of={asked}>
      {({ items, contact: { perWeek } }) =>
        items.length === 0 ? (
          <Nothing title={t('consents.noTexts')} advice={t('consents.noTextsAdvice')} />
        ) : (
          <>
            <p className="quiet">{t('consents.contact', { perWeek })}</p>
            <ul className="plain consents">
              {items.map((consent) => (
                <Line key={consent.code} consent={consent} memberId={memberId} />
              ))}
            </ul>
          </>
        )
      }
    </Answered>
  )
}

const places = ['till', 'portal', 'console', 'api'] as const

function Line({ consent, memberId }: { readonly consent: Consent; readonly memberId: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const language = useLanguage()
  const format = useFormat()
  const may = useMay()
  const queries = useQueryClient()
  const { code, kind, channel, words, version, givenNow, said, publishedAt } = consent
  const saying = useMutation({
    mutationFn: (given: boolean) =>
      ask(
        regulars.PUT('/v1/members/{memberId}/consents', {
          params: { path: { memberId } },
          body: { said: [{ code, version, given }] },
        }),
      ),
    onSuccess: async (now) => {
      queries.setQueryData(keyOf(memberId), now)
      toast.success(t('consents.recorded'))
      await queries.invalidateQueries({ queryKey: ['member', memberId] })
    },
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const standing = said === null ? 'asked' : givenNow ? 'given' : 'refused'
  const place = places.find((each) => each === said?.source)
  return (
    <li>
      <div>
        <strong>
          {t(`consents.kinds.${kind}`)}
          {channel === null ? '' : ` · ${t(`consents.channels.${channel}`)}`}
        </strong>{' '}
        <Tag color={givenNow ? 'green' : 'default'}>{t(`consents.${standing}`)}</Tag>
        <span className="quiet">{t('consents.versionNumber', { version, day: format.day(publishedAt) })}</span>
      </div>
      <div className="consent-text">{textOf(words, language)}</div>
      <div className="quiet">
        {said === null
          ? null
          : t('consents.said', {
              moment: format.moment(said.at),
              source: place === undefined ? said.source : t(`consents.sources.${place}`),
            })}
      </div>
      {may('members.write') ? (
        <Button size="small" loading={saying.isPending} onClick={() => saying.mutate(!givenNow)}>
          {t(givenNow ? 'consents.withdraw' : 'consents.agree')}
        </Button>
      ) : null}
    </li>
  )
}
