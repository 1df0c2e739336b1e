/** Two records of one person: both sides and what will be, before it is done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input, Radio, Table, type TableColumnsType } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFormat } from '../../ui/format.ts'
import { FormDialog } from '../../ui/formdialog.tsx'
import { Personal } from '../../ui/personal.tsx'
import { useNaming } from '../../ui/programme.ts'
import { type Answer, ask, regulars } from '../../ui/server.ts'
import { Answered } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { MemberChoice } from '../members/choice.tsx'
import { refresh } from './queries.ts'

type Preview = Extract<Answer<'/v1/members/{memberId}/merges', 'post'>, { readonly after: unknown }>
type Asked = { readonly reason: string }
type Ids = { readonly from: string; readonly into: string }

const WIDTH_PIXELS = 760
const REASON_AT_MOST = 200

function merges({ from, into }: Ids, reason: string, dry: boolean) {
  const params = { path: { memberId: into }, query: dry ? { dry } : {} }
  return ask(regulars.POST('/v1/members/{memberId}/merges', { params, body: { from, reason } }))
}

export function MergeDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [form] = Form.useForm<Asked>()
  const [other, setOther] = useState<string>()
  const [lasting, setLasting] = useState<'this' | 'other'>('this')
  const ids = other === undefined ? undefined : idsOf({ memberId, other, lasting })
  const preview = useQuery({
    queryKey: ['member', memberId, 'merging', other ?? '', lasting],
    queryFn: () => (ids === undefined ? Promise.resolve(undefined) : merges(ids, '-', true)),
    enabled: ids !== undefined,
    staleTime: 0,
  })
  const merging = useMutation({
    mutationFn: ({ reason }: Asked) =>
      ids === undefined ? Promise.resolve(undefined) : merges(ids, reason.trim(), false),
    onSuccess: async () => {
      toast.success(t('merging.done'))
      close()
      await Promise.all([memberId, other ?? memberId].map((each) => refresh(queries, each)))
    },
  })
  const shown = preview.data
  const ready = shown !== undefined && 'after' in shown
  return (
    <FormDialog
      title={t('merging.title')}
      action={t('merging.confirm')}
      width={WIDTH_PIXELS}
      ready={ready}
      form={form}
      initialValues={{ reason: t('merging.reasonUsual') }}
      doing={merging}
      close={close}
    >
      <Form.Item label={t('merging.other')}>
        <MemberChoice label={t('members.search')} value={other} except={memberId} onChange={setOther} />
      </Form.Item>
      <Form.Item label={t('merging.lasts')}>
        <Radio.Group
          value={lasting}
          onChange={({ target }) => setLasting(target.value === 'other' ? 'other' : 'this')}
          options={[
            { value: 'this', label: t('merging.this') },
            { value: 'other', label: t('merging.thatOne') },
          ]}
        />
      </Form.Item>
      {ids === undefined ? (
        <Form.Item>
          <Alert type="info" showIcon title={t('merging.meaning')} />
        </Form.Item>
      ) : (
        <Form.Item>
          <Answered of={preview} rows={6}>
            {(found) => (found !== undefined && 'after' in found ? <Sides preview={found} /> : null)}
          </Answered>
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t('merging.reason')}
        className="last"
        rules={[{ required: true, whitespace: true, message: t('merging.reasonMissing') }]}
      >
        <Input maxLength={REASON_AT_MOST} />
      </Form.Item>
    </FormDialog>
  )
}

function idsOf({ memberId, other, lasting }: { memberId: string; other: string; lasting: 'this' | 'other' }): Ids {
  return lasting === 'this' ? { from: other, into: memberId } : { from: memberId, into: other }
}

type Row = {
  readonly key: string
  readonly what: string
  readonly from: ReactNode
  readonly into: ReactNode
  readonly after: ReactNode
}

function Sides({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const rows = [...usePersonRows(preview), ...useHoldingRows(preview)]
  const columns: TableColumnsType<Row> = [
    { key: 'what', dataIndex: 'what', title: '', className: 'quiet' },
    { key: 'from', dataIndex: 'from', title: t('merging.gone') },
    { key: 'into', dataIndex: 'into', title: t('merging.stays') },
    { key: 'after', dataIndex: 'after', title: t('merging.after') },
  ]
  return <Table size="small" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} />
}

/** Who they are; the lasting one keeps what he has and takes what he lacks. */
function usePersonRows({ from, into }: Preview): Row[] {
  const { t } = useTranslation()
  const format = useFormat()
  const person = (key: 'name' | 'birthday' | 'phone' | 'email', what: string): Row => {
    const [gone, lasting] = [from, into].map((side) => (
      <Personal key={side.memberId} value={side[key]} masked={side.masked} />
    ))
    const kept = into[key] === null ? gone : lasting
    return { key, what, from: gone, into: lasting, after: kept }
  }
  const day = (text: string) => format.day(text)
  const known = (side: Preview['into']) =>
    format.list([...new Set(side.identities.map(({ kind }) => kind))].map((kind) => t(`identities.${kindOf(kind)}`)))
  const both = { ...into, identities: [...into.identities, ...from.identities] }
  return [
    { key: 'number', what: t('identities.number'), from: from.number, into: into.number, after: into.number },
    person('name', t('members.name')),
    person('birthday', t('merging.birthday')),
    person('phone', t('identities.phone')),
    person('email', t('identities.email')),
    { key: 'known', what: t('merging.identities'), from: known(from), into: known(into), after: known(both) },
    {
      ...{ key: 'joined', what: t('merging.joined'), from: day(from.joinedAt), into: day(into.joinedAt) },
      after: day(into.joinedAt),
    },
  ]
}

