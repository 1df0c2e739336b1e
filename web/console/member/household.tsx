/** Who lives with the member: role, tier and a way to each one's page. */
import { DeleteOutlined, PlusOutlined, SwapOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Popconfirm } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useFormat } from '../../ui/format.ts'
import { Personal } from '../../ui/personal.tsx'
import { useNaming } from '../../ui/programme.ts'
import type { Trouble } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { StatusTag } from '../members/status.tsx'
import { useMay } from '../session.ts'
import { type Housemate, type Role, useChangingRole, useHousehold, useLeaving } from './householdqueries.ts'
import { JoinDialog } from './joining.tsx'
import type { Member } from './queries.ts'

const roles: readonly Role[] = ['head', 'adult', 'child']
const standing = (status: string) => status === 'active' || status === 'prospect'

export function Household({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const may = useMay()
  const { memberId } = member
  const [adding, setAdding] = useState(false)
  const found = useHousehold(memberId)
  const changes = may('members.write')
  const add = (
    <Button
      size="small"
      type="text"
      icon={<PlusOutlined />}
      onClick={() => setAdding(true)}
      aria-label={t('household.add')}
    />
  )
  return (
    <Card title={t('household.title')} extra={changes && standing(member.status) && found.isSuccess ? add : null}>
      <Answered of={found} rows={2}>
        {({ members, masked }) =>
          members.length === 0 ? (
            <div className="quiet">
              {t('household.none')}
              <div>{changes && standing(member.status) ? t('household.noneAdvice') : null}</div>
            </div>
          ) : (
            <ul className="identities household">
              {members.map((one) => (
                <Line key={one.memberId} one={one} masked={masked} own={one.memberId === memberId} changes={changes} />
              ))}
            </ul>
          )
        }
      </Answered>
      {adding && found.data !== undefined ? (
        <JoinDialog memberId={memberId} household={found.data} close={() => setAdding(false)} />
      ) : null}
    </Card>
  )
}

type LineProps = {
  readonly one: Housemate
  readonly masked: boolean
  readonly own: boolean
  readonly changes: boolean
}

function Line({ one, masked, own, changes }: LineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const tier = useTier()
  const { memberId, name, number, role, status, since } = one
  const shown = name === null ? number : <Personal value={name} masked={masked} />
  const facts = [t(`household.roles.${role}`), tier(one)].filter((part) => part !== undefined)
  return (
    <li>
      <div className="housemate">
        {own ? (
          <strong>{shown}</strong>
        ) : (
          <Link to="/members/$memberId" params={{ memberId }}>
            {shown}
          </Link>
        )}{' '}
        {standing(status) ? null : <StatusTag status={status} />}
        <div className="quiet">
          {facts.join(' · ')} · <span className="figures">{t('household.since', { day: format.day(since) })}</span>
        </div>
      </div>
      {changes ? <Works one={one} /> : null}
    </li>
  )
}

/** On the first ladder; a prospect stands on none. */
function useTier(): (one: Housemate) => string | undefined {
  const { ladders, tierName } = useNaming()
  const [ladder] = ladders
  return ({ status, tiers }) => {
    if (ladder === undefined || status === 'prospect') return undefined
    const tier = tiers[ladder.code] ?? ladder.tiers[0]?.code
    return tier === undefined ? undefined : tierName(ladder.code, tier)
  }
}

/** The head stays one until another is made the head. */
function Works({ one }: { readonly one: Housemate }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const onError = (trouble: Trouble) => toast.error(sentence(trouble))
  const { memberId, role, status } = one
  const changing = useChangingRole(memberId)
  const leaving = useLeaving(memberId)
  const name = one.name ?? one.number
  const items = roles
    .filter((each) => each !== role)
    .map((each) => ({
      ...{ key: each, label: t(`household.make.${each}`) },
      onClick: () => changing.mutate(each, { onError }),
    }))
  return (
    <div className="note-works">
      {role === 'head' || !standing(status) ? null : (
        <Dropdown trigger={['click']} menu={{ items }}>
          <Button
            size="small"
            type="text"
            icon={<SwapOutlined />}
            loading={changing.isPending}
            title={t('household.change', { name })}
            aria-label={t('household.change', { name })}
          />
        </Dropdown>
      )}
      <Popconfirm
        title={t('household.leaveSure', { name })}
        description={t(role === 'head' ? 'household.leaveHead' : 'household.leaveOther')}
        okText={t('household.take')}
        onConfirm={() => leaving.mutate(undefined, { onError })}
      >
        <Button
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          loading={leaving.isPending}
          title={t('household.leave', { name })}
          aria-label={t('household.leave', { name })}
        />
      </Popconfirm>
    </div>
  )
}
