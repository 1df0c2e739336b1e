/** A new secret for an API key, while the old one works on for a while. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { MadeKey } from './making.tsx'
import { KeyDialog } from './shownonce.tsx'

const overlaps = [
  { value: 0, name: 'none' },
  { value: 1, name: 'hour' },
  { value: 24, name: 'day' },
  { value: 7 * 24, name: 'week' },
] as const

type Props = { readonly of: { readonly keyId: string; readonly name: string }; readonly close: () => void }

export function RotateKeyDialog({ of: { keyId, name }, close }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const [overlapHours, setOverlapHours] = useState<number>(24)
  const rotating = useMutation({
    mutationFn: () =>
      ask(regulars.POST('/v1/keys/{keyId}/rotate', { params: { path: { keyId } }, body: { overlapHours } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  const made = rotating.data
  return (
    <KeyDialog
      title={t('keys.rotateTitle', { name })}
      action={t('keys.rotate')}
      pending={rotating.isPending}
      made={made !== undefined}
      act={() => rotating.mutate()}
      close={close}
    >
      {made === undefined ? (
        <>
          <p>{t('keys.rotateMeaning')}</p>
          <Radio.Group
            aria-label={t('keys.overlap')}
            value={overlapHours}
            options={overlaps.map(({ value, name: each }) => ({ value, label: t(`keys.overlaps.${each}`) }))}
            onChange={({ target }: { target: { value?: number } }) => setOverlapHours(target.value ?? 0)}
            vertical
          />
          {rotating.error === null ? null : <Troubled trouble={rotating.error} />}
        </>
      ) : (
        <>
          <MadeKey of={made.key} />
          <p className="quiet">
            {made.previousUntil === null
              ? t('keys.oldDead')
              : t('keys.oldUntil', { moment: format.moment(made.previousUntil) })}
          </p>
        </>
      )}
    </KeyDialog>
  )
}
