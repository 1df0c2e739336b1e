/** The people: invited, placed on a role and in stores, let go and taken back. */
import { EllipsisOutlined, UserAddOutlined } from '@ant-design/icons'
import { Button, Dropdown, Space, type TableColumnsType, Tag } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { LongTable, More } from '../../ui/longtable.tsx'
import { Loading, Nothing, Troubled } from '../../ui/states.tsx'
import { modal } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Invited, InvitedDialog, LeaveDialog, useInviting, useResetting } from './inviting.tsx'
import { AddPersonDialog, ChangePersonDialog } from './placing.tsx'
import { type Person, usePeople, useRoleName, useStores } from './queries.ts'

type Doing = { readonly what: 'change' | 'leave'; readonly person: Person } | { readonly what: 'add' }

export function People() {
  const { t } = useTranslation()
  const found = usePeople()
  const [doing, setDoing] = useState<Doing>()
  const [invited, setInvited] = useState<Invited>()
  const people = found.data?.pages.flatMap((page) => page.items) ?? []
  const close = () => setDoing(undefined)
  const add = (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setDoing({ what: 'add' })}>
      {t('staff.add')}
    </Button>
  )
  return (
    <Card title={t('staff.people')} extra={add}>
      <p className="quiet">{t('staff.meaning')}</p>
      {found.error === null ? null : <Troubled trouble={found.error} retry={found.refetch} />}
      {found.isPending ? <Loading rows={6} /> : null}
      {found.isSuccess && people.length <= 1 ? (
        <Nothing title={t('staff.alone')} advice={t('staff.aloneAdvice')} />
      ) : null}
      {people.length > 0 ? <PeopleTable people={people} setDoing={setDoing} setInvited={setInvited} /> : null}
      <More
        found={found}
        count={people.length}
        said={t(found.hasNextPage ? 'staff.shown' : 'staff.shownAll', { count: people.length })}
      />
      {doing?.what === 'add' ? <AddPersonDialog close={close} invited={setInvited} /> : null}
      {doing?.what === 'change' ? <ChangePersonDialog person={doing.person} close={close} /> : null}
      {doing?.what === 'leave' ? <LeaveDialog person={doing.person} close={close} /> : null}
      {invited === undefined ? null : <InvitedDialog of={invited} close={() => setInvited(undefined)} />}
    </Card>
  )
}

type TableProps = {
  readonly people: readonly Person[]
  readonly setDoing: (doing: Doing) => void
  readonly setInvited: (invited: Invited) => void
}

const statusColours = { active: 'green', invited: 'gold', deactivated: 'default' } as const

function PeopleTable({ people, setDoing, setInvited }: TableProps) {
  const { t } = useTranslation()
  const roleName = useRoleName()
  const columns: TableColumnsType<Person> = [
    {
      title: t('staff.name'),
      key: 'name',
      render: (_, { name, email }) => (
        <>
          <div>{name}</div>
          <div className="quiet">{email}</div>
        </>
      ),
    },
    { title: t('staff.role'), key: 'role', render: (_, { role }) => roleName(role) },
    { title: t('staff.stores'), key: 'stores', render: (_, { stores }) => <Stores of={stores} /> },
    {
      title: t('members.status'),
      key: 'status',
      render: (_, { status }) => <Tag color={statusColours[status]}>{t(`staff.status.${status}`)}</Tag>,
    },
    {
      key: 'actions',
      align: 'right',
      render: (_, person) => (
        <Actions
          person={person}
          change={() => setDoing({ what: 'change', person })}
          leave={() => setDoing({ what: 'leave', person })}
          invited={setInvited}
        />
      ),
    },
  ]
  return <LongTable<Person> rowKey="staffId" columns={columns} rows={people} />
}

export function Stores({ of: stores }: { readonly of: readonly string[] | null }) {
  const { t } = useTranslation()
  const { nameOf } = useStores()
  if (stores === null) return t('staff.allStores')
  return (
    <Space size={4} wrap>
      {stores.map((code) => (
        <Tag key={code}>{nameOf(code)}</Tag>
      ))}
    </Space>
  )
}

type ActionsProps = {
  readonly person: Person
  readonly change: () => void
  readonly leave: () => void
  readonly invited: (invited: Invited) => void
}

function Actions({ person, change, leave, invited }: ActionsProps) {
  const { t } = useTranslation()
  const inviting = useInviting(person, invited)
  const resetting = useResetting(person)
  if (person.status === 'deactivated')
    return (
      <Button size="small" loading={inviting.isPending} onClick={() => inviting.mutate('reactivate')}>
        {t('staff.reactivate')}
      </Button>
    )
  const anew = () =>
    modal.confirm({
      title: t('staff.inviteSure', { name: person.name }),
      content: t('staff.inviteMeaning'),
      okText: t('staff.invite'),
      onOk: () => inviting.mutate('invite'),
    })
  const reset = () =>
    modal.confirm({
      title: t('staff.resetSure', { name: person.name }),
      content: t('staff.resetMeaning'),
      okText: t('staff.reset'),
      okButtonProps: { danger: true },
      onOk: () => resetting.mutate(),
    })
  const items = [
    { key: 'invite', label: t('staff.invite'), onClick: anew },
    { key: 'reset', label: t('staff.reset'), onClick: reset },
    { key: 'leave', label: t('staff.deactivate'), danger: true, onClick: leave },
  ]
  return (
    <Space.Compact size="small">
      <Button size="small" onClick={change}>
        {t('staff.change')}
      </Button>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button
          size="small"
          icon={<EllipsisOutlined />}
          loading={inviting.isPending}
          aria-label={t('staff.more', { name: person.name })}
        />
      </Dropdown>
    </Space.Compact>
  )
}
