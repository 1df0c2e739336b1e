/** The member who buys, and one of his orders to begin with. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../../../ui/format.ts'
import { useRested } from '../../../../ui/rested.ts'
import { type Answer, ask, regulars } from '../../../../ui/server.ts'
import { useTranslation } from '../../../../ui/translation.ts'
import { useMay } from '../../../session.ts'
import { type Basket, lineOf } from './basket.ts'

const PAUSE_MILLISECONDS = 200
const SHOWN_AT_MOST = 10

type Found = Answer<'/v1/members', 'get'>['items'][number]

type MemberProps = {
  readonly memberId: string | undefined
  readonly onChange: (memberId: string | undefined) => void
}

export function MemberChoice({ memberId, onChange }: MemberProps) {
  const { t } = useTranslation()
  const may = useMay()
  const [typed, setTyped] = useState('')
  const q = useRested(typed.trim(), PAUSE_MILLISECONDS)
  const found = useQuery({
    queryKey: ['trying', 'members', q],
    queryFn: () =>
      ask(regulars.GET('/v1/members', { params: { query: { limit: SHOWN_AT_MOST, ...(q === '' ? {} : { q }) } } })),
    enabled: may('members.read'),
  })
  const chosen = useQuery({
    queryKey: ['member', memberId],
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}', { params: { path: { memberId: memberId ?? '' } } })),
    enabled: memberId !== undefined && may('members.read'),
  })
  const items = (found.data?.items ?? []).map(({ memberId: value, ...member }) => ({ value, label: named(member) }))
  const own = chosen.data === undefined ? [] : [{ value: chosen.data.memberId, label: named(chosen.data) }]
  return (
    <Select
      aria-label={t('trying.member')}
      className="wide"
      allowClear
      showSearch={{ onSearch: setTyped, filterOption: false }}
      placeholder={t('trying.guest')}
      value={memberId ?? null}
      loading={found.isFetching}
      options={[...items, ...own.filter(({ value }) => items.every((item) => item.value !== value))]}
      onChange={(value: string | undefined) => onChange(value)}
    />
  )
}

const named = ({ name, number, phone }: Pick<Found, 'name' | 'number' | 'phone'>) =>
  [name, phone, number].filter((each) => each !== null).join(' · ')

type OrderProps = { readonly memberId: string; readonly onChange: (taken: Partial<Basket>) => void }

/** Takes the lines of an order, before offers. */
export function OrderChoice({ memberId, onChange }: OrderProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const orders = useQuery({
    queryKey: ['trying', 'orders', memberId],
    queryFn: () =>
      ask(
        regulars.GET('/v1/members/{memberId}/orders', {
          params: { path: { memberId }, query: { limit: SHOWN_AT_MOST } },
        }),
      ),
  })
  const take = async (number: string) => {
    const { currency, channel, store, lines } = await queries.fetchQuery({
      queryKey: ['order', number],
      queryFn: () => ask(regulars.GET('/v1/orders/{number}', { params: { path: { number } } })),
    })
    onChange({ currency, channel, store: store ?? undefined, lines: lines.map(lineOf) })
  }
  const items = orders.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Select
      aria-label={t('trying.fromOrder')}
      className="wide"
      placeholder={t('trying.fromOrder')}
      value={null}
      options={items.map(({ number, placedAt, netMinor, currency }) => ({
        value: number,
        label: `${number} · ${format.day(placedAt)} · ${format.money(netMinor, currency)}`,
      }))}
      onChange={(number: string | null) => void (number !== null && take(number))}
    />
  )
}
