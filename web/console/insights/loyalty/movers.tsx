/** Whose index rose or fell most, and by what. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Personal } from '../../../ui/personal.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMember } from '../../member/queries.ts'
import { Figure } from '../figure.tsx'
import type { Mover } from './queries.ts'

type Props = { readonly movers: readonly Mover[]; readonly way: 'up' | 'down'; readonly choice: ReactNode }

export function Movers({ movers, way, choice }: Props) {
  const { t } = useTranslation()
  const because = ({ parts: [first] }: Mover) =>
    first === undefined
      ? ''
      : t('insights.loyalty.byPoints', { part: t(`insights.loyalty.name.${first.part}`), points: signed(first.points) })
  return (
    <Figure<Mover>
      title={t(`insights.loyalty.${way}`)}
      meaning={t('insights.loyalty.moversMeaning')}
      file={`loyalty-${way}`}
      rows={movers}
      rowKey={({ memberId }) => memberId}
      actions={choice}
      columns={[
        {
          ...{ key: 'member', title: t('insights.loyalty.member'), value: ({ memberId }) => memberId },
          shown: ({ memberId }) => <Who memberId={memberId} />,
        },
        { key: 'before', title: t('insights.loyalty.before'), value: ({ before }) => Math.round(before) },
        { key: 'now', title: t('insights.loyalty.now'), value: ({ after }) => Math.round(after) },
        {
          ...{ key: 'moved', title: t('insights.loyalty.moved') },
          value: ({ before, after }) => Math.round(after - before),
          shown: ({ before, after }) => signed(after - before),
        },
        { key: 'because', title: t('insights.loyalty.because'), value: because },
      ]}
    >
      {movers.length === 0 ? <p className="quiet">{t('insights.loyalty.nobody')}</p> : null}
    </Figure>
  )
}

const signed = (points: number) => `${points < 0 ? '−' : '+'}${Math.abs(Math.round(points))}`

/** The report knows ids only; who is asks the member's own page. */
function Who({ memberId }: { readonly memberId: string }) {
  const { data } = useMember(memberId)
  return (
    <Link to="/members/$memberId" params={{ memberId }}>
      {data === undefined ? '…' : <Personal value={data.name ?? data.number} masked={data.masked} />}
    </Link>
  )
}
