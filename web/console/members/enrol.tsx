/** Enrolling a member at a desk: a way to reach them, a name, and their agreement to the terms. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, newKey, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'

type Given = { readonly phone?: string; readonly email?: string; readonly name?: string; readonly agreed: boolean }

const filled = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text?.trim())

function useEnrolling(close: () => void) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const queries = useQueryClient()
  // Another person needs another key; the same form sent twice does not enrol twice.
  const key = useRef({ of: '', key: '' })
  return useMutation({
    mutationFn: (given: Given) => {
      const [phone, email, name] = [filled(given.phone), filled(given.email), filled(given.name)]
      const body = {
        ...(phone === undefined ? {} : { phone }),
        ...(email === undefined ? {} : { email }),
        ...(name === undefined ? {} : { name }),
      }
      const of = JSON.stringify(body)
      if (key.current.of !== of) key.current = { of, key: newKey() }
      return ask(regulars.POST('/v1/members', { body, params: { header: { 'idempotency-key': key.current.key } } }))
    },
    onSuccess: async ({ memberId, number }) => {
      void message.success(t('enrol.done', { number }))
      await queries.invalidateQueries({ queryKey: ['members'] })
      close()
      await navigate({ to: '/members/$memberId', params: { memberId } })
    },
  })
}

export function EnrolDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Given>()
  const enrolling = useEnrolling(close)
  const oneOf = {
    validator: () =>
      hasContact(form.getFieldsValue()) ? Promise.resolve() : Promise.reject(new Error(t('enrol.contactMissing'))),
  }
  return (
    <Modal
      open
      title={t('enrol.title')}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button type="primary" onClick={() => form.submit()} loading={enrolling.isPending}>
            {t('members.enrol')}
          </Button>
        </>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => enrolling.mutate(given)}>
        <Form.Item name="phone" label={t('members.phone')} extra={t('enrol.phoneAdvice')} rules={[oneOf]}>
          <Input type="tel" autoFocus autoComplete="off" inputMode="tel" />
        </Form.Item>
        <Form.Item name="email" label={t('members.email')}>
          <Input type="email" autoComplete="off" />
        </Form.Item>
        <Form.Item name="name" label={t('members.name')}>
          <Input autoComplete="off" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="agreed"
          valuePropName="checked"
          rules={[
            {
              validator: (_, agreed: boolean | undefined) =>
                agreed === true ? Promise.resolve() : Promise.reject(new Error(t('enrol.termsMissing'))),
            },
          ]}
        >
          <Checkbox>{t('enrol.terms')}</Checkbox>
        </Form.Item>
        {enrolling.error === null ? null : <Troubled trouble={enrolling.error} />}
        {/* Enter in any field sends the form. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  )
}

function hasContact({ phone, email }: Partial<Given>): boolean {
  return filled(phone) !== undefined || filled(email) !== undefined
}
