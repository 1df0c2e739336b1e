/** Making coupons: many unique codes, one code for everybody, or codes from elsewhere. Large batches show how far they are. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Form } from 'antd'
import dayjs from 'dayjs'
import { ActionDialog } from '../../ui/dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { useKeyed } from '../../ui/keyed.ts'
import { midnightAfter, midnightOf } from '../../ui/midnight.ts'
import { useNaming } from '../../ui/programme.ts'
import { Progress } from '../../ui/progress.tsx'
import { ask, regulars, type Sent } from '../../ui/server.ts'
import { Nothing } from '../../ui/states.tsx'
import { toast } from '../../ui/toast.ts'
import { useTranslation } from '../../ui/translation.ts'
import { type Asked, claimed, codesIn, MakeFields } from './fields.tsx'
import { type Making, refreshCoupons, useCouponOffers } from './queries.ts'

type Body = Sent<'/v1/coupons/batches', 'post'>

const DAY = 'YYYY-MM-DD'
/** Random ones: so many that nobody guesses a code. */
const CHARACTERS = 13

function codesOf({ kind, count, prefix, code, list }: Asked): Body['codes'] {
  if (kind === 'generic') return { kind, code: code?.trim() ?? '' }
  if (kind === 'imported') return { kind, codes: codesIn(list ?? '') }
  return { kind, count: count ?? 1, prefix: prefix?.trim().toUpperCase() ?? '', characters: CHARACTERS }
}

function bodyOf(asked: Asked, timeZone: string): Body {
  const { offer, name, days, validDays, most, mostPerMember, takesPerMember, giftable } = asked
  const mustClaim = claimed(asked)
  const [from, to] = days ?? []
  return {
    ...{ offer, name: name.trim(), codes: codesOf(asked) },
    ...{ mustClaim, giftable: giftable === true },
    ...(from === undefined || from === null ? {} : { startsAt: midnightOf(dayjs(from).format(DAY), timeZone) }),
    ...(to === undefined || to === null ? {} : { endsAt: midnightAfter(dayjs(to).format(DAY), timeZone) }),
    ...(mustClaim && typeof validDays === 'number' ? { validDays } : {}),
    ...(typeof most === 'number' ? { most } : {}),
    ...(typeof mostPerMember === 'number' ? { mostPerMember } : {}),
    ...(mustClaim && typeof takesPerMember === 'number' ? { takesPerMember } : {}),
  }
}

function useMaking(close: () => void) {
  const { t } = useTranslation()
  const format = useFormat()
  const queries = useQueryClient()
  const keyOf = useKeyed()
  return useMutation({
    mutationFn: (body: Body) =>
      ask(regulars.POST('/v1/coupons/batches', { params: { header: { 'idempotency-key': keyOf(body) } }, body })),
    onSuccess: async ({ codes }) => {
      toast.success(t('coupons.makeDone', { count: codes, shown: format.number(codes) }))
      close()
      await refreshCoupons(queries)
    },
  })
}

type Props = { readonly underWay: readonly Making[]; readonly close: () => void }

export function MakeCouponsDialog({ underWay, close }: Props) {
  const { t } = useTranslation()
  const { timeZone } = useNaming()
  const { options } = useCouponOffers()
  const [form] = Form.useForm<Asked>()
  const making = useMaking(close)
  const now = underWay.find(({ name, offer }) => name === making.variables?.name && offer === making.variables.offer)
  if (options.length === 0)
    return (
      <ActionDialog
        title={t('coupons.make')}
        action={t('coupons.makeConfirm')}
        ready={false}
        pending={false}
        trouble={null}
        act={close}
        close={close}
      >
        <Nothing title={t('coupons.noOffer')} advice={t('coupons.noOfferAdvice')}>
          <Link to="/programme">{t('coupons.toProgramme')}</Link>
        </Nothing>
      </ActionDialog>
    )
  return (
    <ActionDialog
      title={t('coupons.make')}
      action={t('coupons.makeConfirm')}
      {...(making.isPending ? { leave: t('coupons.leaveMaking') } : {})}
      pending={making.isPending}
      trouble={making.error}
      act={() => form.submit()}
      close={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={making.isPending}
        initialValues={{ kind: 'unique', count: 1_000, offer: options[0]?.value }}
        onFinish={(asked) => making.mutate(bodyOf(asked, timeZone))}
      >
        <MakeFields offers={options} />
      </Form>
      {now === undefined || !making.isPending ? null : <HowFar making={now} />}
    </ActionDialog>
  )
}

function HowFar({ making: { made, codes } }: { readonly making: Making }) {
  const { t } = useTranslation()
  const format = useFormat()
  const howFar = t('coupons.howFar', { made: format.number(made), codes: format.number(codes) })
  return (
    <div aria-live="polite">
      {howFar}
      <Progress share={made / codes} label={howFar} />
    </div>
  )
}
