/** One run: what it does, for how many, how far it is, and what can be done with it now. */

import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm, Space, Tag } from 'antd'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Progress } from '../../ui/progress.tsx'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery, useMay } from '../session.ts'
import { type Run, type Step, useStep } from './queries.ts'
import { useSaid } from './said.ts'

const colours = {
  gathering: 'blue',
  ready: 'gold',
  approval: 'orange',
  running: 'blue',
  done: 'green',
  stopped: 'default',
  declined: 'red',
} as const satisfies Record<Run['state'], string>

type Props = { readonly run: Run; readonly named: boolean }

export function RunCard({ run, named }: Props) {
  const { t } = useTranslation()
  const said = useSaid()
  const format = useFormat()
  const { runId, state, askedByName, askedAt, refused } = run
  return (
    <Card className={named ? 'run run-named' : 'run'} id={runId} aria-label={said(run)}>
      <div className="run-head">
        <strong>{said(run)}</strong>
        <Tag color={colours[state]}>{t(`bulk.states.${state}`)}</Tag>
        {run.undoneBy === null ? null : <Tag>{t('bulk.undone')}</Tag>}
        <span className="quiet">
          {askedByName} · {format.moment(askedAt)}
        </span>
      </div>
      <Reached run={run} said={said(run)} />
      <Space wrap className="run-foot">
        <Actions run={run} />
        {refused === 0 ? null : (
          <Button size="small" href={`/v1/bulk-runs/${runId}/refused`} download>
            {t('bulk.file')}
          </Button>
        )}
      </Space>
    </Card>
  )
}

/** Before it begins, whom it reaches and what it costs; then how far it is. */
function Reached({ run, said }: { readonly run: Run; readonly said: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, deed, members, changed, unchanged, refused, pointsMoved, needsApproval, decidedByName } = run
  const gone = changed + unchanged + refused
  const going = state === 'running'
  const figures = {
    members: format.number(members),
    gone: format.number(gone),
    changed: format.number(changed),
    unchanged: format.number(unchanged),
    refused: format.number(refused),
    left: format.number(members - gone),
  }
  const begun = gone > 0 || going || state === 'done'
  return (
    <div aria-live="polite">
      {state === 'gathering' ? <div>{t('bulk.gathered', figures)}</div> : null}
      {!begun && state !== 'gathering' ? <div>{t('bulk.reaches', figures)}</div> : null}
      {pointsMoved > 0 && !begun ? (
        <div>{t('bulk.costs', { points: format.points(pointsMoved, deed.wallet ?? '') })}</div>
      ) : null}
      {needsApproval && (state === 'ready' || state === 'approval') ? <div>{t('bulk.second')}</div> : null}
      {decidedByName === null ? null : <div className="quiet">{t('bulk.decidedBy', { name: decidedByName })}</div>}
      {begun ? <div>{t('bulk.progress', figures)}</div> : null}
      {going ? <Progress share={members === 0 ? 0 : gone / members} label={said} /> : null}
    </div>
  )
}

const right = {
  tag: 'members.write',
  untag: 'members.write',
  suspend: 'members.write',
  reactivate: 'members.write',
  coupon: 'coupons.give',
  void: 'coupons.write',
  points: 'points.adjust',
  tier: 'tiers.place',
  restore: 'tiers.place',
} as const satisfies Record<Run['deed']['do'], string>

function Actions({ run: { runId, state, deed, members, undoable, askedBy } }: { readonly run: Run }) {
  const { t } = useTranslation()
  const may = useMay()
  const me = useQuery(meQuery).data
  const step = useStep(runId)
  const press = (what: Step, look: { primary?: boolean; danger?: boolean } = {}) => (
    <Button
      size="small"
      type={look.primary === true ? 'primary' : 'default'}
      danger={look.danger === true}
      loading={step.isPending && step.variables === what}
      onClick={() => step.mutate(what)}
    >
      {t(`bulk.steps.${what}`)}
    </Button>
  )
  const mayDo = may(right[deed.do])
  const decides = state === 'approval' && may('points.approve') && askedBy !== me?.id
  // Who issues coupons does not always declare them void.
  const undoes =
    undoable && (state === 'done' || state === 'stopped') && may(deed.do === 'coupon' ? right.void : right[deed.do])
  return (
    <Space wrap size="small">
      {mayDo && state === 'ready' && members > 0 ? press('confirm', { primary: true }) : null}
      {decides ? press('approve', { primary: true }) : null}
      {decides ? press('decline', { danger: true }) : null}
      {mayDo && ['gathering', 'ready', 'approval', 'running'].includes(state) ? press('stop') : null}
      {undoes ? (
        <Popconfirm title={t('bulk.undoSure')} okText={t('bulk.steps.undo')} onConfirm={() => step.mutate('undo')}>
          <Button size="small" loading={step.isPending && step.variables === 'undo'}>
            {t('bulk.steps.undo')}
          </Button>
        </Popconfirm>
      ) : null}
      {step.error === null ? null : <Troubled trouble={step.error} />}
    </Space>
  )
}
