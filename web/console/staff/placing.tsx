/** Adding somebody, and changing the role and the stores of somebody. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, type FormInstance, Input, Radio, Select } from 'antd'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useLanguage } from '../../ui/preferences.ts'
import { ask, regulars } from '../../ui/server.ts'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Invited } from './inviting.tsx'
import { type Person, useGivableRoles, useRoleName, useStores } from './queries.ts'

type Place = { readonly role: string; readonly where: 'all' | 'some'; readonly stores?: string[] }
type Given = Place & { readonly name: string; readonly email: string }

const storesOf = ({ where, stores }: Place): string[] | null => (where === 'all' ? null : (stores ?? []))

type AddProps = { readonly close: () => void; readonly invited: (invited: Invited) => void }

export function AddPersonDialog({ close, invited }: AddProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { own } = useStores()
  const [form] = Form.useForm<Given>()
  const adding = useMutation({
    mutationFn: (given: Given) => {
      const { name, email, role } = given
      return ask(regulars.POST('/v1/staff', { body: { name, email, role, stores: storesOf(given) } }))
    },
    onSuccess: async ({ name, invitation }) => {
      close()
      if (invitation !== undefined) invited({ name, ...invitation })
      await queries.invalidateQueries({ queryKey: ['staff'] })
    },
  })
  return (
    <FormDialog<Given>
      title={t('staff.add')}
      action={t('staff.addAndInvite')}
      form={form}
      initialValues={{ role: 'cashier', where: own === null ? 'all' : 'some', stores: own ?? [] }}
      doing={adding}
      close={close}
    >
      <Form.Item
        name="name"
        label={t('staff.name')}
        rules={[{ required: true, whitespace: true, message: t('staff.nameMissing') }]}
      >
        <Input autoFocus maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('staff.email')}
        rules={[{ required: true, type: 'email', message: t('staff.emailMissing') }]}
      >
        <Input type="email" maxLength={254} autoComplete="off" />
      </Form.Item>
      <Placing form={form} />
    </FormDialog>
  )
}

export function ChangePersonDialog({ person, close }: { readonly person: Person; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const { staffId, name, role, stores } = person
  const changing = useMutation({
    mutationFn: (given: Given) =>
      ask(
        regulars.PATCH('/v1/staff/{staffId}', {
          params: { path: { staffId } },
          body: { name: given.name, role: given.role, stores: storesOf(given) },
        }),
      ),
    onSuccess: async () => {
      toast.success(t('staff.changed', { name }))
      close()
      await queries.invalidateQueries({ queryKey: ['staff'] })
      await queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
  return (
    <FormDialog<Given>
      title={t('staff.changeTitle', { name })}
      action={t('dialog.save')}
      form={form}
      initialValues={{ name, role, where: stores === null ? 'all' : 'some', stores: stores ?? [] }}
      doing={changing}
      close={close}
    >
      <Form.Item
        name="name"
        label={t('staff.name')}
        rules={[{ required: true, whitespace: true, message: t('staff.nameMissing') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Placing form={form} now={role} />
    </FormDialog>
  )
}

/** @param now the role that somebody has already, which may be one that the signed-in person cannot give */
function Placing({ form, now }: { readonly form: FormInstance<Given>; readonly now?: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const roleName = useRoleName()
  const givable = useGivableRoles()
  const { own, options } = useStores()
  const role = Form.useWatch('role', form)
  const where = Form.useWatch('where', form)
  const roles = givable.map(({ role: value, words }) => ({ value, label: textOf(words, language) }))
  const listed = now === undefined || roles.some(({ value }) => value === now)
  const owner = role === 'owner'
  const places = [
    { value: 'all', label: t('staff.allStores'), disabled: own !== null },
    { value: 'some', label: t('staff.someStores'), disabled: owner },
  ]
  return (
    <>
      <Form.Item name="role" label={t('staff.role')} extra={owner ? t('staff.ownerMeaning') : undefined}>
        <Select
          options={listed ? roles : [{ value: now, label: roleName(now) }, ...roles]}
          onChange={(chosen: string) => {
            if (chosen === 'owner') form.setFieldValue('where', 'all')
          }}
        />
      </Form.Item>
      <Form.Item name="where" label={t('staff.stores')} extra={t('staff.storesMeaning')}>
        <Radio.Group options={places} />
      </Form.Item>
      {where === 'some' ? (
        <Form.Item
          name="stores"
          label={t('staff.whichStores')}
          rules={[{ required: true, type: 'array', min: 1, message: t('staff.storesMissing') }]}
        >
          <Select
            mode="multiple"
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent={t('staff.noStores')}
          />
        </Form.Item>
      ) : null}
    </>
  )
}
