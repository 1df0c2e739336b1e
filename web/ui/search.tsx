/** The search field of a page, which `/` goes to. It says what is typed once the person pauses. */
import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { SEARCH_FIELD } from './searchfield.ts'

/** Long enough not to ask for every letter, short enough to feel immediate. */
const PAUSE_MILLISECONDS = 180

type Props = {
  readonly label: string
  readonly text: string
  readonly searching: boolean
  readonly onChange: (text: string) => void
}

export function SearchField({ label, text, searching, onChange }: Props) {
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  const send = useRef(onChange)
  send.current = onChange
  // Cleared from outside, for example by “show all”.
  useEffect(() => {
    if (text !== sent.current) setTyped(text)
    sent.current = text
  }, [text])
  useEffect(() => {
    const wanted = typed.trim()
    if (wanted === sent.current) return undefined
    const timer = setTimeout(() => {
      sent.current = wanted
      send.current(wanted)
    }, PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <Input
      id={SEARCH_FIELD}
      type="search"
      autoFocus
      allowClear
      prefix={<SearchOutlined spin={false} className={searching ? 'searching' : 'quiet'} />}
      suffix={typed === '' ? <kbd>/</kbd> : null}
      placeholder={label}
      aria-label={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      className="filter-search"
    />
  )
}
