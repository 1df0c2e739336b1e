/** Giving, taking and spending by hand: with a reason, and with the balance that results shown before it is done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useRef } from 'react'
import { useFormat } from '../../ui/format.ts'
import { useLanguage } from '../../ui/preferences.ts'
import { programmeQuery, useNaming } from '../../ui/programme.ts'
import { ask, newKey, regulars } from '../../ui/server.ts'
import { Troubled } from '../../ui/states.tsx'
import { textOf } from '../../ui/texts.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { useMay } from '../session.ts'
import { refresh, useStatement } from './queries.ts'

type How = 'give' | 'take' | 'spend'
type Asked = {
  readonly how: How
  readonly wallet: string
  readonly amount: number
  readonly reason: string
  readonly code?: string
  readonly reference?: string
}

const REASON_AT_MOST = 200
const hows = ['give', 'take', 'spend'] as const

function useAdjusting(memberId: string, close: () => void) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  // The same wish sent again after a broken connection has one effect; another wish is another key.
  const sent = useRef({ of: '', key: '' })
  return useMutation({
    mutationFn: (asked: Asked) => {
      const of = JSON.stringify(asked)
      if (sent.current.of !== of) sent.current = { of, key: newKey() }
      const { how, wallet, amount, reason, code, reference } = asked
      const params = { path: { memberId }, header: { 'idempotency-key': sent.current.key } }
      if (how === 'spend')
        return ask(regulars.POST('/v1/members/{memberId}/redemptions', { params, body: { wallet, amount, reason } }))
      const signed = how === 'give' ? amount : -amount
      const evidence = {
        ...(code === undefined ? {} : { reasonCode: code }),
        ...(reference === undefined || reference.trim() === '' ? {} : { reference: reference.trim() }),
      }
      const body = { wallet, amount: signed, reason, ...evidence }
      return ask(regulars.POST('/v1/members/{memberId}/adjustments', { params, body }))
    },
    onSuccess: async (answer, { wallet }) => {
      if ('approvalId' in answer) toast.info(t('adjust.waits'))
      else {
        const now = answer.wallets.find((each) => each.wallet === wallet)
        toast.success(t('adjust.done', { available: format.points(now?.available ?? 0, wallet) }))
      }
      close()
      await refresh(queries, memberId)
    },
  })
}

export function AdjustDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const may = useMay()
  const { wallets } = useNaming()
  const [form] = Form.useForm<Asked>()
  const adjusting = useAdjusting(memberId, close)
  const allowed = hows.filter((how) => may(how === 'spend' ? 'points.redeem' : 'points.adjust'))
  return (
    <Modal
      open
      title={allowed.length > 1 ? t('member.adjust') : t('adjust.spend')}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button type="primary" loading={adjusting.isPending} onClick={() => form.submit()}>
            {t('dialog.confirm')}
          </Button>
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ how: allowed[0], wallet: wallets[0]?.code }}
        onFinish={(asked) => adjusting.mutate(asked)}
      >
        <Form.Item name="how" label={t('adjust.how')} hidden={allowed.length < 2}>
          <Radio.Group optionType="button" options={allowed.map((value) => ({ value, label: t(`adjust.${value}`) }))} />
        </Form.Item>
        <Fields />
        <Outcome memberId={memberId} />
        {adjusting.error === null ? null : <Troubled trouble={adjusting.error} />}
      </Form>
    </Modal>
  )
}

function Fields() {
  const { t } = useTranslation()
  const { wallets, walletName, walletUnit } = useNaming()
  const wallet = Form.useWatch<string | undefined>('wallet') ?? ''
  const how = Form.useWatch<How | undefined>('how')
  // A status is not spent; the server would refuse it.
  const offered = wallets.filter(({ purpose }) => how !== 'spend' || purpose === 'spend')
  return (
    <>
      <Form.Item name="wallet" label={t('member.wallet')}>
        <Select options={offered.map(({ code }) => ({ value: code, label: walletName(code) }))} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('adjust.amount')}
        rules={[{ required: true, message: t('adjust.amountMissing') }]}
      >
        <InputNumber
          autoFocus
          min={1}
          max={Number.MAX_SAFE_INTEGER}
          precision={0}
          suffix={walletUnit(wallet)}
          className="wide"
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('adjust.reason')}
        extra={t('adjust.reasonAdvice')}
        rules={[{ required: true, whitespace: true, message: t('standing.reasonMissing') }]}
      >
        <Input maxLength={REASON_AT_MOST} />
      </Form.Item>
      {how === 'spend' ? null : <Evidence gives={how === 'give'} />}
    </>
  )
}

const REFERENCE_AT_MOST = 120

/** The programme's reasons for adjustments, when it has some, and the reference to the evidence. */
export function Evidence({ gives }: { readonly gives: boolean }) {
  const { t } = useTranslation()
  const { data } = useQuery(programmeQuery)
  const language = useLanguage()
  const code = Form.useWatch<string | undefined>('code')
  const listed = data?.definition.adjustmentReasons ?? []
  const fitting = listed.filter(({ direction }) => direction === 'both' || (direction === 'give') === gives)
  const needed = fitting.find((each) => each.code === code)?.evidence === true
  return (
    <>
      {listed.length === 0 ? null : (
        <Form.Item name="code" label={t('adjust.code')} rules={[{ required: true, message: t('adjust.codeMissing') }]}>
          <Select options={fitting.map((each) => ({ value: each.code, label: textOf(each.name, language) }))} />
        </Form.Item>
      )}
      <Form.Item
        name="reference"
        label={t('adjust.reference')}
        rules={[{ required: needed, whitespace: true, message: t('adjust.referenceMissing') }]}
      >
        <Input maxLength={REFERENCE_AT_MOST} />
      </Form.Item>
    </>
  )
}

/** What will be available afterwards, while one types. @param as how, where the form does not ask it */
export function Outcome({ memberId, as }: { readonly memberId: string; readonly as?: How }) {
  const { t } = useTranslation()
  const format = useFormat()
  const statement = useStatement(memberId)
  const asked = Form.useWatch<How | undefined>('how')
  const how = as ?? asked
  const wallet = Form.useWatch<string | undefined>('wallet')
  const amount = Form.useWatch<number | null | undefined>('amount')
  const now = statement.data?.wallets.find((each) => each.wallet === wallet)
  if (now === undefined || wallet === undefined) return null
  if (typeof amount !== 'number')
    return <p className="quiet">{t('adjust.now', { available: format.points(now.available, wallet) })}</p>
  const after = how === 'give' ? now.available + amount : now.available - amount
  if (after < 0)
    return <p className="bad">{t('adjust.tooMuch', { available: format.points(now.available, wallet) })}</p>
  return (
    <p>{t('adjust.after', { before: format.points(now.available, wallet), after: format.points(after, wallet) })}</p>
  )
}
