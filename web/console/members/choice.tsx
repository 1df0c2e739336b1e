/** Choosing one member by name, phone or number, as one types. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { ask, regulars } from '../../ui/server.ts'
import { useTranslation } from '../../ui/translation.ts'

const SHOWN = 10
const PAUSE_MILLISECONDS = 180

type Props = {
  readonly id?: string
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (memberId: string | undefined) => void
  /** Is not offered: nobody gives to himself. */
  readonly except?: string
  readonly className?: string
}

export function MemberChoice({ id, label, value, onChange, except, className = 'wide' }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const asked = useSettled(typed)
  const found = useQuery({
    queryKey: ['members', 'choice', asked],
    queryFn: () => ask(regulars.GET('/v1/members', { params: { query: { q: asked, limit: SHOWN } } })),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const chosen = useQuery({
    queryKey: ['members', 'choice', 'name', value ?? ''],
    queryFn: () => ask(regulars.GET('/v1/members', { params: { query: { q: value ?? '', limit: 1 } } })),
    enabled: value !== undefined,
  })
  const lines = [...(asked === '' ? [] : (found.data?.items ?? [])), ...(chosen.data?.items ?? [])]
  const options = lines
    .filter(
      ({ memberId }, place) => memberId !== except && lines.findIndex((each) => each.memberId === memberId) === place,
    )
    .map(({ memberId, name, number, phone }) => ({
      value: memberId,
      label: [name, phone, number].filter((part) => part !== null).join(' · '),
    }))
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      notFoundContent={
        asked === '' ? t('members.typeToFind') : found.isFetching ? t('state.loading') : t('members.notFound')
      }
      value={value ?? null}
      options={options}
      onChange={(memberId: string | undefined) => onChange(memberId)}
      className={className}
    />
  )
}

function useSettled(typed: string): string {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim()), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}
