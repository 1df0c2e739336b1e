/** From which tier to which: who stayed stands on the diagonal. */
import type { CSSProperties } from 'react'
import { useFormat } from '../../../ui/format.ts'
import { useNaming } from '../../../ui/programme.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { membersColumn } from '../condition.tsx'
import { type Column, Figure } from '../figure.tsx'
import type { Kpis } from './queries.ts'

type Row = { readonly from: string | null }

export function Tiers({ kpis }: { readonly kpis: Kpis }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const { ladder, order, moves } = kpis.tiers
  if (ladder === null) return null
  const known = new Set(moves.flatMap(({ from, to }) => [from, to]))
  // A tier that the programme has no longer may still be where somebody stood.
  const tiers = [...order, ...[...known].filter((tier) => tier !== null && !order.includes(tier))]
  const people = (from: string | null, to: string | null) =>
    moves.find((one) => one.from === from && one.to === to)?.people ?? 0
  const rows: Row[] = [...tiers, ...(known.has(null) ? [null] : [])].map((from) => ({ from }))
  const name = (tier: string | null) => (tier === null ? t('insights.kpis.notYet') : tierName(ladder, tier))
  const columns: Column<Row>[] = [
    { key: 'from', title: t('insights.kpis.tierFrom'), value: ({ from }) => name(from) },
    ...[...tiers, null].map(
      (to): Column<Row> => ({
        ...{ key: to ?? '', title: to === null ? t('insights.kpis.gone') : name(to) },
        value: ({ from }) => people(from, to),
        shown: ({ from }) => {
          const count = people(from, to)
          const all = moves.filter((one) => one.from === from).reduce((sum, one) => sum + one.people, 0)
          const deep: CSSProperties & { '--deep': string } = {
            '--deep': `${all === 0 || from === to ? 0 : Math.round((100 * count) / all)}%`,
          }
          return (
            <span className="heat-cell" style={deep} {...(from === to ? { 'data-still': true } : {})}>
              {count === 0 ? '–' : format.number(count)}
            </span>
          )
        },
      }),
    ),
    membersColumn(
      ({ from }) => (from === null ? undefined : { field: 'member.tier', is: 'equals', value: from }),
      ({ from }) => t('insights.kpis.onTier', { tier: name(from) }),
    ),
  ]
  const day = (date: string) => format.day(`${date}T12:00:00Z`)
  const { from, to } = kpis.period
  return (
    <div className="heat">
      <Figure<Row>
        title={t('insights.kpis.tiers', { from: day(from), to: format.lastDay(`${to}T00:00:00Z`) })}
        meaning={t('insights.kpis.tiersMeaning')}
        file="tier-moves"
        rows={rows}
        rowKey={({ from: tier }) => tier ?? 'nobody'}
        columns={columns}
      />
    </div>
  )
}
