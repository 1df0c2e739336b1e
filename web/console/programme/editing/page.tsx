/** A draft of the programme: its name, what it begins from, and its editor. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../ui/page.tsx'
import { Answered } from '../../../ui/states.tsx'
import { DraftEditor } from './editor.tsx'
import { draftQuery } from './saving.ts'

export function DraftPage() {
  const { t } = useTranslation()
  const { draftId } = useParams({ from: '/frame/programme/drafts/$draftId' })
  const draft = useQuery(draftQuery(draftId))
  return (
    <Page title={draft.data?.name ?? t('drafting.draft')} actions={<Link to="/programme">{t('drafting.back')}</Link>}>
      <Answered of={draft} rows={10}>
        {({ base }) => (
          <>
            <p className="quiet">{t('drafting.base', { version: base })}</p>
            <DraftEditor draftId={draftId} />
          </>
        )}
      </Answered>
    </Page>
  )
}