const kinds = ['phone', 'email', 'card', 'number', 'wechat-openid', 'wechat-unionid', 'external'] as const

function kindOf(text: string): (typeof kinds)[number] {
  return kinds.find((each) => each === text) ?? 'external'
}

/** What they have, and where they stand. */
function useHoldingRows({ from, into, after }: Preview): Row[] {
  const { t } = useTranslation()
  const format = useFormat()
  const naming = useNaming()
  const held = useHeld()
  const wallets = naming.wallets.map(({ code }) => ({
    ...{ key: `wallet ${code}`, what: naming.walletName(code) },
    ...{ from: held(from.wallets, code), into: held(into.wallets, code), after: held(after.wallets, code) },
  }))
  const tiers = naming.ladders.map(({ code }) => {
    const tier = (side: { readonly tiers: Preview['after']['tiers'] }) => naming.tierName(code, side.tiers[code] ?? '')
    return {
      ...{ key: `ladder ${code}`, what: naming.ladderName(code), from: tier(from), into: tier(into) },
      after: <strong>{tier(after)}</strong>,
    }
  })
  const gone = (key: 'coupons' | 'orders') => ({
    ...{
      key,
      what: t(`merging.${key}`),
      from: format.number(from[key]),
      into: '',
      after: `+${format.number(from[key])}`,
    },
  })
  const counted = (['coupons', 'orders'] as const).filter((key) => from[key] > 0)
  return [...wallets, ...tiers, ...counted.map(gone)]
}

/** “1,200 points · 60 points later · owes 5 points”. */
export function useHeld(): (wallets: Preview['after']['wallets'], code: string) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (wallets, code) => {
    const has = wallets.find(({ wallet }) => wallet === code)
    const { amount, later, owed } = has ?? { amount: 0, later: 0, owed: 0 }
    return [
      format.points(amount, code),
      ...(later > 0 ? [t('merging.later', { points: format.points(later, code) })] : []),
      ...(owed > 0 ? [t('merging.owed', { points: format.points(owed, code) })] : []),
    ].join(' · ')
  }
}
