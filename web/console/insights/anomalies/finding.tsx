/** One finding: who, what, how far from usual, period by period, what it was made of, and what became of it. */
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useFormat } from '../../../ui/format.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { amounts, type Look, names, tooltip } from '../chart.tsx'
import { Figure } from '../figure.tsx'
import type { Found } from './queries.ts'

type Props = { readonly found: Found; readonly review: () => void }
type Row = { readonly began: string; readonly count: number; readonly total: number; readonly last: boolean }

const DAY = 86_400_000

/** The earliest first, as time goes. */
function rowsOf({ startsAt, evidence }: Found): Row[] {
  const { days, periods } = evidence
  return periods
    .map(({ count, total }, period) => ({
      ...{ count, total, last: period === 0 },
      began: new Date(Date.parse(startsAt) - period * days * DAY).toISOString(),
    }))
    .reverse()
}

export function Finding({ found, review }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const { subjectKind, measure, because, evidence } = found
  const who = found.label ?? found.subjectId
  const what = t(`insights.anomalies.measures.${measure}`)
  const rows = rowsOf(found)
  const amount = because === 'amount' || because === 'peers'
  const value = (row: Row) => (amount ? row.total : row.count)
  const name = amount ? t('insights.anomalies.points') : t(`insights.anomalies.counts.${measure}`)
  const drawing = (look: Look) => ({
    legend: undefined,
    grid: { left: 16, right: 16, top: 12, bottom: 8, containLabel: true },
    tooltip: { ...tooltip(look), trigger: 'axis' },
    xAxis: names(
      look,
      rows.map((row) => format.day(row.began)),
    ),
    yAxis: amounts(look, format.number, { minInterval: 1 }),
    series: [
      {
        ...{ type: 'bar', name, barMaxWidth: 22 },
        data: rows.map((row) => ({ value: value(row), itemStyle: { color: row.last ? look.colours[5] : look.brand } })),
      },
    ],
  })
  return (
    <Figure<Row>
      title={format.pair(t(`insights.anomalies.subjects.${subjectKind}`, { who }), what)}
      meaning={t(`insights.anomalies.definitions.${because}`)}
      file={`anomaly-${subjectKind}-${measure}`}
      height={180}
      {...{ drawing, rows }}
      rowKey={({ began }) => began}
      columns={[
        {
          key: 'began',
          title: t('insights.anomalies.began'),
          value: ({ began }) => began,
          shown: ({ began }) => format.day(began),
        },
        { key: 'count', title: t(`insights.anomalies.counts.${measure}`), value: ({ count }) => count },
        ...(measure === 'visits'
          ? []
          : [{ key: 'total', title: t('insights.anomalies.points'), value: ({ total }: Row) => total }]),
      ]}
      actions={
        may('insights.manage') ? (
          <Button size="small" type={found.state === 'open' ? 'primary' : 'default'} onClick={review}>
            {t('insights.anomalies.review')}
          </Button>
        ) : null
      }
    >
      <Sentences found={found} />
      {measure === 'visits' || evidence.largest.length === 0 ? null : <Largest found={found} />}
      <Reviewed found={found} />
    </Figure>
  )
}

/** More would be a number that nobody can imagine. */
const ONCE_AT_MOST = 1_000_000_000
const ONE_DIGIT = 10

function Sentences({ found }: { readonly found: Found }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { because, measure, subjectKind, subjectId, evidence, startsAt, endsAt } = found
  const once = Math.min(ONCE_AT_MOST, Math.round(1 / evidence.chance))
  const usual = Math.round(evidence.usualCount * ONE_DIGIT) / ONE_DIGIT
  const figures = {
    ...{ from: format.day(startsAt), until: format.lastDay(endsAt), what: t(`insights.anomalies.counts.${measure}`) },
    ...{ count: format.number(evidence.count), usual: format.number(usual) },
    ...{ total: format.number(evidence.total), usualTotal: format.number(Math.round(evidence.usualTotal ?? 0)) },
    ...{ once: format.number(once), tests: format.number(evidence.tests) },
  }
  return (
    <>
      <p>
        {t(`insights.anomalies.sentences.${because}`, figures)} {t('insights.anomalies.chance', figures)}
      </p>
      {subjectKind === 'member' ? (
        <p>
          <Link to="/members/$memberId" params={{ memberId: subjectId }}>
            {t('insights.anomalies.toMember')}
          </Link>
        </p>
      ) : null}
      {subjectKind === 'cashier' ? (
        <p>
          <Link to="/audit" search={{ actor: subjectId }}>
            {t('insights.anomalies.toAudit')}
          </Link>
        </p>
      ) : null}
    </>
  )
}

function Largest({ found: { evidence } }: { readonly found: Found }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <div className="quiet">{t('insights.anomalies.largest')}</div>
      <ul className="plain">
        {evidence.largest.map(({ memberId, number, at, amount }) => (
          <li key={`${memberId} ${at} ${amount}`}>
            <Link to="/members/$memberId" params={{ memberId }}>
              {t('insights.anomalies.movement', {
                ...{ total: format.number(amount), at: format.moment(at), who: number ?? memberId },
              })}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function Reviewed({ found: { state, note, reviewedAt } }: { readonly found: Found }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (reviewedAt === null) return null
  return (
    <p className="quiet">
      {t('insights.anomalies.reviewed', {
        state: t(`insights.anomalies.states.${state}`),
        at: format.moment(reviewedAt),
      })}
      {note === null ? null : ` “${note}”`}
    </p>
  )
}
