/** The card that is shown at the till. */
import { useQuery } from '@tanstack/react-query'
import { QrCode } from '../../ui/qr.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { statementQuery } from '../asked.ts'
import type { KeptCard } from '../kept.ts'
import { useFormat, useNaming } from '../naming.ts'
import { LinkRow, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Loading } from '../parts/states.tsx'
import { useReached } from '../reach.ts'
import { meQuery, useProgrammeName } from '../session.ts'
import { isViewing } from '../viewing/token.ts'
import { useCard, useRotating } from './card.ts'

export function CardPage() {
  const { t } = useTranslation()
  const programme = useProgrammeName()
  return (
    <Screen title={programme === '' ? t('my.card.title') : programme}>
      {isViewing() ? <Hidden /> : <Card />}
      <Standing />
    </Screen>
  )
}

function Card() {
  const card = useCard()
  return (
    <Answered of={card} rows={8}>
      {({ key, ...rest }) => (key === undefined ? <Unsafe {...rest} /> : <Rotating card={{ ...rest, key }} />)}
    </Answered>
  )
}

/** Staff who see what the member sees could spend with the code. */
function Hidden() {
  const { t } = useTranslation()
  const { data } = useQuery(meQuery)
  return (
    <section className="card" aria-label={t('my.card.title')}>
      <p>{t('my.viewing.code')}</p>
      {data === undefined ? null : <p className="quiet">{t('my.card.number', { number: data.number })}</p>}
    </section>
  )
}

function Rotating({ card }: { readonly card: KeptCard & { readonly key: CryptoKey } }) {
  const { t } = useTranslation()
  const reached = useReached()
  const { code, secondsLeft } = useRotating(card)
  return (
    <section className="card" aria-label={t('my.card.title')}>
      {code === undefined ? <Loading rows={6} /> : <QrCode text={code} label={t('my.card.qr')} />}
      <p className="digits" data-code={code}>
        {code === undefined ? '' : inGroups(code)}
      </p>
      <p className="quiet">{t('my.card.changes', { count: secondsLeft })}</p>
      <p className="quiet">{reached ? t('my.card.show') : t('my.card.offline')}</p>
      <p className="quiet">{t('my.card.number', { number: card.number })}</p>
    </section>
  )
}

/** Over plain http a browser does not sign; the member is known by his number, and spends with a code that is sent to him. */
function Unsafe({ number }: Pick<KeptCard, 'number'>) {
  const { t } = useTranslation()
  return (
    <section className="card">
      <p className="digits">{number}</p>
      <p>{t('my.card.unsafe')}</p>
    </section>
  )
}

/** What the member has and is, on the way to more about it. */
function Standing() {
  const { t } = useTranslation()
  const format = useFormat()
  const { wallets, walletName, ladderName, tierName } = useNaming()
  const { data } = useQuery(statementQuery)
  if (data === undefined) return null
  const spendable = wallets.filter(({ purpose }) => purpose === 'spend')
  return (
    <Rows>
      {spendable.map(({ code }) => (
        <LinkRow
          key={code}
          link={{ to: '/points', search: { wallet: code } }}
          aside={
            <strong data-balance={code}>
              {format.points(data.wallets.find(({ wallet }) => wallet === code)?.available ?? 0, code)}
            </strong>
          }
        >
          {walletName(code)}
        </LinkRow>
      ))}
      {data.ladders.map(({ ladder, tier }) => (
        <LinkRow key={ladder} link={{ to: '/tier' }} aside={<strong>{tierName(ladder, tier)}</strong>}>
          {data.ladders.length === 1 ? t('my.tier.title') : ladderName(ladder)}
        </LinkRow>
      ))}
    </Rows>
  )
}

const GROUP = 3

function inGroups(code: string): string {
  return Array.from({ length: code.length / GROUP }, (_, place) => code.slice(place * GROUP, (place + 1) * GROUP)).join(
    ' ',
  )
}
