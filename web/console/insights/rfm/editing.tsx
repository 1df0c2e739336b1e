/** Changing the names of segments and the cells that belong to them. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { FormDialog } from '../../../ui/formdialog.tsx'
import { type Answer, regulars } from '../../../ui/server.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { useHeld, useSaving } from '../settings.ts'

type Held = Answer<'/v1/insights/settings/rfm-segments', 'get'>
type Segments = Held['value']

export function EditSegments({ close }: { readonly close: () => void }) {
  const held = useHeld('rfm-segments', () => regulars.GET('/v1/insights/settings/rfm-segments'))
  return held === undefined ? null : <Editor held={held} close={close} />
}

const whole = { from: 1, to: 5 }
const empty: Segments[number] = {
  ...{ code: '', name: { en: '', 'zh-CN': '' }, recency: whole, frequency: whole, monetary: whole },
}

function Editor({ held, close }: { readonly held: Held; readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ segments: Segments }>()
  const doing = useSaving(
    ({ segments }: { segments: Segments }) =>
      regulars.PUT('/v1/insights/settings/rfm-segments', { body: { revision: held.revision, value: segments } }),
    { saved: t('insights.rfm.saved'), close },
  )
  return (
    <FormDialog
      title={t('insights.rfm.editTitle')}
      action={t('insights.rfm.edit')}
      width={920}
      {...{ form, doing, close }}
      initialValues={{ segments: held.value }}
    >
      <p className="quiet">{t('insights.rfm.editMeaning')}</p>
      <Form.List name="segments">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <Row key={key} index={name} remove={() => remove(name)} />
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add(empty, 0)}>
              {t('insights.rfm.add')}
            </Button>
          </>
        )}
      </Form.List>
    </FormDialog>
  )
}

const steps = [1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }))
const scores = ['recency', 'frequency', 'monetary'] as const
const ends = ['from', 'to'] as const

function Row({ index, remove }: { readonly index: number; readonly remove: () => void }) {
  const { t } = useTranslation()
  const code = Form.useWatch(['segments', index, 'code'])
  return (
    <div className="insights-segment">
      <Form.Item name={[index, 'code']} rules={[{ required: true, message: t('insights.rfm.code') }]}>
        <Input placeholder={t('insights.rfm.code')} aria-label={t('insights.rfm.code')} maxLength={40} />
      </Form.Item>
      <Form.Item name={[index, 'name', 'en']} rules={[{ required: true, message: t('insights.rfm.english') }]}>
        <Input placeholder={t('insights.rfm.english')} aria-label={t('insights.rfm.english')} maxLength={40} />
      </Form.Item>
      <Form.Item name={[index, 'name', 'zh-CN']} rules={[{ required: true, message: t('insights.rfm.chinese') }]}>
        <Input placeholder={t('insights.rfm.chinese')} aria-label={t('insights.rfm.chinese')} maxLength={40} />
      </Form.Item>
      {scores.map((score) => (
        <span key={score} className="insights-range">
          <span className="quiet">{t(`insights.rfm.${score}`)}</span>
          {ends.map((end) => (
            <Form.Item key={end} name={[index, score, end]}>
              <Select
                options={steps}
                aria-label={t(end === 'from' ? 'insights.rfm.rangeFrom' : 'insights.rfm.rangeTo', {
                  of: t(`insights.rfm.${score}`),
                })}
              />
            </Form.Item>
          ))}
        </span>
      ))}
      <Button
        type="text"
        icon={<DeleteOutlined />}
        onClick={remove}
        aria-label={t('insights.rfm.remove', { name: String(code ?? '') })}
      />
    </div>
  )
}
