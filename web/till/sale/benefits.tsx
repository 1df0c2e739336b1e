/** What the member's tiers give him: services to offer, and what is used with a tap and taken back with another. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { useRef, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useKeyed } from '../../ui/keyed.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, newKey } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import type { Known } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { useMay } from '../session.ts'
import { isThere } from './confirming.ts'
import { PresenceDialog } from './presence.tsx'
import type { Selling } from './selling.ts'

type Benefits = Answer<'/v1/members/{memberId}/benefits', 'get'>
type Held = Benefits['items'][number]
type Counted = Held & { readonly quota: NonNullable<Held['quota']> }

type Props = { readonly member: Known; readonly device: Device; readonly selling: Selling }

/** A use of longer ago is no slip of the finger: it is taken back where reasons are given. */
const UNDONE_WITHIN = 30 * 60_000
const LOOKED_AT = 20

const keyOf = (memberId: string) => ['buyer', memberId, 'benefits'] as const

export function BenefitsPanel({ member, device, selling }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const away = useAway()
  const { memberId } = member
  const { data } = useQuery({
    queryKey: keyOf(memberId),
    queryFn: () => ask(server.GET('/v1/members/{memberId}/benefits', { params: { path: { memberId } } })),
    enabled: !away,
  })
  // A gift comes by itself: there is nothing to do about it at a till.
  const items = away ? [] : (data?.items ?? []).filter(({ kind }) => kind !== 'gift')
  if (items.length === 0) return null
  return (
    <div className="till-panel" data-benefits>
      <div className="till-panel-head">
        <strong>{t('till.benefits.title')}</strong>
        <span>
          {items.map(({ benefit, name, kind }) =>
            kind === 'service' ? (
              <Tag key={benefit} color="green">
                {textOf(name, language)}
              </Tag>
            ) : null,
          )}
        </span>
      </div>
      {items.map((benefit) =>
        benefit.quota === null ? null : (
          <CountedBenefit
            key={benefit.benefit}
            held={{ ...benefit, quota: benefit.quota }}
            member={member}
            device={device}
            selling={selling}
          />
        ),
      )}
    </div>
  )
}

function useUsing({ member: { memberId }, device, selling }: Props, benefit: string) {
  const queries = useQueryClient()
  // One key until it was done: the same tap sent again after a broken connection is one use.
  const key = useRef(newKey())
  const { sale, change } = selling
  return useMutation({
    mutationFn: async (shown?: string) => {
      // A code that was read already counts for what is used first; what is spent later asks for another.
      const presenceId = shown ?? (isThere(sale) ? sale.presence?.presenceId : undefined)
      const body = {
        uses: 1,
        device: device.tillId,
        ...(device.store === null ? {} : { store: device.store }),
        ...(presenceId === undefined ? {} : { presenceId }),
      }
      const params = { path: { memberId, benefit }, header: { 'idempotency-key': key.current } }
      const used = await ask(server.POST('/v1/members/{memberId}/benefits/{benefit}/uses', { params, body }))
      key.current = newKey()
      if (presenceId !== undefined && presenceId === sale.presence?.presenceId)
        change({ kind: 'presence', presence: null })
      return used
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(memberId) }),
  })
}

function CountedBenefit({ held, ...props }: Props & { readonly held: Counted }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const format = useFormat()
  const may = useMay()
  const [proving, setProving] = useState(false)
  const { benefit, name, quota } = held
  const using = useUsing(props, benefit)
  const needed = using.error?.code === 'presence.needed'
  return (
    <>
      <div className="till-benefit">
        <span className="till-grow">
          <span>{textOf(name, language)}</span>{' '}
          <span className="quiet figures">
            {t('till.benefits.left', { left: format.number(quota.left), uses: format.number(quota.uses) })}
          </span>
        </span>
        {may('benefits.use') ? (
          <>
            <Undo {...props} benefit={benefit} />
            <Button
              disabled={quota.left === 0}
              loading={using.isPending}
              aria-label={t('till.benefits.useNamed', { name: textOf(name, language) })}
              onClick={() =>
                using.mutate(undefined, { onError: ({ code }) => code === 'presence.needed' && setProving(true) })
              }
            >
              {t('till.benefits.use')}
            </Button>
          </>
        ) : null}
      </div>
      {using.error === null || needed ? null : <Troubled trouble={using.error} />}
      {proving ? (
        <PresenceDialog
          buyer={props.member}
          close={() => setProving(false)}
          done={(shown) => {
            setProving(false)
            if (shown.kind === 'presence') using.mutate(shown.presence.presenceId)
          }}
        />
      ) : null}
    </>
  )
}

/** The last use at this till, while it is fresh. */
function Undo({ member: { memberId }, device, benefit }: Props & { readonly benefit: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const keyed = useKeyed()
  const { data } = useQuery({
    queryKey: [...keyOf(memberId), 'uses'],
    queryFn: () =>
      ask(
        server.GET('/v1/members/{memberId}/benefits/uses', {
          params: { path: { memberId }, query: { limit: LOOKED_AT } },
        }),
      ),
  })
  const last = data?.items.find((use) => use.benefit === benefit && use.device === device.tillId && use.undone === null)
  const undoing = useMutation({
    mutationFn: (useId: string) => {
      const params = { path: { memberId, benefit, useId }, header: { 'idempotency-key': keyed(useId) } }
      const body = { reason: t('till.benefits.undoReason') }
      return ask(server.POST('/v1/members/{memberId}/benefits/{benefit}/uses/{useId}/undo', { params, body }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(memberId) }),
  })
  if (last === undefined || Date.parse(last.usedAt) + UNDONE_WITHIN < Date.now()) return null
  return (
    <>
      <Button type="text" loading={undoing.isPending} onClick={() => undoing.mutate(last.useId)}>
        {t('till.benefits.undo')}
      </Button>
      {undoing.error === null ? null : <Troubled trouble={undoing.error} />}
    </>
  )
}
