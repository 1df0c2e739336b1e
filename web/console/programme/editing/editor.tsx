/** The editor of a draft: what is in it on the left, a list or a form in the middle, and trying it out beside. */
import { useQuery } from '@tanstack/react-query'
import { Alert, ConfigProvider, Drawer, Grid } from 'antd'
import { useMemo, useState } from 'react'
import { useLanguage } from '../../../ui/preferences.ts'
import { ask, regulars } from '../../../ui/server.ts'
import { Answered, Troubled } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { type Draft, draftQuery } from '../drafts/queries.ts'
import { SaveBar } from './bar.tsx'
import { BasicsForm } from './basics.tsx'
import { useChecked } from './checking.ts'
import { type Definition, gapsIn, same } from './definition.ts'
import { Edited, type Editing, useProblemsOf } from './editing.tsx'
import { ItemForm } from './item.tsx'
import { SectionList } from './list.tsx'
import { SectionNav } from './nav.tsx'
import { BASICS, hashOf, useSpot } from './places.ts'
import { sections } from './sections.tsx'
import { TryIt } from './trying/panel.tsx'
import { dropWorking, keepWorking, useWorking } from './working.ts'
import './editing.css'
import { textOf } from '../../../ui/texts.ts'

/** Edits the definition of a draft; what is around it (its name, its review, its publication) is elsewhere. */
export function DraftEditor({ draftId }: { readonly draftId: string }) {
  const asked = useQuery(draftQuery(draftId))
  return (
    <Answered of={asked} rows={10}>
      {(draft) => <Loaded key={draft.draftId} draft={draft} />}
    </Answered>
  )
}

function Loaded({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const may = useMay()
  const { draftId } = draft
  const working = useWorking(draftId)
  const definition: Definition = working?.definition ?? draft.definition
  const gaps = useMemo(() => gapsIn(definition), [definition])
  const { said, findings, trouble } = useChecked(draft, working)
  const problems = useProblemsOf(gaps, findings, language)
  const readOnly = draft.version !== null || !may('programme.publish')
  const change = (next: Definition) => {
    if (same(next, draft.definition)) dropWorking(draftId)
    else keepWorking(draftId, { definition: next, revision: working?.revision ?? draft.revision })
  }
  const editing: Editing = { draftId, definition, change, problems, said, language }
  return (
    <Edited editing={editing}>
      {draft.version === null ? null : (
        <Alert type="info" showIcon title={t('editing.published', { version: draft.version })} />
      )}
      {trouble === null ? null : <Troubled trouble={trouble} />}
      <ConfigProvider componentDisabled={readOnly}>
        <Arranged draft={draft} ready={gaps.length === 0} readOnly={readOnly} editing={editing} />
      </ConfigProvider>
    </Edited>
  )
}

type ArrangedProps = {
  readonly draft: Draft
  readonly ready: boolean
  readonly readOnly: boolean
  readonly editing: Editing
}

function Arranged({ draft, ready, readOnly, editing }: ArrangedProps) {
  const { t } = useTranslation()
  const may = useMay()
  const wide = Grid.useBreakpoint().xl === true
  const [open, setOpen] = useState(false)
  const tries = may('orders.read')
  const panel = <TryIt draft={draft} />
  return (
    <>
      <SaveBar ready={ready} readOnly={readOnly} tryIt={tries && !wide ? () => setOpen(true) : undefined} />
      <div className="editing">
        <SectionNav />
        <Middle base={draft.base} readOnly={readOnly} editing={editing} />
        {tries && wide ? <aside className="editing-aside">{panel}</aside> : null}
      </div>
      {tries && !wide ? (
        <Drawer open={open} onClose={() => setOpen(false)} title={t('trying.title')} size="large">
          {panel}
        </Drawer>
      ) : null}
    </>
  )
}

type MiddleProps = { readonly base: number; readonly readOnly: boolean; readonly editing: Editing }

function Middle({ base, readOnly, editing }: MiddleProps) {
  const { t } = useTranslation()
  const { spot } = useSpot()
  const before = useQuery({
    queryKey: ['programme', 'version', base],
    queryFn: () => ask(regulars.GET('/v1/programme/versions/{version}', { params: { path: { version: base } } })),
    // Versions never change.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const section = spot.section === BASICS ? undefined : sections.get(spot.section)
  if (section === undefined)
    return (
      <article className="editing-form">
        <div className="editing-title">
          <h2>{t('editing.sections.basics')}</h2>
        </div>
        {editing.said === undefined ? null : (
          <p className="editing-said">{textOf(editing.said, editing.language).basics}</p>
        )}
        <BasicsForm of={{ value: editing.definition, onChange: editing.change, place: '' }} />
      </article>
    )
  if (spot.item === undefined)
    return <SectionList key={section.name} section={section} before={before.data?.definition} readOnly={readOnly} />
  return <ItemForm key={hashOf(spot)} section={section} item={spot.item} readOnly={readOnly} />
}
