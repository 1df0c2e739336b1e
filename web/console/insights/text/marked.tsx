/** A review with the words that speak for good or for bad marked. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from '../../../ui/translation.ts'
import type { Judged } from './reading.ts'

/** Signs that turn the direction of what stands beside them, or that nobody sees, are shown as one that everybody does. */
const tricky = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

const shown = (text: string) => text.replace(tricky, (sign) => (sign === '\n' || sign === '\t' ? sign : '\ufffd'))

/** From these pulls on, either way, a mark is stronger. */
const STRONG = 1.5
const CLEAR = 0.5

const strengthOf = (pull: number) => (Math.abs(pull) >= STRONG ? 'strong' : Math.abs(pull) >= CLEAR ? 'clear' : 'weak')

/** A longer one is shown whole when asked for, so that one letter does not fill the page. */
const SIGNS_SHOWN = 500

export function Marked({ text: whole, judged }: { readonly text: string; readonly judged: Judged }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(whole.length <= SIGNS_SHOWN)
  const text = open ? whole : whole.slice(0, SIGNS_SHOWN)
  const marks = judged.evidence.filter(({ to }) => to <= text.length).sort((one, other) => one.from - other.from)
  const ends = [...marks.map(({ from }) => from), text.length]
  return (
    <span className="insights-text-review">
      {shown(text.slice(0, ends[0]))}
      {marks.map(({ from, to, pull }, place) => (
        <span key={from}>
          <mark
            className={`${pull > 0 ? 'for-good' : 'for-bad'} ${strengthOf(pull)}`}
            title={t(pull > 0 ? 'insights.text.forGood' : 'insights.text.forBad', { pull: pull.toFixed(2) })}
          >
            {shown(text.slice(from, to))}
          </mark>
          {shown(text.slice(to, ends[place + 1]))}
        </span>
      ))}
      {open ? null : (
        <Button size="small" type="link" onClick={() => setOpen(true)}>
          {t('insights.text.whole')}
        </Button>
      )}
    </span>
  )
}
