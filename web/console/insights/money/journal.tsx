/** One month's journal as accountants post it, and the schedule it rests on. */
import { Select } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { useNaming } from '../../../ui/programme.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Column, Figure } from '../figure.tsx'
import { Reported } from '../reports.tsx'
import { type Journal, useJournal, within } from './queries.ts'
import { inUnits } from './units.ts'

export function JournalFigures() {
  const [month, setMonth] = useState<string | null>(null)
  const asked = useJournal(month)
  return (
    <Reported of={asked} missing={({ missing }) => missing}>
      {(journal) => (
        <>
          <Postings journal={journal} choose={setMonth} />
          <Pools journal={journal} />
        </>
      )}
    </Reported>
  )
}

type Line = Journal['lines'][number]
/** One side of a line. */
type Posting = {
  readonly voucher: string
  readonly side: 'debit' | 'credit'
  readonly line: Line
}

function postingsOf({ lines, month }: Journal): Posting[] {
  const series = month?.replace('-', '')
  return lines.flatMap((line, index) => {
    const voucher = `${series}-P${String(index + 1).padStart(2, '0')}`
    return (['debit', 'credit'] as const).map((side) => ({ voucher, side, line }))
  })
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

type PostingsProps = { readonly journal: Journal; readonly choose: (month: string) => void }

function Postings({ journal, choose }: PostingsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { months, month, closed, lines, currency } = journal
  const monthName = (each: string) => format.month(within(each))
  const sum = format.money(
    lines.reduce((all, { minor }) => all + minor, 0),
    currency ?? '',
  )
  return (
    <Figure<Posting>
      title={t('insights.money.journal')}
      meaning={t('insights.money.journalMeaning')}
      file={`points-journal-${month}`}
      rows={postingsOf(journal)}
      rowKey={({ voucher, side }) => `${voucher} ${side}`}
      columns={usePostingColumns(journal)}
      actions={
        <Select
          size="small"
          aria-label={t('insights.money.month')}
          value={month ?? ''}
          onChange={choose}
          options={months.toReversed().map((each) => ({ value: each, label: monthName(each) }))}
          popupMatchSelectWidth={false}
        />
      }
    >
      <p className="quiet">
        {lines.length === 0 ? t('insights.money.nothing') : t('insights.money.sums', { debit: sum, credit: sum })}{' '}
        {t(closed ? 'insights.money.closed' : 'insights.money.openMonth')}
      </p>
    </Figure>
  )
}

function usePostingColumns({ accounts, currency, month }: Journal): Column<Posting>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletName } = useNaming()
  const nameOf = (ledger: Line['debit']) => accounts[ledger].name || t(`insights.money.accounts.${ledger}`)
  const amount = (of: 'debit' | 'credit'): Column<Posting> => ({
    ...{ key: of, title: t(`insights.money.${of}`) },
    value: ({ side, line }) => (side === of ? inUnits(line.minor, currency ?? '') : null),
    shown: ({ side, line }) => (side === of ? format.money(line.minor, currency ?? '') : ''),
  })
  return [
    { key: 'date', title: t('insights.money.date'), value: () => lastDayOf(month ?? '') },
    { key: 'voucher', title: t('insights.money.voucher'), value: ({ voucher }) => voucher },
    { key: 'wallet', title: t('insights.money.wallet'), value: ({ line }) => walletName(line.wallet) },
    { key: 'text', title: t('insights.money.text'), value: ({ line }) => t(`insights.money.kinds.${line.kind}`) },
    { key: 'number', title: t('insights.money.number'), value: ({ side, line }) => accounts[line[side]].number },
    { key: 'account', title: t('insights.money.account'), value: ({ side, line }) => nameOf(line[side]) },
    amount('debit'),
    amount('credit'),
    {
      ...{ key: 'points', title: t('insights.money.points'), value: ({ line }) => line.points },
      shown: ({ line }) => format.number(line.points),
    },
    {
      ...{ key: 'paragraph', title: t('insights.money.paragraph') },
      value: ({ line }) => line.paragraph || t('insights.money.policy'),
    },
  ]
}

type Pool = Journal['pools'][number]

function Pools({ journal }: { readonly journal: Journal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { walletName } = useNaming()
  const { currency, month } = journal
  const count = (key: string, title: string, of: (pool: Pool) => number): Column<Pool> => ({
    ...{ key, title, value: of },
    shown: (pool) => format.number(of(pool)),
  })
  const amount = (key: string, title: string, of: (pool: Pool) => number): Column<Pool> => ({
    ...{ key, title, value: (pool) => inUnits(of(pool), currency ?? '') },
    shown: (pool) => format.money(of(pool), currency ?? ''),
  })
  return (
    <Figure<Pool>
      title={t('insights.money.pools')}
      meaning={t('insights.money.poolsMeaning')}
      file={`points-schedule-${month}`}
      rows={journal.pools}
      rowKey={({ wallet, earned }) => `${wallet} ${earned}`}
      columns={[
        { key: 'wallet', title: t('insights.money.wallet'), value: ({ wallet }) => walletName(wallet) },
        {
          ...{ key: 'earned', title: t('insights.money.earned'), value: ({ earned }) => earned },
          shown: ({ earned }) => format.month(within(earned)),
        },
        count('points', t('insights.money.kept'), ({ points }) => points),
        count('redeemed', t('insights.money.redeemed'), ({ redeemed }) => redeemed),
        count('expected', t('insights.money.inAll'), ({ expected }) => expected),
        amount('deferred', t('insights.money.deferred'), ({ deferredMinor }) => deferredMinor),
        amount('recognised', t('insights.money.recognised'), ({ recognisedMinor }) => recognisedMinor),
        amount('owed', t('insights.money.owed'), ({ liabilityMinor }) => liabilityMinor),
      ]}
    />
  )
}
