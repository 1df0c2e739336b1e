/** What the member has, until when, and how it came. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { Answer } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'
import { entriesQuery, statementQuery } from '../asked.ts'
import { useFormat, useNaming } from '../naming.ts'
import { More } from '../parts/more.tsx'
import { LinkRow, Row, Rows } from '../parts/rows.tsx'
import { Screen } from '../parts/screen.tsx'
import { Answered, Loading, Nothing } from '../parts/states.tsx'
import { useSaid } from '../speaking.ts'
import { isViewing } from '../viewing/token.ts'

type Statement = Answer<'/v1/members/{memberId}/statement', 'get'>

export function PointsPage() {
  const { t } = useTranslation()
  const { wallet: wanted } = useSearch({ from: '/frame/points' })
  const { wallets, walletName, transfers } = useNaming()
  const statement = useQuery(statementQuery)
  const wallet = wallets.find(({ code }) => code === wanted)?.code ?? wallets[0]?.code
  const giving = transfers.some((each) => each.wallet === wallet)
  return (
    <Screen title={t('my.points.title')}>
      {wallets.length < 2 ? null : (
        <nav className="wallets" aria-label={t('my.points.wallets')}>
          {wallets.map(({ code }) => (
            <Link
              key={code}
              to="/points"
              search={{ wallet: code }}
              replace
              aria-current={code === wallet ? 'page' : false}
            >
              {walletName(code)}
            </Link>
          ))}
        </nav>
      )}
      <Answered of={statement}>
        {(known) => (wallet === undefined ? <Loading /> : <Wallet statement={known} wallet={wallet} />)}
      </Answered>
      <Rows>
        {giving && !isViewing() ? (
          <LinkRow link={{ to: '/give', search: { wallet } }}>{t('my.give.title')}</LinkRow>
        ) : null}
        {isViewing() ? null : <LinkRow link={{ to: '/claim' }}>{t('my.claim.title')}</LinkRow>}
      </Rows>
      {wallet === undefined ? null : <Entries wallet={wallet} />}
    </Screen>
  )
}

function Wallet({ statement, wallet }: { readonly statement: Statement; readonly wallet: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const found = statement.wallets.find((each) => each.wallet === wallet)
  const { available = 0, pending = 0, held = 0, owed = 0 } = found ?? {}
  const expiries = statement.expiries.filter((each) => each.wallet === wallet)
  const aside = (amount: number) => format.points(amount, wallet)
  return (
    <>
      <p className="figure" data-wallet={wallet}>
        {format.points(available, wallet)}
      </p>
      <Rows>
        {pending === 0 ? null : (
          <Row under={t('my.points.pendingMeaning')} aside={aside(pending)}>
            {t('my.points.pending')}
          </Row>
        )}
        {held === 0 ? null : (
          <Row under={t('my.points.heldMeaning')} aside={aside(held)}>
            {t('my.points.held')}
          </Row>
        )}
        {owed === 0 ? null : (
          <Row under={t('my.points.owedMeaning')} aside={aside(owed)}>
            {t('my.points.owed')}
          </Row>
        )}
      </Rows>
      {available + pending === 0 ? null : (
        <Rows title={t('my.points.expiries')}>
          {expiries.map(({ at, amount }) => (
            <Row key={at} aside={aside(amount)}>
              {t('my.points.until', { day: format.lastDay(at) })}
            </Row>
          ))}
          {expiries.length === 0 ? <Row>{t('my.points.never')}</Row> : null}
        </Rows>
      )}
    </>
  )
}

function Entries({ wallet }: { readonly wallet: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { answered } = useSaid()
  const entries = useInfiniteQuery(entriesQuery(wallet))
  return (
    <More of={entries} empty={<Nothing title={t('my.points.nothing')} advice={t('my.points.nothingAdvice')} />}>
      {(items) => (
        <Rows title={t('my.points.entries')}>
          {items.map(({ entryId, sentence, at, amount, direction }) => (
            <LinkRow
              key={entryId}
              link={{ to: '/points/$entryId', params: { entryId } }}
              under={format.moment(at)}
              aside={
                <span className={direction === 'in' ? 'in' : 'out'}>
                  {format.change(direction === 'in' ? amount : -amount, wallet)}
                </span>
              }
            >
              {answered(sentence)}
            </LinkRow>
          ))}
        </Rows>
      )}
    </More>
  )
}
