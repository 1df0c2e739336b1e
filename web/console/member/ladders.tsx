/** Where the member stands on each ladder, drawn: what reaches the next tier, what keeps this one. */
import { Card } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { type Definition, useNaming } from '../../ui/programme.ts'
import type { Statement } from './queries.ts'

type Standing = Statement['ladders'][number]
type Ladder = Definition['ladders'][number]

export function Ladders({ statement }: { readonly statement: Statement }) {
  const { ladders } = useNaming()
  return (
    <>
      {statement.ladders.map((standing) => {
        const ladder = ladders.find((each) => each.code === standing.ladder)
        return ladder === undefined ? null : <LadderCard key={ladder.code} ladder={ladder} standing={standing} />
      })}
    </>
  )
}

function LadderCard({ ladder, standing }: { readonly ladder: Ladder; readonly standing: Standing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName, ladderName } = useNaming()
  const since = standing.since === null ? undefined : t('tier.since', { day: format.day(standing.since) })
  return (
    <Card
      size="small"
      title={`${ladderName(ladder.code)} · ${tierName(ladder.code, standing.tier)}`}
      extra={<span className="quiet">{since}</span>}
      className="ladder"
      data-ladder={ladder.code}
    >
      <Steps ladder={ladder} standing={standing} />
      <p className="ladder-sentence">{useNextSentence(ladder, standing)}</p>
      <p className="ladder-sentence">{useKeepSentence(ladder, standing)}</p>
    </Card>
  )
}

function useNextSentence(ladder: Ladder, { next }: Standing): string {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  if (next === null) return t('tier.top')
  return t('tier.next', { missing: format.points(next.missing, ladder.wallet), tier: tierName(ladder.code, next.tier) })
}

function useKeepSentence(ladder: Ladder, { tier, keep }: Standing): string {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  if (keep === null) return t('tier.kept')
  return t('tier.keep', {
    tier: tierName(ladder.code, tier),
    day: format.lastDay(keep.until),
    missing: format.points(keep.missing, ladder.wallet),
    lower: tierName(ladder.code, keep.fallsTo),
  })
}

/** One stretch per tier, all as wide: thresholds grow by leaps, and the first steps must stay visible. */
function Steps({ ladder, standing }: { readonly ladder: Ladder; readonly standing: Standing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const label = t('tier.progress', { amount: format.points(standing.amount, ladder.wallet) })
  return (
    <div className="steps" role="img" aria-label={label}>
      {ladder.tiers.map((tier, place) => {
        const upTo = ladder.tiers[place + 1]?.reach
        const current = tier.code === standing.tier
        return (
          <div key={tier.code} className={current ? 'step step-current' : 'step'}>
            <div className="step-track">
              <div className="step-fill" style={{ width: `${filled(standing.amount, tier.reach, upTo) * 100}%` }} />
            </div>
            <div className="step-name">{tierName(ladder.code, tier.code)}</div>
            <div className="quiet figures">{format.number(tier.reach)}</div>
          </div>
        )
      })}
    </div>
  )
}

/** How much of a tier's stretch is behind the member: 0 … 1. */
function filled(amount: number, from: number, to: number | undefined): number {
  if (to === undefined) return amount >= from ? 1 : 0
  return Math.min(1, Math.max(0, (amount - from) / (to - from)))
}
