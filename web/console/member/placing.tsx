/** Putting a member on a tier by hand, until a day or until it is ended; and ending that. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { FormDialog } from '../../ui/formdialog.tsx'
import { useKeyed } from '../../ui/keyed.ts'
import { midnightAfter } from '../../ui/midnight.ts'
import { useNaming } from '../../ui/programme.ts'
import { ask, regulars } from '../../ui/server.ts'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { key, refresh } from './queries.ts'

type Asked = {
  readonly ladder: string
  readonly tier: string
  readonly until?: Dayjs | null
  readonly locked?: boolean
  readonly reason: string
}

const REASON_AT_MOST = 200
/** No tier's code: codes begin with a letter. */
const NONE = '-'

export function PlaceDialog({ memberId, close }: { readonly memberId: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const { ladders, tierName, timeZone } = useNaming()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  const [form] = Form.useForm<Asked>()
  const placing = useMutation({
    mutationFn: ({ ladder, tier, until, locked, reason }: Asked) => {
      const day = until?.format('YYYY-MM-DD')
      const body = {
        reason,
        tier: tier === NONE ? null : tier,
        ...(tier === NONE || day === undefined ? {} : { until: midnightAfter(day, timeZone) }),
        ...(tier === NONE ? {} : { locked: locked === true }),
      }
      const params = { path: { memberId, ladder }, header: { 'idempotency-key': keyOf({ ladder, ...body }) } }
      return ask(regulars.PUT('/v1/members/{memberId}/tiers/{ladder}', { params, body }))
    },
    onSuccess: async (answer, { ladder }) => {
      const now = answer.ladders.find((each) => each.ladder === ladder)?.tier ?? ''
      toast.success(t('placing.done', { tier: tierName(ladder, now) }))
      close()
      await refresh(queries, memberId)
    },
  })
  return (
    <FormDialog
      title={t('placing.title')}
      action={t('placing.confirm')}
      form={form}
      initialValues={{ ladder: ladders[0]?.code }}
      doing={placing}
      close={close}
    >
      <Fields memberId={memberId} />
    </FormDialog>
  )
}

function Fields({ memberId }: { readonly memberId: string }) {
  const { t } = useTranslation()
  const { ladders, ladderName, tierName } = useNaming()
  const ladder = Form.useWatch<string | undefined>('ladder')
  const tier = Form.useWatch<string | undefined>('tier')
  const tiers = ladders.find(({ code }) => code === ladder)?.tiers ?? []
  return (
    <>
      <Form.Item name="ladder" label={t('placing.ladder')} hidden={ladders.length < 2}>
        <Select options={ladders.map(({ code }) => ({ value: code, label: ladderName(code) }))} />
      </Form.Item>
      <Now memberId={memberId} ladder={ladder} />
      <Form.Item name="tier" label={t('placing.tier')} rules={[{ required: true, message: t('placing.tier') }]}>
        <Select
          options={[
            ...tiers.map(({ code }) => ({ value: code, label: tierName(ladder ?? '', code) })),
            { value: NONE, label: t('placing.none') },
          ]}
        />
      </Form.Item>
      {tier === NONE ? null : (
        <>
          <Form.Item name="until" label={t('placing.until')} extra={t('placing.untilAdvice')}>
            <DatePicker className="wide" />
          </Form.Item>
          <Form.Item name="locked" valuePropName="checked">
            <Checkbox>{t('placing.locked')}</Checkbox>
          </Form.Item>
        </>
      )}
      <Form.Item
        name="reason"
        label={t('holds.reason')}
        rules={[{ required: true, whitespace: true, message: t('standing.reasonMissing') }]}
        className="last"
      >
        <Input maxLength={REASON_AT_MOST} />
      </Form.Item>
    </>
  )
}

/** Where the member stands now, and whether somebody put him there. */
function Now({ memberId, ladder }: { readonly memberId: string; readonly ladder: string | undefined }) {
  const { t } = useTranslation()
  const { tierName } = useNaming()
  const { data } = useQuery({
    queryKey: key(memberId, 'tiers'),
    queryFn: () => ask(regulars.GET('/v1/members/{memberId}/tiers', { params: { path: { memberId } } })),
  })
  const now = data?.ladders.find((each) => each.ladder === ladder)
  if (now === undefined) return null
  return (
    <p className="quiet">
      {t('placing.now', { tier: tierName(now.ladder, now.tier) })}{' '}
      {now.placement === null ? null : t('placing.placed', { reason: now.placement.reason })}
    </p>
  )
}
