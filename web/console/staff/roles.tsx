/** The roles side by side: each right in words, and which role has it. */
import { CheckOutlined, DeleteOutlined, EditOutlined, PlusOutlined, ShopOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Table, type TableColumnsType, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { reachable } from '../../ui/reachable.ts'
import { regulars, tell } from '../../ui/server.ts'
import { Answered, useSentence } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery } from '../session.ts'
import { RoleDialog } from './editing.tsx'
import { type RightInWords, type Role, type Roles, rolesQuery } from './queries.ts'

const RIGHT_PIXELS = 220
const ROLE_PIXELS = 88

export function RolesMatrix() {
  const { t } = useTranslation()
  const asked = useQuery(rolesQuery)
  const me = useQuery(meQuery)
  const [editing, setEditing] = useState<Role | 'new'>()
  // An own role may be held in any store, so whoever acts for certain ones changes none.
  const mayWrite = me.data?.stores === null
  const make = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
      {t('staff.makeRole')}
    </Button>
  )
  return (
    <Card title={t('staff.roles')} extra={mayWrite ? make : undefined}>
      <p className="quiet">{t('staff.rolesMeaning')}</p>
      <Answered of={asked} rows={10}>
        {(roles) => <Matrix of={roles} edit={mayWrite ? setEditing : undefined} />}
      </Answered>
      {editing === undefined ? null : (
        <RoleDialog role={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />
      )}
    </Card>
  )
}

type MatrixProps = { readonly of: Roles; readonly edit: ((role: Role) => void) | undefined }

function Matrix({ of: { roles, rights }, edit }: MatrixProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const columns: TableColumnsType<RightInWords> = [
    {
      title: t('staff.right'),
      key: 'right',
      fixed: 'left',
      width: RIGHT_PIXELS,
      render: (_, { words, right, reach }) => (
        <Tooltip title={<code>{right}</code>}>
          {textOf(words, language)} {reach === 'all' ? null : <Reach of={reach} />}
        </Tooltip>
      ),
    },
    ...roles.map((role) => ({
      title: <Head of={role} edit={edit} />,
      key: role.role,
      width: ROLE_PIXELS,
      align: 'center' as const,
      render: (_: unknown, { right }: RightInWords) => <Has role={role} right={right} />,
    })),
  ]
  return (
    <div ref={reachable}>
      <Table<RightInWords>
        size="small"
        rowKey="right"
        columns={columns}
        dataSource={[...rights]}
        pagination={false}
        scroll={{ x: RIGHT_PIXELS + roles.length * ROLE_PIXELS }}
      />
    </div>
  )
}

function Reach({ of: reach }: { readonly of: 'any' | 'own' }) {
  const { t } = useTranslation()
  const said = t(`staff.reach.${reach}`)
  return (
    <Tooltip title={said}>
      <ShopOutlined className="quiet" aria-label={said} />
    </Tooltip>
  )
}

function Has({ role: { rights, words }, right }: { readonly role: Role; readonly right: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!rights.includes(right)) return <span className="quiet">{t('state.none')}</span>
  return <CheckOutlined className="good" aria-label={t('staff.has', { role: textOf(words, language) })} />
}

function Head({ of: role, edit }: { readonly of: Role; readonly edit: MatrixProps['edit'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const name = textOf(role.words, language)
  return (
    <>
      <div>{name}</div>
      <Tag>{t('staff.holders', { count: role.staff })}</Tag>
      {role.own && edit !== undefined ? (
        <div>
          <Tooltip title={t('staff.changeRole')}>
            <Button
              size="small"
              type="text"
              icon={<EditOutlined />}
              aria-label={t('staff.changeRoleTitle', { name })}
              onClick={() => edit(role)}
            />
          </Tooltip>
          <Remove role={role} name={name} />
        </div>
      ) : null}
    </>
  )
}

function Remove({ role: { role, staff }, name }: { readonly role: Role; readonly name: string }) {
  const { t } = useTranslation()
  const sentence = useSentence()
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => tell(regulars.DELETE('/v1/roles/{role}', { params: { path: { role } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['roles'] }),
    onError: (trouble) => toast.error(sentence(trouble)),
  })
  const label = t('staff.removeRole', { name })
  return (
    <Popconfirm title={label} description={t('staff.removeRoleMeaning')} onConfirm={() => removing.mutate()}>
      <Button
        size="small"
        type="text"
        danger
        icon={<DeleteOutlined />}
        aria-label={label}
        disabled={staff > 0}
        loading={removing.isPending}
      />
    </Popconfirm>
  )
}
