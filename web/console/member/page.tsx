/** One member as a workplace: who they are, what they hold and why, what they bought, what happened. */
import { useParams } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { Answered, Loading } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { learnArea } from '../../ui/words.ts'
import { insightsWords } from '../insights/words.ts'
import { useMay } from '../session.ts'
import { MemberActions } from './actions.tsx'
import { Benefits } from './benefits.tsx'
import { Consents } from './consents.tsx'
import { Coupons } from './coupons.tsx'
import { Entries } from './entries.tsx'
import { Expiries } from './expiries.tsx'
import { MemberHeading } from './heading.tsx'
import { Holds } from './holds.tsx'
import { Household } from './household.tsx'
import { Identities } from './identities.tsx'
import { Ladders } from './ladders.tsx'
import { Merged } from './merged.tsx'
import { Next } from './next.tsx'
import { Notes } from './notes.tsx'
import { Orders } from './orders.tsx'
import { Profile } from './profile.tsx'
import { type Member, type Statement, useMember, useStatement } from './queries.ts'
import { Timeline } from './timeline.tsx'
import { Transfers } from './transfers.tsx'
import { ViewAsMember } from './viewing.tsx'
import { Wallets } from './wallets.tsx'

/** With words of its own area, below what one comes for. */
const MemberInsights = lazy(async () => {
  const [card] = await Promise.all([import('../insights/member/card.tsx'), learnArea(insightsWords)])
  return { default: card.MemberInsights }
})

export function MemberPage() {
  const { memberId } = useParams({ from: '/frame/members/$memberId' })
  const { t } = useTranslation()
  const member = useMember(memberId)
  const statement = useStatement(memberId)
  const title = member.data?.name ?? member.data?.number ?? t('rooms.members')
  return (
    <Page
      title={title}
      heading={
        member.data === undefined ? undefined : <MemberHeading member={member.data} statement={statement.data} />
      }
      actions={
        member.data === undefined ? undefined : (
          <>
            <MemberActions member={member.data} />
            <ViewAsMember member={member.data} />
          </>
        )
      }
    >
      <Answered of={member} rows={8}>
        {(found) => <Answered of={statement}>{(stated) => <Workplace member={found} statement={stated} />}</Answered>}
      </Answered>
    </Page>
  )
}

function Workplace({ member, statement }: { readonly member: Member; readonly statement: Statement }) {
  return (
    <div className="member">
      <Merged member={member} />
      <div className="member-holdings">
        <Wallets statement={statement} />
        <Ladders statement={statement} />
      </div>
      <div className="member-columns">
        <Movements memberId={member.memberId} statement={statement} />
        <div className="member-side">
          <Notes member={member} />
          <Profile member={member} />
          <Identities member={member} />
          <Suspense fallback={<Loading rows={4} />}>
            <MemberInsights memberId={member.memberId} />
          </Suspense>
          <Next memberId={member.memberId} />
          <Household member={member} />
        </div>
      </div>
    </div>
  )
}

function Movements({ memberId, statement }: { readonly memberId: string; readonly statement: Statement }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [tab, setTab] = useState('entries')
  const may = useMay()
  const count = (number: number) => (number === 0 ? '' : ` ${format.number(number)}`)
  const items = [
    { key: 'entries', label: t('member.entries'), children: <Entries memberId={memberId} /> },
    { key: 'orders', label: t('member.orders'), children: <Orders memberId={memberId} /> },
    ...(may('coupons.read')
      ? [{ key: 'coupons', label: t('member.coupons'), children: <Coupons memberId={memberId} /> }]
      : []),
    { key: 'benefits', label: t('benefits.tab'), children: <Benefits memberId={memberId} /> },
    { key: 'consents', label: t('consents.title'), children: <Consents memberId={memberId} /> },
    { key: 'expiries', label: t('member.expiries'), children: <Expiries statement={statement} /> },
    {
      key: 'holds',
      label: `${t('member.holds')}${count(statement.holds.length)}`,
      children: <Holds statement={statement} />,
    },
    { key: 'transfers', label: t('transfer.tab'), children: <Transfers memberId={memberId} /> },
    { key: 'timeline', label: t('member.timeline'), children: <Timeline memberId={memberId} /> },
  ]
  return (
    <Card className="member-movements">
      <Tabs tabBarGutter={16} items={items} activeKey={tab} onChange={setTab} />
    </Card>
  )
}
