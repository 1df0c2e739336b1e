/** That a record was merged, or took another one in, and the way back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { useHeld } from './merging.tsx'
import { key, type Member, refresh } from './queries.ts'

type Merge = Answer<'/v1/members/{memberId}/merges', 'get'>['items'][number]
type Undoing = Extract<Answer<'/v1/members/{memberId}/merges/{mergeId}/undo', 'post'>, { readonly wallets: unknown }>

/** Nothing for the many who were found once. */
export function Merged({ member }: { readonly member: Member }) {
  const { memberId, mergedInto } = member
  const found = useQuery({
    queryKey: key(memberId, 'merges'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/merges', { params: { path: { memberId } } })),
  })
  const inForce = found.data?.items.filter(({ state }) => state !== 'undone') ?? []
  if (mergedInto === null && inForce.length === 0) return null
  return (
    <div className="member-merged">
      {inForce.map((merge) => (
        <OneMerge key={merge.mergeId} merge={merge} memberId={memberId} />
      ))}
    </div>
  )
}

function OneMerge({ merge, memberId }: { readonly merge: Merge; readonly memberId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const gone = merge.from === memberId
  const day = format.day(merge.mergedAt)
  return (
    <>
      <Alert
        type={gone ? 'warning' : 'info'}
        showIcon
        title={gone ? t('merging.into') : t('merging.from', { day, reason: merge.reason })}
        description={merge.state === 'undoing' ? t('merging.undoing') : undefined}
        action={
          <span className="page-tags">
            <Link to="/members/$memberId" params={{ memberId: gone ? merge.into : merge.from }}>
              {t(gone ? 'merging.seeLasting' : 'merging.seeMerged')}
            </Link>
            {may('members.merge') && merge.state === 'merged' ? (
              <Button size="small" onClick={() => setOpen(true)}>
                {t('merging.undo')}
              </Button>
            ) : null}
          </span>
        }
      />
      {open ? <UndoDialog merge={merge} close={() => setOpen(false)} /> : null}
    </>
  )
}

function undo({ from, mergeId }: Merge, dry: boolean) {
  const params = { path: { memberId: from, mergeId }, query: dry ? { dry } : {} }
  return ask(regulars.POST('/v1/members/{memberId}/merges/{mergeId}/undo', { params }))
}

function UndoDialog({ merge, close }: { readonly merge: Merge; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const preview = useQuery({
    queryKey: ['member', merge.into, 'undoing', merge.mergeId],
    queryFn: () => undo(merge, true),
    staleTime: 0,
  })
  const undoing = useMutation({
    mutationFn: () => undo(merge, false),
    onSuccess: async () => {
      toast.success(t('merging.undone'))
      close()
      await Promise.all([merge.from, merge.into].map((each) => refresh(queries, each)))
    },
  })
  return (
    <ActionDialog
      title={t('merging.undoTitle')}
      action={t('merging.undoConfirm')}
      danger
      ready={preview.data !== undefined}
      pending={undoing.isPending}
      trouble={undoing.error}
      act={() => undoing.mutate()}
      close={close}
    >
      <p>{t('merging.undoMeaning')}</p>
      <Answered of={preview}>{(found) => ('wallets' in found ? <Back undoing={found} /> : null)}</Answered>
    </ActionDialog>
  )
}

function Back({ undoing: { wallets, into } }: { readonly undoing: Undoing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const held = useHeld()
  const back = wallets.filter(({ amount }) => amount > 0).map(({ wallet, amount }) => format.points(amount, wallet))
  const left = into.wallets.map(({ wallet }) => held(into.wallets, wallet))
  return (
    <>
      <p>{back.length === 0 ? t('merging.nothingBack') : t('merging.back', { points: back.join(' · ') })}</p>
      {left.length === 0 ? null : <p>{t('merging.leaves', { points: left.join(' · ') })}</p>}
    </>
  )
}
