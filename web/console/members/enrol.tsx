/** Enrolling a member at a desk: a way to reach them, a name, and their agreement to the terms. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { useRef } from 'react'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, newKey, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'

type Given = {
  readonly phone?: string
  readonly email?: string
  readonly name?: string
  /** Where the company has no texts. */ readonly agreed?: boolean
  /** By the code of a text. */ readonly consents?: Readonly<Record<string, boolean | undefined>>
}

type Text = Answer<'/v1/consent-texts', 'get'>['items'][number]

const filled = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text?.trim())

function useEnrolling(texts: readonly Text[], close: () => void) {
  const { t } = useTranslation()
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
        ...(texts.length === 0
          ? {}
          : {
              consents: texts.map(({ code, version }) => ({ code, version, given: given.consents?.[code] === true })),
            }),
      }
      const of = JSON.stringify(body)
      if (key.current.of !== of) key.current = { of, key: newKey() }
      return ask(regulars.POST('/v1/members', { body, params: { header: { 'idempotency-key': key.current.key } } }))
    },
    onSuccess: async ({ memberId, number }) => {
      toast.success(t('enrol.done', { number }))
      await queries.invalidateQueries({ queryKey: ['members'] })
      close()
      await navigate({ to: '/members/$memberId', params: { memberId } })
    },
  })
}

export function EnrolDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Given>()
  const asked = useQuery({ queryKey: ['consent-texts'], queryFn: () => ask(regulars.GET('/v1/consent-texts')) })
  const texts = asked.data?.items ?? []
  const enrolling = useEnrolling(texts, close)
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
          <Button
            type="primary"
            onClick={() => form.submit()}
            loading={enrolling.isPending}
            disabled={!asked.isSuccess}
          >
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
        {asked.isSuccess ? <Agreement texts={texts} /> : null}
        {asked.error === null ? null : <Troubled trouble={asked.error} retry={asked.refetch} />}
        {enrolling.error === null ? null : <Troubled trouble={enrolling.error} />}
        {/* Enter in any field sends the form. */}
        <button type="submit" hidden />
      </Form>
    </Modal>
  )
}

/** What the company asks members to agree to; a tick that the terms were read where it published none. */
function Agreement({ texts }: { readonly texts: readonly Text[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const needed = {
    validator: (_: unknown, agreed: boolean | undefined) =>
      agreed === true ? Promise.resolve() : Promise.reject(new Error(t('enrol.termsMissing'))),
  }
  if (texts.length === 0)
    return (
      <Form.Item name="agreed" valuePropName="checked" rules={[needed]}>
        <Checkbox>{t('enrol.terms')}</Checkbox>
      </Form.Item>
    )
  return texts.map(({ code, required, words }) => (
    <Form.Item key={code} name={['consents', code]} valuePropName="checked" rules={required ? [needed] : []}>
      <Checkbox>
        <span className="consent-text">{textOf(words, language)}</span>
        {required ? null : <span className="quiet"> {t('consents.optional')}</span>}
      </Checkbox>
    </Form.Item>
  ))
}

function hasContact({ phone, email }: Partial<Given>): boolean {
  return filled(phone) !== undefined || filled(email) !== undefined
}
