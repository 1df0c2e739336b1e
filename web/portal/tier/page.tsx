/** Where the member stands, what keeps it and reaches the next tier with the least effort, and what each tier gives. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { tierHistoryQuery, tiersQuery } from '../asked.ts'
import { useFormat, useNaming } from '../naming.ts'
import { Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Nothing } from '../parts/states.tsx'
import { TierGifts } from './gifts.tsx'
import { MyBenefits } from './mine.tsx'
import { Way } from './way.tsx'

type Standing = Answer<'/v1/members/{memberId}/tiers', 'get'>['ladders'][number]

export function TierPage() {
  const { t } = useTranslation()
  const { ladders } = useNaming()
  const tiers = useQuery(tiersQuery)
  return (
    <Screen title={t('my.tier.title')} up="/">
      <Answered of={tiers} rows={6}>
        {({ ladders: standings }) =>
          standings.length === 0 ? (
            <Nothing title={t('my.tier.nothing')} advice={t('my.tier.nothingAdvice')} />
          ) : (
            <>
              {standings.map((standing) => (
                <Standing key={standing.ladder} standing={standing} />
              ))}
              <MyBenefits />
              {standings.map(({ ladder: of, tier }) => {
                const ladder = ladders.find(({ code }) => code === of)
                return ladder === undefined ? null : <TierGifts key={of} ladder={ladder} current={tier} />
              })}
            </>
          )
        }
      </Answered>
      <History />
    </Screen>
  )
}

function Standing({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName, ladderName } = useNaming()
  const { next, keep, loss, placement, tier, since } = standing
  const name = (code: string) => tierName(standing.ladder, code)
  return (
    <section data-ladder={standing.ladder}>
      <p className="quiet padded-sides">{ladderName(standing.ladder)}</p>
      <p className="figure">{name(tier)}</p>
      <p className="quiet padded-sides">
        {since === null ? null : t('my.tier.since', { day: format.day(since) })}{' '}
        {placement === null || placement.until === null
          ? null
          : t('my.tier.placed', { day: format.lastDay(placement.until) })}
      </p>
      {next === null ? (
        <p className="said">{t('my.tier.top')}</p>
      ) : next.byInvitation ? (
        <p className="said">{t('my.tier.invitation', { tier: name(next.tier) })}</p>
      ) : (
        <Way title={t('my.tier.next', { tier: name(next.tier) })} way={next} />
      )}
      {keep === null || (keep.met && loss === null) ? null : (
        <Way
          title={
            keep.by === null
              ? t('my.tier.keep', { tier: name(keep.tier) })
              : t('my.tier.keepBy', { tier: name(keep.tier), day: format.lastDay(keep.by) })
          }
          way={keep}
        />
      )}
      {loss === null ? null : (
        <p className="note note-ask">{t('my.tier.loss', { day: format.lastDay(loss.at), tier: name(loss.to) })}</p>
      )}
    </section>
  )
}

function History() {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { data } = useQuery(tierHistoryQuery)
  const past = (data?.items ?? []).filter(({ until }) => until !== null)
  if (past.length === 0) return null
  return (
    <Rows title={t('my.tier.history')}>
      {past.map(({ ladder, tier, from, until }) => (
        <Row key={`${ladder} ${from}`} under={`${format.day(from)} – ${until === null ? '' : format.lastDay(until)}`}>
          {tierName(ladder, tier)}
        </Row>
      ))}
    </Rows>
  )
}
