/** How far a draft or a proposal is, as a word with a colour. */
import { Tag } from 'antd'
import { useTranslation } from '../../../ui/translation.ts'
import type { DraftHead, Proposal } from './queries.ts'

const colours: Readonly<Record<Proposal['state'] | 'writing', string>> = {
  writing: 'default',
  waiting: 'gold',
  approved: 'blue',
  declined: 'orange',
  withdrawn: 'default',
  void: 'default',
  published: 'green',
}

export function StandingTag({ standing }: { readonly standing: Proposal['state'] | 'writing' }) {
  const { t } = useTranslation()
  return <Tag color={colours[standing]}>{t(`drafts.standings.${standing}`)}</Tag>
}

/** A proposal that was withdrawn, or voided by a change, leaves a draft that is being written. */
export function standingOf({
  version,
  proposal,
}: Pick<DraftHead, 'version' | 'proposal'>): Proposal['state'] | 'writing' {
  if (version !== null) return 'published'
  const state = proposal?.state
  return state === 'waiting' || state === 'approved' || state === 'declined' ? state : 'writing'
}
