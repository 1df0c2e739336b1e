/** What members must satisfy: written in the editor of conditions, with what is known of the saved filter that it came from. */
import { TeamOutlined } from '@ant-design/icons'
import { Button, Input, Space, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useNaming } from '../../ui/programme.ts'
import { useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { ConditionEditor } from '../conditions/editor.tsx'
import type { Source } from '../conditions/suggestions.ts'
import type { Condition } from '../conditions/tree.ts'
import { type SavedFilter, useChanging, useDeleting } from './saved.ts'

type Props = {
  /** What the list is narrowed by now. */
  readonly value: Condition | undefined
  readonly saved: SavedFilter | undefined
  readonly apply: (condition: Condition | undefined) => void
  /** The saved filter says again what the list is narrowed by. */
  readonly back: () => void
  readonly close: () => void
}

export function Conditioning({ value, saved, apply, back, close }: Props) {
  const { t } = useTranslation()
  const sourceOf = useSources()
  const { timeZone } = useNaming()
  const [written, setWritten] = useState(value)
  const changed = JSON.stringify(written) !== JSON.stringify(value)
  return (
    <Card className="conditioning">
      {saved === undefined ? null : <Of saved={saved} written={written} back={back} gone={() => apply(undefined)} />}
      <ConditionEditor
        of="member"
        value={written}
        onChange={setWritten}
        label={t('views.conditions')}
        always={t('views.always')}
        timeZone={timeZone}
        sourceOf={sourceOf}
      />
      <Space wrap className="conditioning-foot">
        <Button type="primary" disabled={!changed} onClick={() => apply(written)}>
          {t('views.apply')}
        </Button>
        <Button onClick={close}>{t('views.hide')}</Button>
      </Space>
    </Card>
  )
}

function useSources(): (field: string) => Source | undefined {
  const { ladders, tierName } = useNaming()
  return (field) => {
    if (field === 'member.store') return 'stores'
    if (field === 'member.channel') return 'channels'
    if (field === 'insight.products') return 'products'
    if (field === 'insight.categories') return 'categories'
    const [, code] = /^member\.tier(?:\.(.+))?$/.exec(field) ?? []
    const ladder = field === 'member.tier' ? ladders[0] : ladders.find((each) => each.code === code)
    return ladder?.tiers.map((tier) => ({ value: tier.code, label: tierName(ladder.code, tier.code) }))
  }
}

type OfProps = {
  readonly saved: SavedFilter
  readonly written: Condition | undefined
  readonly back: () => void
  readonly gone: () => void
}

/** The saved filter by name, and what can be done with it. */
function Of({ saved, written, back, gone }: OfProps) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const [open, setOpen] = useState<'rename' | 'delete'>()
  const { filterId, revision, name, shared, ownerName, changeable } = saved
  const changing = useChanging(filterId, () => toast.success(t('views.changed')))
  const differs = written !== undefined && JSON.stringify(written) !== JSON.stringify(saved.condition)
  const save = () =>
    written === undefined ? undefined : changing.mutate({ revision, condition: written }, { onSuccess: back })
  return (
    <div className="conditioning-head">
      <strong>{name}</strong>
      {shared ? (
        <Tag icon={<TeamOutlined />}>{changeable ? t('views.shared') : t('views.sharedBy', { name: ownerName })}</Tag>
      ) : null}
      {changeable ? (
        <Space wrap size="small">
          {differs ? (
            <Button size="small" type="primary" loading={changing.isPending} onClick={save}>
              {t('views.saveChange')}
            </Button>
          ) : null}
          <Button size="small" onClick={() => setOpen('rename')}>
            {t('views.rename')}
          </Button>
          <Button size="small" onClick={() => changing.mutate({ revision, shared: !shared })}>
            {t(shared ? 'views.unshare' : 'views.shareIt')}
          </Button>
          <Button size="small" danger onClick={() => setOpen('delete')}>
            {t('views.delete')}
          </Button>
        </Space>
      ) : null}
      {changing.error === null ? null : <p className="bad">{sentence(changing.error)}</p>}
      {open === 'rename' ? <RenameDialog saved={saved} close={() => setOpen(undefined)} /> : null}
      {open === 'delete' ? <DeleteDialog saved={saved} gone={gone} close={() => setOpen(undefined)} /> : null}
    </div>
  )
}

type DialogProps = { readonly saved: SavedFilter; readonly close: () => void }

const NAME_AT_MOST = 60

function RenameDialog({ saved: { filterId, revision, name: before }, close }: DialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(before)
  const changing = useChanging(filterId, close)
  const ready = name.trim() !== '' && name !== before
  const act = () => (ready ? changing.mutate({ revision, name: name.trim() }) : undefined)
  return (
    <ActionDialog
      title={t('views.renameTitle', { name: before })}
      action={t('dialog.save')}
      ready={ready}
      pending={changing.isPending}
      trouble={changing.error}
      act={act}
      close={close}
    >
      <Input
        autoFocus
        maxLength={NAME_AT_MOST}
        aria-label={t('views.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={act}
      />
    </ActionDialog>
  )
}

function DeleteDialog({ saved, gone, close }: DialogProps & { readonly gone: () => void }) {
  const { t } = useTranslation()
  const { filterId, name, shared } = saved
  const deleting = useDeleting(filterId, gone)
  return (
    <ActionDialog
      title={t('views.deleteTitle', { name })}
      action={t('views.delete')}
      danger
      pending={deleting.isPending}
      trouble={deleting.error}
      act={() => deleting.mutate()}
      close={close}
    >
      <p className="last">{t(shared ? 'views.deleteShared' : 'views.deleteOwn')}</p>
    </ActionDialog>
  )
}
