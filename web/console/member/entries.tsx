/** A wallet's movements, newest first, each with its reason in words. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { Older } from '../../ui/older.tsx'
import { numbered, paged } from '../../ui/paging.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { useNaming } from '../../ui/programme.ts'
import { regulars } from '../../ui/server.ts'
import { Nothing } from '../../ui/states.tsx'
import { useSaid } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { WalletSwitch } from './expiries.tsx'
import { type Entry, key } from './queries.ts'
import { WhyButton } from './why.tsx'

const PAGE_SIZE = 20

function useEntries(memberId: string, wallet: string) {
  const language = useLanguage()
  return useInfiniteQuery(
    // Sentences come in a language.
    {
      ...paged(key(memberId, 'entries', wallet, language), (from) =>
        regulars.GET('/v1/members/{memberId}/entries', {
          params: {
            path: { memberId },
            query: { wallet, limit: PAGE_SIZE, ...numbered(from) },
          },
        }),
      ),
      enabled: wallet !== '',
    },
  )
}

export function Entries({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const { wallets } = useNaming()
  const [chosen, setChosen] = useState<string>()
  const wallet = chosen ?? wallets[0]?.code ?? ''
  const found = useEntries(memberId, wallet)
  return (
    <>
      <WalletSwitch wallets={wallets.map(({ code }) => code)} wallet={wallet} onChange={setChosen} />
      <Older of={found} empty={<Nothing title={t('entries.none')} advice={t('entries.noneAdvice')} />}>
        {(entries) => <EntryTable entries={entries} memberId={memberId} />}
      </Older>
    </>
  )
}

type TableProps = { readonly entries: readonly Entry[]; readonly memberId: string }

export function EntryTable({ entries, memberId }: TableProps) {
  const { t } = useTranslation()
  const { answered } = useSaid()
  const format = useFormat()
  const columns: TableColumnsType<Entry> = [
    {
      title: t('entries.when'),
      key: 'when',
      width: 118,
      className: 'figures',
      render: (_, { at }) => <When at={at} />,
    },
    {
      title: t('entries.what'),
      key: 'what',
      render: (_, { kind, sentence }) => (
        <>
          <div>{t(`kinds.${kind}`)}</div>
          <div className="quiet">{answered(sentence)}</div>
        </>
      ),
    },
    {
      title: t('entries.change'),
      key: 'change',
      align: 'right',
      width: 112,
      className: 'figures',
      render: (_, { direction, amount, wallet }) => (
        <span className={direction === 'in' ? 'good' : 'bad'}>
          {format.change(direction === 'in' ? amount : -amount, wallet)}
        </span>
      ),
    },
    {
      title: t('entries.balance'),
      key: 'balance',
      align: 'right',
      width: 84,
      className: 'figures',
      render: (_, { balance }) => format.number(balance),
    },
    { key: 'why', width: 44, render: (_, { entryId }) => <WhyButton memberId={memberId} entryId={entryId} /> },
  ]
  return <Table<Entry> size="small" rowKey="entryId" columns={columns} dataSource={[...entries]} pagination={false} />
}
