/** Enrolling at the counter: a phone number, a name if he likes, his consent. */
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, newKey } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import type { Device } from '../model/database.ts'
import type { Change } from '../model/sale.ts'
import { server, useAway } from '../server.ts'
import { isPhone, knownOf } from './scanning.ts'

type Given = { readonly phone: string; readonly name?: string; readonly agreed: boolean }

type Props = {
  readonly device: Device
  readonly phone: string
  readonly change: (change: Change) => void
  readonly close: () => void
}

export function Enrolling({ device, phone, change, close }: Props) {
  const { t } = useTranslation()
  const away = useAway()
  return (
    <Modal open centered width={480} title={t('till.enrol.title')} onCancel={close} footer={null} destroyOnHidden>
      {away ? (
        <Away phone={phone} change={change} close={close} />
      ) : (
        <EnrolForm device={device} phone={phone} change={change} close={close} />
      )}
    </Modal>
  )
}

/** Nobody is enrolled without the server; the sale can still be his. */
function Away({ phone, change, close }: Omit<Props, 'device'>) {
  const { t } = useTranslation()
  return (
    <Alert
      type="warning"
      showIcon
      title={t('till.enrol.away')}
      description={t('till.enrol.awayAdvice')}
      action={
        isPhone(phone) ? (
          <Button
            onClick={() => {
              change({ kind: 'buyer', buyer: { kind: 'phone', value: phone } })
              close()
            }}
          >
            {t('till.find.useAway')}
          </Button>
        ) : undefined
      }
    />
  )
}

function useEnrolling({ device, change, close }: Props) {
  const sent = useRef({ of: '', key: '' })
  return useMutation({
    mutationFn: ({ phone, name }: Given) => {
      const { channel, store } = device
      const body = {
        ...{ phone: phone.trim(), channel },
        ...(store === null ? {} : { store }),
        ...(name === undefined || name.trim() === '' ? {} : { name: name.trim() }),
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

function EnrolForm(props: Props) {
  const { t } = useTranslation()
  const enrolling = useEnrolling(props)
  return (
    <Form<Given>
      layout="vertical"
      requiredMark={false}
      initialValues={{ phone: props.phone }}
      onFinish={(given) => enrolling.mutate(given)}
    >
      <Form.Item
        name="phone"
        label={t('till.enrol.phone')}
        rules={[{ required: true, message: t('till.enrol.phoneMissing') }]}
      >
        <Input autoFocus size="large" type="tel" inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('till.enrol.name')}>
        <Input size="large" autoComplete="off" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="agreed"
        valuePropName="checked"
        rules={[
          {
            validator: (_, agreed: boolean | undefined) =>
              agreed === true ? Promise.resolve() : Promise.reject(new Error(t('till.enrol.agreeMissing'))),
          },
        ]}
      >
        <Checkbox className="till-agree">{t('till.enrol.agree')}</Checkbox>
      </Form.Item>
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
