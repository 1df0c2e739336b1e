/** A draft as YAML: saved as a file, and taken in from one after the page has said what that would change. */
import { DownloadOutlined, FolderOpenOutlined, UploadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { type ChangeEvent, useRef } from 'react'
import { Card } from '../../../ui/card.tsx'
import { download } from '../../../ui/download.ts'
import { type Answer, ask, regulars, Trouble } from '../../../ui/server.ts'
import { Nothing, Troubled, useSentence } from '../../../ui/states.tsx'
import { toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { ChangeList } from '../changes.tsx'
import { bundled, filesIn } from './bundle.ts'
import { Problems } from './problems.tsx'
import { type Draft, refreshProgramme } from './queries.ts'

type Planned = Answer<'/v1/programme/files/plan', 'post'>
type Plan = NonNullable<Planned['plan']>

export function DraftFiles({ draft }: { readonly draft: Draft }) {
  const may = useMay()
  return (
    <div className="programme">
      <Saving draft={draft} />
      {draft.version === null && may('programme.publish') ? <Taking draft={draft} /> : null}
    </div>
  )
}

function Saving({ draft: { draftId, name } }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const saving = useMutation({
    mutationFn: () => ask(regulars.GET('/v1/programme/files', { params: { query: { of: draftId } } })),
    onSuccess: ({ files }) =>
      download({
        name: `${name.replace(/[\\/:*?"<>|\s]+/g, '-')}.yaml`,
        type: 'application/yaml',
        content: bundled(files),
      }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  return (
    <Card title={t('drafts.save')}>
      <p className="quiet">{t('drafts.saveMeaning')}</p>
      <div className="draft-actions">
        <Button icon={<DownloadOutlined />} loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('drafts.saveYaml')}
        </Button>
      </div>
    </Card>
  )
}

function Taking({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const planning = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const files = await filesIn(chosen)
      if (files.length === 0) throw new Trouble({ title: t('drafts.noFiles'), status: 422, code: 'files.none' })
      return ask(regulars.POST('/v1/programme/files/plan', { body: { files, base: draft.base } }))
    },
  })
  return (
    <Card title={t('drafts.take')}>
      <p className="quiet">{t('drafts.takeMeaning')}</p>
      <div className="draft-actions">
        <Choosing icon={<UploadOutlined />} label={t('drafts.chooseFile')} choose={planning.mutate} />
        <Choosing icon={<FolderOpenOutlined />} label={t('drafts.chooseFolder')} folder choose={planning.mutate} />
      </div>
      {planning.isPending ? <p role="status">{t('drafts.planning')}</p> : null}
      {planning.error === null ? null : <Troubled trouble={planning.error} />}
      {planning.data === undefined ? null : (
        <Outcome draft={draft} planned={planning.data} forget={() => planning.reset()} />
      )}
    </Card>
  )
}

type ChoosingProps = {
  readonly icon: React.ReactNode
  readonly label: string
  readonly folder?: boolean
  readonly choose: (files: readonly File[]) => void
}

function Choosing({ icon, label, folder = false, choose }: ChoosingProps) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])]
    // The same file, edited, can be chosen again.
    target.value = ''
    if (files.length > 0) choose(files)
  }
  return (
    <>
      <Button icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        onChange={chosen}
        {...(folder ? { webkitdirectory: '' } : { accept: '.yaml,.yml' })}
      />
    </>
  )
}

type OutcomeProps = { readonly draft: Draft; readonly planned: Planned; readonly forget: () => void }

function Outcome({ draft, planned: { problems, plan }, forget }: OutcomeProps) {
  const { t } = useTranslation()
  if (plan === undefined)
    return (
      <Alert
        type="error"
        showIcon
        title={t('drafts.unreadable', { count: problems.length })}
        description={
          <ul className="plain">
            {problems.map(({ file, line, problem }) => (
              <li key={`${file}:${line} ${problem}`}>
                <code>
                  {file}:{line}
                </code>{' '}
                {problem}
              </li>
            ))}
          </ul>
        }
      />
    )
  return <WhatItWouldDo draft={draft} plan={plan} forget={forget} />
}

type PlanProps = { readonly draft: Draft; readonly plan: Plan; readonly forget: () => void }

function WhatItWouldDo({ draft: { draftId, revision }, plan, forget }: PlanProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { newest, base, changes, findings, conflicts, definition } = plan
  const taking = useMutation({
    mutationFn: () => {
      const params = { path: { draftId } }
      return ask(regulars.PUT('/v1/programme/drafts/{draftId}', { params, body: { revision, base, definition } }))
    },
    onSuccess: async () => {
      toast.success(t('drafts.taken'))
      await refreshProgramme(queries)
      forget()
    },
  })
  return (
    <div className="programme plan">
      <strong>{t('drafts.planOf', { newest })}</strong>
      {changes.length === 0 ? <Nothing title={t('drafts.noChanges', { version: newest })} /> : null}
      {conflicts.length === 0 ? (
        <ChangeList changes={changes} />
      ) : (
        <Alert type="warning" showIcon title={t('drafts.meanwhileConflicts', { count: conflicts.length })} />
      )}
      {findings.length === 0 ? null : <Problems findings={findings} />}
      {taking.error === null ? null : <Troubled trouble={taking.error} />}
      <div className="draft-actions">
        <Button type="primary" loading={taking.isPending} onClick={() => taking.mutate()}>
          {t('drafts.takeIn')}
        </Button>
        <Button onClick={forget}>{t('dialog.cancel')}</Button>
      </div>
    </div>
  )
}
