/** Naming something new: in both languages, and the code that it is known by for ever. */
import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from '../../../ui/translation.ts'
import { CODE_AT_MOST, codeFrom, freeCode, isCode } from './definition.ts'
import type { Naming } from './sections.tsx'

type Props = {
  readonly title: string
  /** What to call the code when the name has no Latin letters. */
  readonly fallback: string
  readonly taken: readonly string[]
  readonly done: (naming: Naming) => void
  readonly close: () => void
}

const NAME_AT_MOST = 120

export function NamingDialog({ title, fallback, taken, done, close }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ zh: string; en: string; code: string }>()
  const [own, setOwn] = useState(false)
  const propose = (en: string) => {
    if (!own) form.setFieldValue('code', en.trim() === '' ? '' : freeCode(codeFrom(en) || fallback, taken))
  }
  return (
    <Modal
      open
      title={title}
      okText={t('editing.add')}
      cancelText={t('dialog.cancel')}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ zh: '', en: '', code: '' }}
        onFinish={({ zh, en, code }) => done({ code, name: { en: en.trim(), 'zh-CN': zh.trim() } })}
      >
        <Form.Item
          name="zh"
          label={t('editing.inLanguage', { what: t('editing.name'), language: t('languages.zh-CN') })}
          rules={[{ required: true, whitespace: true, message: t('editing.missing.text') }]}
        >
          <Input autoFocus lang="zh-CN" maxLength={NAME_AT_MOST} />
        </Form.Item>
        <Form.Item
          name="en"
          label={t('editing.inLanguage', { what: t('editing.name'), language: t('languages.en') })}
          rules={[{ required: true, whitespace: true, message: t('editing.missing.text') }]}
        >
          <Input lang="en" maxLength={NAME_AT_MOST} onChange={(event) => propose(event.target.value)} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('editing.code')}
          extra={t('editing.codeHint')}
          rules={[
            {
              validator: async (_rule, code: string) => {
                if (!isCode(code)) throw new Error(t('editing.codeWrong'))
                if (taken.includes(code)) throw new Error(t('editing.codeTaken'))
              },
            },
          ]}
        >
          <Input maxLength={CODE_AT_MOST} onChange={() => setOwn(true)} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
