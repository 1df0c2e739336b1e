/** What the draft and somebody else changed of one version, each in his own way: a person chooses, place by place. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { Card } from '../../../ui/card.tsx'
import { useLanguage } from '../../../ui/preferences.ts'
import { ask, regulars } from '../../../ui/server.ts'
import { Answered, Nothing, Troubled } from '../../../ui/states.tsx'
import { textOf } from '../../../ui/texts.ts'
import { toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useMay } from '../../session.ts'
import { ChangeList } from '../changes.tsx'
import { type Draft, type Joined, joinedQuery, refreshProgramme } from './queries.ts'

type Conflict = Joined['conflicts'][number]
type Side = 'ours' | 'theirs'

export function Conflicts({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const asked = useQuery(joinedQuery(draft))
  return (
    <Answered of={asked} rows={6}>
      {(joined) =>
        joined.newest === joined.base ? (
          <Nothing
            title={t('drafts.nothingMeanwhile', { version: joined.base })}
            advice={t('drafts.nothingMeanwhileAdvice')}
          />
        ) : (
          // Another version is another question.
          <Joining key={joined.newest} draft={draft} joined={joined} />
        )
      }
    </Answered>
  )
}

function Joining({ draft, joined }: { readonly draft: Draft; readonly joined: Joined }) {
  const { t } = useTranslation()
  const may = useMay()
  const queries = useQueryClient()
  const [chosen, choose] = useState<ReadonlyMap<string, Side>>(new Map())
  const { newest, base, conflicts } = joined
  const joining = useMutation({
    mutationFn: () => {
      const choices = [...chosen].map(([place, side]) => ({ place, side }))
      const body = { revision: draft.revision, newest, choices }
      const params = { path: { draftId: draft.draftId } }
      return ask(regulars.POST('/v1/programme/drafts/{draftId}/join', { params, body }))
    },
    onSuccess: () => toast.success(t('drafts.joined', { newest })),
    onSettled: () => refreshProgramme(queries),
  })
  const undecided = conflicts.filter(({ place }) => !chosen.has(place)).length
  return (
    <div className="programme">
      <p>
        {conflicts.length === 0
          ? t('drafts.joinable', { base, newest })
          : t('drafts.conflicting', { base, newest, count: conflicts.length })}
      </p>
      {conflicts.map((conflict) => (
        <One
          key={conflict.place}
          conflict={conflict}
          newest={newest}
          side={chosen.get(conflict.place)}
          choose={(side) => choose(new Map(chosen).set(conflict.place, side))}
        />
      ))}
      {conflicts.length > 0 ? null : (
        <Card title={t('drafts.joinedChanges', { newest })}>
          <ChangeList changes={joined.changes} />
        </Card>
      )}
      {joining.error === null ? null : <Troubled trouble={joining.error} />}
      {may('programme.publish') ? (
        <div className="draft-actions">
          <Button type="primary" disabled={undecided > 0} loading={joining.isPending} onClick={() => joining.mutate()}>
            {t('drafts.join', { newest })}
          </Button>
          {undecided > 0 ? <span className="quiet">{t('drafts.undecided', { count: undecided })}</span> : null}
        </div>
      ) : null}
    </div>
  )
}

type OneProps = {
  readonly conflict: Conflict
  readonly newest: number
  readonly side: Side | undefined
  readonly choose: (side: Side) => void
}

function One({ conflict, newest, side, choose }: OneProps) {
  const { t } = useTranslation()
  const may = useMay()
  const { words, base, ours, theirs } = conflict
  const name = textOf(words, useLanguage())
  return (
    <Card title={name}>
      <p className="quiet">{t('drafts.wasBefore')}</p>
      <Value value={base} />
      <Radio.Group
        aria-label={name}
        className="conflict"
        value={side ?? null}
        disabled={!may('programme.publish')}
        onChange={({ target }: { target: { value?: Side } }) => target.value === undefined || choose(target.value)}
      >
        <Radio value="ours">
          {t('drafts.ours')}
          <Value value={ours} />
        </Radio>
        <Radio value="theirs">
          {t('drafts.theirs', { newest })}
          <Value value={theirs} />
        </Radio>
      </Radio.Group>
    </Card>
  )
}

/** Data as it stands in the definition; nothing where it was removed. */
function Value({ value }: { readonly value: unknown }) {
  const { t } = useTranslation()
  if (value === undefined) return <div className="quiet">{t('drafts.notThere')}</div>
  return <pre className="json conflict-value">{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
}
