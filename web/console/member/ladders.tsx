/** Where the member stands on each ladder, drawn: what reaches the next tier, what keeps this one. */
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { type Definition, useNaming } from '../../ui/programme.ts'
import { useTranslation } from '../../ui/translation.ts'
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
      title={`${ladderName(ladder.code)} · ${tierName(ladder.code, standing.tier)}`}
      extra={<span className="quiet">{since}</span>}
      className="ladder"
      data-ladder={ladder.code}
    >
      {ladder.wallet === undefined ? null : <Figures ladder={ladder} wallet={ladder.wallet} standing={standing} />}
    </Card>
  )
}

type Measured = { readonly ladder: Ladder; readonly wallet: string; readonly standing: Standing }

/** For a ladder of which every tier is a number of its wallet; others are told in words on the programme's page. */
function Figures(measured: Measured) {
  const { ladder } = measured
  const plain = ladder.tiers.every(({ reach, keep }) => typeof reach === 'number' && typeof keep === 'number')
  return plain ? <PlainFigures {...measured} /> : null
}

function PlainFigures(measured: Measured) {
  return (
    <>
      <Steps {...measured} />
      <p className="ladder-sentence">{useNextSentence(measured)}</p>
      <p className="ladder-sentence">{useKeepSentence(measured)}</p>
    </>
  )
}

function useNextSentence({ ladder, wallet, standing: { next } }: Measured): string {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  if (next === null) return t('tier.top')
  return t('tier.next', { missing: format.points(next.missing, wallet), tier: tierName(ladder.code, next.tier) })
}

function useKeepSentence({ ladder, wallet, standing: { tier, keep } }: Measured): string {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  if (keep === null) return t('tier.kept')
  return t('tier.keep', {
    tier: tierName(ladder.code, tier),
    day: format.lastDay(keep.until),
    missing: format.points(keep.missing, wallet),
    lower: tierName(ladder.code, keep.fallsTo),
  })
}

/** One stretch per tier, all as wide: thresholds grow by leaps, and the first steps must stay visible. */
function Steps({ ladder, wallet, standing }: Measured) {
  const { t } = useTranslation()
  const format = useFormat()
  const { tierName } = useNaming()
  const label = t('tier.progress', { amount: format.points(standing.amount, wallet) })
  return (
    <div className="steps" role="img" aria-label={label}>
      {ladder.tiers.map((tier, place) => {
        const upTo = reachOf(ladder.tiers[place + 1])
        const reach = reachOf(tier) ?? 0
        const current = tier.code === standing.tier
        return (
          <div key={tier.code} className={current ? 'step step-current' : 'step'}>
            <div className="step-track">
              <div className="step-fill" style={{ width: `${filled(standing.amount, reach, upTo) * 100}%` }} />
            </div>
            <div className="step-name">{tierName(ladder.code, tier.code)}</div>
            <div className="quiet figures">{format.number(reach)}</div>
          </div>
        )
      })}
    </div>
  )
}

function reachOf(tier: Ladder['tiers'][number] | undefined): number | undefined {
  return typeof tier?.reach === 'number' ? tier.reach : undefined
}

/** How much of a tier's stretch is behind the member: 0 … 1. */
function filled(amount: number, from: number, to: number | undefined): number {
  if (to === undefined) return amount >= from ? 1 : 0
  return Math.min(1, Math.max(0, (amount - from) / (to - from)))
}
