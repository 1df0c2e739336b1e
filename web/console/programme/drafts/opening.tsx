/** Opening a draft: its name, and the version that it begins as. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Form, Input, Select } from 'antd'
import { ActionDialog } from '../../../ui/dialog.tsx'
import { ask, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { refreshProgramme, versionsQuery } from './queries.ts'

const NAME_AT_MOST = 80
const NOTE_AT_MOST = 300

type Asked = { readonly name: string; readonly note?: string; readonly from?: number }

/** Opens a draft and goes there. */
export function useOpening() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ name, note, from }: Asked) => {
      const said = note === undefined || note.trim() === '' ? {} : { note }
      return ask(
        regulars.POST('/v1/programme/drafts', { body: { name, ...said, ...(from === undefined ? {} : { from }) } }),
      )
    },
    onSuccess: async ({ draftId }) => {
      await navigate({ to: '/programme/drafts/$draftId', params: { draftId } })
      await refreshProgramme(queries)
    },
  })
}

export function NewDraft({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Asked>()
  const opening = useOpening()
  const versions = useQuery(versionsQuery)
  const options = versions.data?.items.map(({ version, note }, place) => ({
    value: version,
    label: `${t('programme.number', { version })}${place === 0 ? ` · ${t('drafts.newest')}` : ''} · ${note}`,
  }))
  const newest = versions.data?.items[0]?.version
  return (
    <ActionDialog
      title={t('drafts.new')}
      action={t('drafts.open')}
      pending={opening.isPending}
      trouble={opening.error}
      act={() => form.submit()}
      close={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ from, ...asked }) =>
          opening.mutate({ ...asked, ...(from === undefined || from === newest ? {} : { from }) })
        }
      >
        <Form.Item
          name="name"
          label={t('drafts.name')}
          rules={[{ required: true, whitespace: true, message: t('drafts.nameMissing') }]}
        >
          <Input autoFocus maxLength={NAME_AT_MOST} placeholder={t('drafts.nameExample')} />
        </Form.Item>
        <Form.Item name="note" label={t('drafts.note')} extra={t('drafts.noteMeaning')}>
          <Input.TextArea maxLength={NOTE_AT_MOST} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name="from" label={t('drafts.from')} extra={t('drafts.fromMeaning')}>
          <Select loading={versions.isPending} placeholder={t('drafts.newest')} options={options ?? []} />
        </Form.Item>
      </Form>
    </ActionDialog>
  )
}
