/** What a draft changes of the version that it was written against, in words. */
import { useQuery } from '@tanstack/react-query'
import { Card } from '../../../ui/card.tsx'
import { Answered, Nothing } from '../../../ui/states.tsx'
import { useTranslation } from '../../../ui/translation.ts'
import { ChangeList } from '../changes.tsx'
import { type Draft, draftChangesQuery } from './queries.ts'

export function DraftChanges({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation()
  const asked = useQuery(draftChangesQuery(draft))
  return (
    <div className="programme">
      <Card title={t('drafts.changesOf', { version: draft.base })}>
        <Answered of={asked} rows={4}>
          {({ changes }) =>
            changes.length === 0 ? (
              <Nothing title={t('drafts.noChanges', { version: draft.base })} advice={t('drafts.noChangesAdvice')} />
            ) : (
              <ChangeList changes={changes} />
            )
          }
        </Answered>
      </Card>
    </div>
  )
}
