/** A range of days of the programme's calendar, open at either end. */
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/zh-tw'

type Props = {
  readonly label: string
  readonly placeholder: readonly [from: string, to: string]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onChange: (changed: { from?: string | undefined; to?: string | undefined }) => void
}

const day = (text: string | undefined): Dayjs | null => (text === undefined ? null : dayjs(text))

export function DayRange({ label, placeholder: [first, last], from, to, onChange }: Props) {
  return (
    <DatePicker.RangePicker
      aria-label={label}
      allowEmpty={[true, true]}
      placeholder={[first, last]}
      value={[day(from), day(to)]}
      onChange={(_days, texts) => onChange({ from: texts?.[0], to: texts?.[1] })}
      className="filter-range"
    />
  )
}
