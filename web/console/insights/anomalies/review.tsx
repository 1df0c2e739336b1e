/** Saying what became of a finding. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Input, Radio } from 'antd'
import { FormDialog } from '../../../ui/formdialog.tsx'
import { ask, regulars } from '../../../ui/server.ts'
import { toast } from '../../../ui/toast.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { type Found, type State, states } from './queries.ts'

type Given = { readonly state: State; readonly note?: string }
const NOTE_SIGNS = 500

export function Review({ found, close }: { readonly found: Found; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Given>()
  const doing = useMutation({
    mutationFn: ({ state, note = '' }: Given) =>
      ask(
        regulars.PUT('/v1/insights/anomalies/found/{anomalyId}', {
          params: { path: { anomalyId: found.anomalyId } },
          body: { revision: found.revision, state, note: note.trim() === '' ? null : note.trim() },
        }),
      ),
    onSuccess: async () => {
      toast.success(t('insights.anomalies.saved'))
      close()
      await queries.invalidateQueries({ queryKey: ['insights', 'found'] })
    },
  })
  const initial = { state: found.state === 'open' ? 'fine' : found.state, note: found.note ?? '' }
  return (
    <FormDialog
      title={t('insights.anomalies.review')}
      action={t('insights.anomalies.save')}
      {...{ form, doing, close }}
      initialValues={initial}
    >
      <Form.Item name="state" label={t('insights.anomalies.state')}>
        <Radio.Group options={states.map((value) => ({ value, label: t(`insights.anomalies.states.${value}`) }))} />
      </Form.Item>
      <Form.Item name="note" label={t('insights.anomalies.note')} extra={t('insights.anomalies.noteAdvice')}>
        <Input.TextArea rows={3} maxLength={NOTE_SIGNS} showCount />
      </Form.Item>
    </FormDialog>
  )
}
