import { Link } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { LongTable } from '../../ui/longtable.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { When } from '../../ui/when.tsx'
import { Difference } from './difference.tsx'
import type { AuditRow } from './queries.ts'
import { useAuditWords } from './words.ts'

export function AuditTable({ rows, dimmed }: { readonly rows: readonly AuditRow[]; readonly dimmed: boolean }) {
  const { t } = useTranslation()
  const { did } = useAuditWords()
  const columns: TableColumnsType<AuditRow> = [
    {
      title: t('audit.when'),
      key: 'when',
      width: 112,
      className: 'figures',
      render: (_, { at }) => <When at={at} />,
    },
    { title: t('audit.who'), key: 'who', width: 120, render: (_, row) => <Who of={row} /> },
    {
      title: t('audit.what'),
      key: 'what',
      width: 180,
      render: (_, row) => (
        <>
          <div>{did(row.operation)}</div>
          <Thing of={row} />
        </>
      ),
    },
    { title: t('audit.difference'), key: 'difference', width: 225, render: (_, row) => <Difference of={row} /> },
  ]
  return <LongTable<AuditRow> rowKey="auditId" columns={columns} rows={rows} dimmed={dimmed} />
}

function Who({ of: { actor, address } }: { readonly of: AuditRow }) {
  const words = useAuditWords()
  const name = actor.name ?? words.actor(actor.kind)
  return (
    <>
      <div>
        {actor.id === null ? (
          name
        ) : (
          <Link to="/audit" search={(now) => ({ ...now, actor: actor.id ?? '' })}>
            {name}
          </Link>
        )}
      </div>
      <div className="quiet">
        {[actor.name === null ? null : words.actor(actor.kind), address].filter(Boolean).join(' · ')}
      </div>
    </>
  )
}

/** Enough of an id to tell two apart; the whole is on hover. */
const ID_SIGNS = 13

function Thing({ of: { subject, members } }: { readonly of: AuditRow }) {
  const { t } = useTranslation()
  const { thing } = useAuditWords()
  const { kind, id, name } = subject
  if (kind === 'member' && id === null)
    return <div className="quiet">{t('audit.members', { count: members.length })}</div>
  const said = name ?? (id === null || id.length <= ID_SIGNS ? id : `${id.slice(0, ID_SIGNS)}…`)
  const shown = <span title={id ?? ''}>{said}</span>
  return (
    <div className="quiet broken-anywhere">
      {thing(kind)}{' '}
      {kind === 'member' && id !== null ? (
        <Link to="/members/$memberId" params={{ memberId: id }}>
          {shown}
        </Link>
      ) : kind === 'order' && id !== null ? (
        <Link to="/orders/$number" params={{ number: id }}>
          {shown}
        </Link>
      ) : (
        shown
      )}
    </div>
  )
}
