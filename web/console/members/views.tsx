/** Filters with a name, kept on this device. */
import { DeleteOutlined, SaveOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useKept } from '../../ui/kept.ts'
import type { MemberFilters } from '../router.tsx'

type View = { readonly name: string; readonly filters: MemberFilters }

const KEPT = 'members.views'
const NAME_AT_MOST = 60
const names = ['q', 'status', 'tier', 'tag', 'from', 'to'] as const

/** What was kept by an older console, or by hand, is read as far as it makes sense. */
function readViews(stored: unknown): readonly View[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((each: unknown) => {
    const parts = new Map(Object.entries(Object(each)))
    const [name, filters] = [parts.get('name'), new Map(Object.entries(Object(parts.get('filters'))))]
    const texts = names.flatMap((filter) => {
      const value = filters.get(filter)
      return typeof value === 'string' ? [[filter, value] as const] : []
    })
    return typeof name === 'string' ? [{ name, filters: Object.fromEntries(texts) }] : []
  })
}

type Props = { readonly filters: MemberFilters; readonly onChange: (filters: MemberFilters) => void }

export function Views({ filters, onChange }: Props) {
  const { t } = useTranslation()
  const [views, keep] = useKept(KEPT, readViews)
  const [saving, setSaving] = useState(false)
  const filtered = Object.keys(filters).length > 0
  const save = (name: string) => {
    keep([...views.filter((each) => each.name !== name), { name, filters }])
    setSaving(false)
  }
  const items = [
    ...views.map((view) => ({
      key: view.name,
      label: view.name,
      onClick: () => onChange(view.filters),
      extra: (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('views.forget', { name: view.name })}
          onClick={(event) => {
            event.stopPropagation()
            keep(views.filter((each) => each !== view))
          }}
        />
      ),
    })),
    ...(views.length === 0 ? [{ key: ' none', label: t('views.none'), disabled: true }] : []),
    { type: 'divider' as const },
    {
      key: ' save',
      label: t('views.save'),
      icon: <SaveOutlined />,
      disabled: !filtered,
      onClick: () => setSaving(true),
    },
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<StarOutlined />}>{t('views.title')}</Button>
      </Dropdown>
      {saving ? <SaveDialog save={save} close={() => setSaving(false)} /> : null}
    </>
  )
}

function SaveDialog({ save, close }: { readonly save: (name: string) => void; readonly close: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const act = () => (name.trim() === '' ? undefined : save(name.trim()))
  return (
    <ActionDialog
      title={t('views.saveTitle')}
      action={t('dialog.save')}
      ready={name.trim() !== ''}
      pending={false}
      trouble={null}
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
        <span className="quiet">{t('views.meaning')}</span>
      </Space>
    </ActionDialog>
  )
}
