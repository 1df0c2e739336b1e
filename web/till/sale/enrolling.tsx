/** Enrolling at the counter: a phone number, a name if he likes, and what he agrees to. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, type InputRef, Modal } from 'antd'
import { useRef } from 'react'
import { useLanguage } from '../../ui/preferences.ts'
import { type Answer, ask, newKey } from '../../ui/server.ts'
import { Answered, Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { useTranslation } from '../../ui/translation.ts'
import type { Device } from '../model/database.ts'
import type { Change } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { useTyping } from '../typing.ts'
import { type Scan, useMeanwhile } from './meanwhile.tsx'
import { isPhone, knownOf } from './scanning.ts'

type ConsentText = Answer<'/v1/consent-texts', 'get'>['items'][number]
type Given = {
  readonly phone: string
  readonly name?: string
  /** By the code of the text. */ readonly agreed?: Readonly<Record<string, boolean>>
}

type Props = {
  readonly device: Device
  readonly phone: string
  readonly change: (change: Change) => void
  /** Takes what a scanner reads meanwhile. */ readonly scan: Scan
  readonly close: () => void
}

export function Enrolling(props: Props) {
  const { t } = useTranslation()
  const away = useAway()
  const texts = useQuery({
    queryKey: ['consent-texts'],
    queryFn: () => ask(server.GET('/v1/consent-texts')),
    enabled: !away,
  })
  return (
    <Modal open centered width={520} title={t('till.enrol.title')} onCancel={props.close} footer={null} destroyOnHidden>
      {away ? (
        <Away {...props} />
      ) : (
        <Answered of={texts}>{({ items }) => <EnrolForm {...props} texts={items} />}</Answered>
      )}
    </Modal>
  )
}

/** Nobody is enrolled without the server; the sale can still be his. */
function Away({ phone, change, close }: Props) {
  const { t } = useTranslation()
  const use = () => {
    change({ kind: 'buyer', buyer: { kind: 'phone', value: phone } })
    close()
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={t('till.enrol.away')}
      description={t('till.enrol.awayAdvice')}
      action={isPhone(phone) ? <Button onClick={use}>{t('till.find.useAway')}</Button> : undefined}
    />
  )
}

type FormProps = Props & { readonly texts: readonly ConsentText[] }

function useEnrolling({ device, change, close, texts }: FormProps) {
  const sent = useRef({ of: '', key: '' })
  return useMutation({
    mutationFn: ({ phone, name, agreed }: Given) => {
      const { channel, store } = device
      const body = {
        ...{ phone: phone.trim(), channel },
        ...(store === null ? {} : { store }),
        ...(name === undefined || name.trim() === '' ? {} : { name: name.trim() }),
        // The version that was on the screen, whatever was published since.
        consents: texts.map(({ code, version }) => ({ code, version, given: agreed?.[code] === true })),
      }
      const of = JSON.stringify(body)
      if (sent.current.of !== of) sent.current = { of, key: newKey() }
      return ask(server.POST('/v1/members', { body, params: { header: { 'idempotency-key': sent.current.key } } }))
    },
    onSuccess: (member) => {
      change({ kind: 'buyer', buyer: knownOf(member) })
      close()
    },
  })
}

function EnrolForm(props: FormProps) {
  const { t } = useTranslation()
  const enrolling = useEnrolling(props)
  const [form] = Form.useForm<Given>()
  const phone = useRef<InputRef>(null)
  useTyping(phone)
  const { scan, close } = props
  const keep = () => {
    const typed = form.getFieldsValue(['phone', 'name'])
    return () => form.setFieldsValue(typed)
  }
  const meanwhile = useMeanwhile({ field: phone, scan, keep, close })
  return (
    <Form<Given>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ phone: props.phone }}
      onFinish={(given) => enrolling.mutate(given)}
    >
      {meanwhile}
      <Form.Item
        name="phone"
        label={t('till.enrol.phone')}
        rules={[{ required: true, message: t('till.enrol.phoneMissing') }]}
      >
        <Input ref={phone} autoFocus size="large" type="tel" inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('till.enrol.name')}>
        <Input size="large" autoComplete="off" maxLength={200} />
      </Form.Item>
      {props.texts.length === 0 ? <p className="quiet">{t('till.enrol.noTexts')}</p> : null}
      {props.texts.map((text) => (
        <Consent key={text.code} text={text} />
      ))}
      {enrolling.error === null ? null : (
        <Form.Item>
          <Troubled trouble={enrolling.error} />
        </Form.Item>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={enrolling.isPending}>
        {t('till.buyer.enrol')}
      </Button>
    </Form>
  )
}

/** One text with its words at hand: who agrees must have been able to read it. */
function Consent({ text: { code, kind, channel, required, words } }: { readonly text: ConsentText }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const agreed = {
    validator: (_: unknown, value: boolean | undefined) =>
      value === true || !required ? Promise.resolve() : Promise.reject(new Error(t('till.enrol.agreeMissing'))),
  }
  const name =
    channel === null ? t(`till.consents.${kind}`) : t('till.consents.news', { by: t(`till.contacts.${channel}`) })
  return (
    <div className="till-consent">
      <Form.Item name={['agreed', code]} valuePropName="checked" rules={[agreed]}>
        <Checkbox className="till-agree">{required ? t('till.consents.needed', { name }) : name}</Checkbox>
      </Form.Item>
      <details>
        <summary>{t('till.consents.read')}</summary>
        <p className="till-text">{textOf(words, language)}</p>
      </details>
    </div>
  )
}
