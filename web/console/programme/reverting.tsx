/** Going back to an earlier version: what that changes of the newest, then at once or as a draft. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { ask, regulars } from '../../ui/server.ts'
import { Answered, Nothing, Troubled } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { ChangeList } from './changes.tsx'
import { useOpening } from './drafts/opening.tsx'
import { refreshProgramme } from './drafts/queries.ts'

const NOTE_AT_MOST = 300
const WIDTH_PIXELS = 720

type Props = {
  readonly version: number
  readonly newest: number
  readonly approvalsNeeded: number
  readonly close: () => void
}

function useReverting(version: number, close: () => void) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (note: string) => {
      const params = { path: { version } }
      const body = note.trim() === '' ? {} : { note: note.trim() }
      return ask(regulars.POST('/v1/programme/versions/{version}/revert', { params, body }))
    },
    onSuccess: async ({ version: made }) => {
      toast.success(t('drafts.published', { version: made }))
      close()
      await refreshProgramme(queries)
    },
  })
}

export function Reverting({ version, newest, approvalsNeeded, close }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ readonly note: string }>()
  const changes = useQuery({
    queryKey: ['programme', 'changes', newest, version],
    queryFn: () =>
      ask(regulars.GET('/v1/programme/diff', { params: { query: { from: String(newest), to: String(version) } } })),
  })
  const reverting = useReverting(version, close)
  const opening = useOpening()
  const trouble = reverting.error ?? opening.error
  const pending = reverting.isPending || opening.isPending
  const note = () => form.getFieldValue('note') ?? ''
  const asDraft = () => opening.mutate({ name: t('reverting.name', { version }), note: note(), from: version })
  const ready = changes.data !== undefined && changes.data.changes.length > 0
  return (
    <Modal
      open
      width={WIDTH_PIXELS}
      title={t('reverting.title', { version })}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button
            type={approvalsNeeded > 0 ? 'primary' : 'default'}
            disabled={!ready || pending}
            loading={opening.isPending}
            onClick={asDraft}
          >
            {t('reverting.draft')}
          </Button>
          {approvalsNeeded > 0 ? null : (
            <Button
              type="primary"
              disabled={!ready || pending}
              loading={reverting.isPending}
              onClick={() => reverting.mutate(note())}
            >
              {t('reverting.now')}
            </Button>
          )}
        </>
      }
    >
      <div className="reverting">
        <p className="quiet">
          {approvalsNeeded > 0 ? t('reverting.meaningApproval') : t('reverting.meaning', { version })}
        </p>
        <Answered of={changes} rows={4}>
          {(asked) =>
            asked.changes.length === 0 ? (
              <Nothing title={t('reverting.same', { version, newest })} />
            ) : (
              <ChangeList changes={asked.changes} />
            )
          }
        </Answered>
        <Form form={form} layout="vertical">
          <Form.Item name="note" label={t('drafts.note')} extra={t('drafts.noteMeaning')}>
            <Input.TextArea maxLength={NOTE_AT_MOST} autoSize={{ minRows: 2 }} />
          </Form.Item>
        </Form>
        {trouble === null ? null : <Troubled trouble={trouble} />}
      </div>
    </Modal>
  )
}
