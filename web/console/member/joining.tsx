/** Two members come into one household: the other joins this one's, or this one the other's when only the other has one. */
import { Alert, Form, Radio } from 'antd'
import { useState } from 'react'
import { ActionDialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { MemberChoice } from '../members/choice.tsx'
import { type Household, type Role, useHousehold, useJoining } from './householdqueries.ts'

type Props = { readonly memberId: string; readonly household: Household; readonly close: () => void }

const roles: readonly Role[] = ['adult', 'child', 'head']

export function JoinDialog({ memberId, household, close }: Props) {
  const { t } = useTranslation()
  const [other, setOther] = useState<string>()
  const [role, setRole] = useState<Role>('adult')
  const theirs = useHousehold(other)
  const joining = useJoining()
  const way = other === undefined || theirs.data === undefined ? undefined : wayOf(household, theirs.data)
  const said = way === 'theirs' ? 'joinsTheirs' : way === 'another' ? 'inAnother' : way === 'same' ? 'same' : undefined
  function join(): void {
    if (other === undefined) return
    const [who, to] = way === 'theirs' ? [memberId, other] : [other, memberId]
    joining.mutate(
      { memberId: who, body: { with: to, role } },
      {
        onSuccess: () => {
          toast.success(t('household.added'))
          close()
        },
      },
    )
  }
  return (
    <ActionDialog
      title={t('household.add')}
      action={t('household.add')}
      ready={way === 'ours' || way === 'theirs'}
      pending={joining.isPending}
      trouble={joining.error ?? theirs.error}
      act={join}
      close={close}
    >
      <Form layout="vertical">
        <Form.Item label={t('household.who')} htmlFor="housemate">
          <MemberChoice
            id="housemate"
            label={t('members.search')}
            value={other}
            except={memberId}
            onChange={setOther}
          />
        </Form.Item>
        {said === undefined ? null : (
          <Form.Item>
            <Alert type={way === 'theirs' ? 'info' : 'warning'} showIcon title={t(`household.${said}`)} />
          </Form.Item>
        )}
        <Form.Item
          label={t(way === 'theirs' ? 'household.roleOfThis' : 'household.role')}
          className="last"
          extra={role === 'head' ? t('household.headMoves') : undefined}
        >
          <Radio.Group
            value={role}
            onChange={({ target }) => setRole(roles.find((each) => each === target.value) ?? 'adult')}
            options={roles.map((value) => ({ value, label: t(`household.roles.${value}`) }))}
          />
        </Form.Item>
      </Form>
    </ActionDialog>
  )
}

function wayOf(own: Household, theirs: Household): 'ours' | 'theirs' | 'another' | 'same' {
  if (theirs.householdId === null) return 'ours'
  if (own.householdId === null) return 'theirs'
  return own.householdId === theirs.householdId ? 'same' : 'another'
}
