/** When and how something is published: at once or at an instant of the programme's clock, with a note, and what becomes of points. */
import { Checkbox, DatePicker, Form, Input, Radio } from 'antd'
import type { Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useFormat } from '../../../ui/format.ts'
import { useNaming } from '../../../ui/programme.ts'
import { useTranslation } from '../../../ui/translation.ts'
import { todayIn, zonedMoment, zonedText } from '../../../ui/zoned.ts'
import type { Change, Version } from './queries.ts'

const NOTE_AT_MOST = 300
const policies = ['keep', 'better', 'move'] as const

export type Wish = {
  readonly when: 'now' | 'later'
  readonly at?: Dayjs
  readonly note?: string
  readonly lots?: (typeof policies)[number]
  readonly overtake?: boolean
}

export type Terms = {
  readonly effectiveAt?: string
  readonly note?: string
  readonly lots?: (typeof policies)[number]
  readonly overtake?: boolean
}

/** What is not said is left to the server. @param timeZone of the programme, whose clock the person read */
export function termsOf({ when, at, note = '', lots, overtake }: Wish, timeZone: string): Terms {
  return {
    ...(when === 'later' && at !== undefined ? { effectiveAt: zonedText(at, timeZone) } : {}),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(lots === undefined || lots === 'keep' ? {} : { lots }),
    ...(overtake === true ? { overtake } : {}),
  }
}

type Props = {
  readonly changes: readonly Change[]
  /** The newest version. */
  readonly newest: Version | undefined
}

export function WishFields({ changes, newest }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <When newest={newest} />
      <Form.Item name="note" label={t('drafts.note')} extra={t('drafts.noteMeaning')}>
        <Input.TextArea maxLength={NOTE_AT_MOST} autoSize={{ minRows: 2 }} />
      </Form.Item>
      {changes.some(changesExpiry) ? (
        <Form.Item name="lots" label={t('drafts.lots')} initialValue="keep" extra={t('drafts.lotsMeaning')}>
          <Radio.Group
            className="stacked"
            options={policies.map((value) => ({ value, label: t(`drafts.policies.${value}`) }))}
          />
        </Form.Item>
      ) : null}
    </>
  )
}

function changesExpiry({ section, fields }: Change): boolean {
  return section === 'wallets' && fields.some(({ path }) => path === 'expiry' || path.startsWith('expiry.'))
}

function When({ newest }: { readonly newest: Version | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { timeZone } = useNaming()
  const when = Form.useWatch<Wish['when'] | undefined>('when')
  const at = Form.useWatch<Dayjs | undefined>('at')
  const from = when === 'later' && at !== undefined ? Date.parse(zonedText(at, timeZone)) : Date.now()
  // What the newest version says would come with this one, before its own time.
  const overtakes = newest !== undefined && Date.parse(newest.effectiveAt) > from
  return (
    <>
      <Form.Item name="when" label={t('drafts.when')} initialValue="now">
        <Radio.Group
          optionType="button"
          options={(['now', 'later'] as const).map((value) => ({ value, label: t(`drafts.whens.${value}`) }))}
        />
      </Form.Item>
      {when === 'later' ? (
        <Form.Item
          name="at"
          label={t('drafts.at', { zone: timeZone })}
          rules={[{ required: true, message: t('drafts.atMissing') }]}
        >
          <DatePicker
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            minDate={zonedMoment(todayIn(timeZone).midnight, timeZone) ?? undefined}
          />
        </Form.Item>
      ) : null}
      {overtakes ? (
        <Form.Item
          name="overtake"
          valuePropName="checked"
          extra={t('drafts.overtakeMeaning', { version: newest.version, moment: format.moment(newest.effectiveAt) })}
        >
          <Checkbox>{t('drafts.overtake', { version: newest.version })}</Checkbox>
        </Form.Item>
      ) : null}
    </>
  )
}
