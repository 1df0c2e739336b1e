/** Changing a member's profile. Only what was changed is sent; masked fields are sent when somebody typed a new value. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Select } from 'antd'
import { languages } from '../../ui/preferences.ts'
import { ask, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { useTranslation } from '../../ui/translation.ts'
import { genders } from './gender.ts'
import { type Member, refresh } from './queries.ts'

type Given = {
  readonly name?: string
  readonly phone?: string
  readonly email?: string
  readonly birthday?: string
  readonly gender?: (typeof genders)[number]
  readonly locale?: string
  readonly tags?: string[]
}

type Props = { readonly member: Member; readonly close: () => void }

const NAME_AT_MOST = 200
const personal = ['name', 'phone', 'email', 'birthday'] as const

/** What the form starts with. Masked values are not put into fields: saving them would destroy the real ones. */
function initial({ masked, name, phone, email, birthday, gender, locale, tags }: Member): Given {
  const shown = masked ? {} : { name, phone, email, birthday }
  const known = masked ? undefined : genders.find((each) => each === gender)
  const texts = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null))
  return { ...texts, tags, ...(known === undefined ? {} : { gender: known }), ...(locale === null ? {} : { locale }) }
}

/** The difference between the form and the member, with an emptied field as null. */
function changes(given: Given, before: Given) {
  const texts = personal.flatMap((field) => {
    const now = given[field]?.trim() ?? ''
    return now === (before[field] ?? '') ? [] : [[field, now === '' ? null : now]]
  })
  return {
    ...Object.fromEntries(texts),
    ...(given.gender === before.gender ? {} : { gender: given.gender ?? null }),
    ...(given.locale === before.locale ? {} : { locale: given.locale ?? null }),
    ...(JSON.stringify(given.tags) === JSON.stringify(before.tags) ? {} : { tags: given.tags ?? [] }),
  }
}

export function EditDialog({ member, close }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const { memberId, revision } = member
  const before = initial(member)
  const saving = useMutation({
    mutationFn: (given: Given) =>
      ask(
        regulars.PATCH('/v1/members/{memberId}', {
          params: { path: { memberId } },
          body: { ...changes(given, before), revision },
        }),
      ),
    onSuccess: async () => {
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <Modal
      open
      title={t('member.edit')}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={() => form.submit()}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <Form form={form} layout="vertical" initialValues={before} onFinish={(given) => saving.mutate(given)}>
        {member.masked ? (
          <Form.Item>
            <Alert type="info" showIcon title={t('profile.maskedAdvice')} />
          </Form.Item>
        ) : null}
        <Fields />
        {saving.error === null ? null : <Troubled trouble={saving.error} />}
      </Form>
    </Modal>
  )
}

function Fields() {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="name" label={t('members.name')}>
        <Input autoFocus maxLength={NAME_AT_MOST} autoComplete="off" />
      </Form.Item>
      <Form.Item name="phone" label={t('members.phone')}>
        <Input type="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={t('members.email')}>
        <Input type="email" autoComplete="off" />
      </Form.Item>
      <Form.Item name="birthday" label={t('profile.birthday')}>
        <Input type="date" autoComplete="off" />
      </Form.Item>
      <Form.Item name="gender" label={t('profile.gender')}>
        <Select allowClear options={genders.map((value) => ({ value, label: t(`profile.${value}`) }))} />
      </Form.Item>
      <Form.Item name="locale" label={t('profile.locale')}>
        <Select allowClear options={languages.map((value) => ({ value, label: t(`languages.${value}`) }))} />
      </Form.Item>
      <Form.Item name="tags" label={t('members.tags')} extra={t('profile.tagsAdvice')}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
    </>
  )
}
