/** A role of the company's own: its name and its rights in words. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Form, Input } from 'antd'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { meQuery } from '../session.ts'
import { type Role, rolesQuery } from './queries.ts'

type Given = Sent<'/v1/roles', 'post'>

const NAME_AT_MOST = 60
const WIDTH_PIXELS = 640

/** @param role undefined for a new one */
export function RoleDialog({ role, close }: { readonly role: Role | undefined; readonly close: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const me = useQuery(meQuery)
  const { data } = useQuery(rolesQuery)
  const [form] = Form.useForm<Given>()
  const saving = useMutation({
    mutationFn: (body: Given) =>
      role === undefined
        ? ask(regulars.POST('/v1/roles', { body }))
        : ask(regulars.PATCH('/v1/roles/{role}', { params: { path: { role: role.role } }, body })),
    onSuccess: async ({ words }) => {
      toast.success(t('staff.roleSaved', { name: textOf(words, language) }))
      close()
      await queries.invalidateQueries({ queryKey: ['roles'] })
      await queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const own = new Set(me.data?.rights)
  const options = (data?.rights ?? []).map(({ right, words }) => ({
    value: right,
    label: textOf(words, language),
    disabled: !own.has(right),
  }))
  const name = textOf(role?.words, language)
  return (
    <FormDialog<Given>
      title={name === undefined ? t('staff.makeRole') : t('staff.changeRoleTitle', { name })}
      action={t('dialog.save')}
      width={WIDTH_PIXELS}
      form={form}
      initialValues={{ name, rights: role?.rights ?? [] }}
      doing={saving}
      close={close}
    >
      <Form.Item
        name="name"
        label={t('staff.roleName')}
        extra={t('staff.roleNameAdvice')}
        rules={[{ required: true, whitespace: true, message: t('staff.roleNameMissing') }]}
      >
        <Input autoFocus maxLength={NAME_AT_MOST} />
      </Form.Item>
      <Form.Item
        name="rights"
        label={t('staff.rights')}
        extra={t('staff.rightsMeaning')}
        rules={[{ required: true, type: 'array', min: 1, message: t('keys.rightsMissing') }]}
      >
        <Checkbox.Group options={options} className="rights" />
      </Form.Item>
      {role === undefined || role.staff === 0 ? null : (
        <p className="quiet">{t('staff.roleHeld', { count: role.staff })}</p>
      )}
    </FormDialog>
  )
}
