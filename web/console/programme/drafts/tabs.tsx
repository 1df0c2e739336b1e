/** What can be done with a draft, each in its own tab; the address says which one is open. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Badge, Tabs } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Loading } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { dropWorking, useWorking } from '../editing/working.ts'
import { DraftChanges } from './changes.tsx'
import { Conflicts } from './conflicts.tsx'
import { DraftFiles } from './files.tsx'
import { Problems } from './problems.tsx'
import { Publishing } from './publishing.tsx'
import { type Draft, joinedQuery } from './queries.ts'

/** Large, and of no use to who only looks a draft over. */
const DraftEditor = lazy(async () => ({ default: (await import('../editing/editor.tsx')).DraftEditor }))

type Tab = { readonly key: string; readonly label: ReactNode; readonly children: ReactNode }

/** In the order in which a draft is worked on. */
function useTabs(draft: Draft): readonly Tab[] {
  const { t } = useTranslation()
  const may = useMay()
  const open = draft.version === null
  const joined = useQuery({ ...joinedQuery(draft), enabled: open })
  const conflicts = joined.data?.conflicts.length ?? 0
  // Of what would be published; while that cannot be joined, of the draft itself.
  const findings = joined.data === undefined || conflicts > 0 ? draft.findings : joined.data.findings
  const changes = { key: 'changes', label: t('drafts.tabs.changes'), children: <DraftChanges draft={draft} /> }
  const files = { key: 'files', label: t('drafts.tabs.files'), children: <DraftFiles draft={draft} /> }
  if (!open) return [changes, files]
  const editor = (
    <Suspense fallback={<Loading rows={10} />}>
      <DraftEditor draftId={draft.draftId} />
    </Suspense>
  )
  return [
    ...(may('programme.publish') ? [{ key: 'edit', label: t('drafts.tabs.edit'), children: editor }] : []),
    changes,
    {
      key: 'problems',
      label: <Counted label={t('drafts.tabs.problems')} count={findings.length} grave={isGrave(findings)} />,
      children: <Problems findings={findings} />,
    },
    {
      key: 'conflicts',
      label: <Counted label={t('drafts.tabs.conflicts')} count={conflicts} grave />,
      children: <Conflicts draft={draft} />,
    },
    { key: 'publish', label: t('drafts.tabs.publish'), children: <Publishing draft={draft} /> },
    files,
  ]
}

const isGrave = (findings: Draft['findings']) => findings.some(({ level }) => level === 'error')

function Counted({ label, count, grave }: { readonly label: string; readonly count: number; readonly grave: boolean }) {
  return (
    <>
      {label} <Badge count={count} size="small" color={grave ? 'var(--bad)' : 'var(--quiet)'} />
    </>
  )
}

export function DraftTabs({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const tabs = useTabs(draft)
  const { draftId, version } = draft
  const unsaved = useWorking(draftId) !== undefined
  useEffect(() => {
    // What became a version is changed no more.
    if (version !== null) dropWorking(draftId)
  }, [version, draftId])
  const { tab } = useSearch({ from: '/frame/programme/drafts/$draftId' })
  const navigate = useNavigate()
  const shown = tabs.find(({ key }) => key === tab) ?? tabs[0]
  return (
    <>
      {unsaved && shown?.key !== 'edit' && shown?.key !== 'publish' ? (
        <Alert type="warning" showIcon className="attention" title={t('editing.unsavedElsewhere')} />
      ) : null}
      <Tabs
        items={[...tabs]}
        {...(shown === undefined ? {} : { activeKey: shown.key })}
        onChange={(key) =>
          void navigate({ to: '/programme/drafts/$draftId', params: { draftId }, search: { tab: key }, replace: true })
        }
      />
    </>
  )
}
