/** Saved filters: one's own and those that others share. */
import { SaveOutlined, StarOutlined, TeamOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Dropdown, Input, Space } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useTranslation } from '../../ui/translation.ts'
import type { Condition } from '../conditions/tree.ts'
import { meQuery } from '../session.ts'
import type { Column } from './columns.tsx'
import { type SavedFilter, savedFiltersQuery, useSaving } from './saved.ts'
import { useTakenOver } from './taking.ts'

const NAME_AT_MOST = 60

type Props = {
  /** What would be saved; undefined when the list is not narrowed by anything that can be. */
  readonly whole: Condition | undefined
  readonly columns: readonly Column[]
  readonly open: (filterId: string) => void
}

export function Views({ whole, columns, open }: Props) {
  const { t } = useTranslation()
  useTakenOver()
  const me = useQuery(meQuery).data
  const { data } = useQuery(savedFiltersQuery)
  const [saving, setSaving] = useState(false)
  const items = data?.items ?? []
  const itemOf = ({ filterId, name, shared, owner, ownerName }: SavedFilter) => ({
    key: filterId,
    label: name,
    onClick: () => open(filterId),
    ...(shared
      ? {
          icon: <TeamOutlined />,
          extra: owner === me?.id ? t('views.shared') : t('views.sharedBy', { name: ownerName }),
        }
      : {}),
  })
  const menu = [
    ...items.map(itemOf),
    ...(items.length === 0 ? [{ key: ' none', label: t('views.none'), disabled: true }] : []),
    { type: 'divider' as const },
    {
      key: ' save',
      label: t('views.save'),
      icon: <SaveOutlined />,
      disabled: whole === undefined,
      onClick: () => setSaving(true),
    },
  ]
  return (
    <>
      <Dropdown menu={{ items: menu }} trigger={['click']}>
        <Button icon={<StarOutlined />}>{t('views.title')}</Button>
      </Dropdown>
      {saving && whole !== undefined ? (
        <SaveDialog
          condition={whole}
          columns={columns}
          saved={({ filterId }) => {
            setSaving(false)
            open(filterId)
          }}
          close={() => setSaving(false)}
        />
      ) : null}
    </>
  )
}

type SaveProps = {
  readonly condition: Condition
  readonly columns: readonly Column[]
  readonly saved: (filter: SavedFilter) => void
  readonly close: () => void
}

export function SaveDialog({ condition, columns, saved, close }: SaveProps) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [withColumns, setWithColumns] = useState(false)
  const saving = useSaving(saved)
  const ready = name.trim() !== ''
  const act = () =>
    ready
      ? saving.mutate({ name: name.trim(), condition, shared, columns: withColumns ? [...columns] : null })
      : undefined
  return (
    <ActionDialog
      title={t('views.saveTitle')}
      action={t('dialog.save')}
      ready={ready}
      pending={saving.isPending}
      trouble={saving.error}
      act={act}
      close={close}
    >
      <Space orientation="vertical" className="wide">
        <Input
          autoFocus
          maxLength={NAME_AT_MOST}
          aria-label={t('views.name')}
          placeholder={t('views.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={act}
        />
        <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
          {t('views.share')}
        </Checkbox>
        <Checkbox checked={withColumns} onChange={(event) => setWithColumns(event.target.checked)}>
          {t('views.withColumns')}
        </Checkbox>
        <span className="quiet">{t('views.meaning')}</span>
      </Space>
    </ActionDialog>
  )
}
