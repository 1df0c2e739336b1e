/** Drafts of the programme that wait for this person: to be decided on, or to be published once they are approved. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useFormat } from '../../ui/format.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { openProposalsQuery, type Proposal } from '../programme/drafts/queries.ts'

export function WaitingProposals() {
  const asked = useQuery(openProposalsQuery)
  if (asked.error !== null) return <Troubled trouble={asked.error} retry={asked.refetch} />
  return asked.data?.items.map((proposal) => <Waiting key={proposal.proposalId} proposal={proposal} />)
}

function Waiting({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { draftId, draftName, proposedByName, proposedAt, effectiveAt, note, youMay } = proposal
  const mine = youMay.includes('approve') ? 'decide' : youMay.includes('publish') ? 'publish' : undefined
  if (mine === undefined) return null
  return (
    <Alert
      type="info"
      showIcon
      className="attention"
      title={t(`proposals.${mine}`, { name: draftName, by: proposedByName })}
      description={
        <>
          <div>{note}</div>
          <div className="quiet">
            {t('proposals.since', { moment: format.moment(proposedAt) })}
            {effectiveAt === null ? '' : ` · ${t('proposals.effective', { moment: format.moment(effectiveAt) })}`}
          </div>
        </>
      }
      action={
        <Link
          to="/programme/drafts/$draftId"
          params={{ draftId }}
          search={{ tab: mine === 'publish' ? 'publish' : 'changes' }}
        >
          {t('attention.look')}
        </Link>
      }
    />
  )
}
