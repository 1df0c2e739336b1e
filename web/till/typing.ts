/** A scanner types wherever the focus is. After a tap on a button that is nowhere, so what is typed is led to the right field. */
import type { InputRef } from 'antd'
import { type RefObject, useEffect, useRef } from 'react'

type Field = RefObject<InputRef | null>

/** The last one is on top: a dialog's field before the page's. */
const fields: Field[] = []

function lead({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  const isTyped = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
  const isInField = target instanceof HTMLElement && target.closest('input, textarea') !== null
  if (isTyped && !isInField) fields.at(-1)?.current?.focus()
}

/** Makes it the field that everything typed outside of a field goes to, while it is on the screen. */
export function useTyping(field: Field): void {
  useEffect(() => {
    fields.push(field)
    field.current?.focus({ preventScroll: true })
    if (fields.length === 1) document.addEventListener('keydown', lead)
    return () => {
      fields.splice(fields.indexOf(field), 1)
      if (fields.length === 0) document.removeEventListener('keydown', lead)
      else fields.at(-1)?.current?.focus({ preventScroll: true })
    }
  }, [field])
}

/** Nobody types faster than this from key to key; scanners do. */
const SCANNER_MILLISECONDS = 50
const CODE_AT_LEAST = 4

/** @returns tells what was scanned into a field from what was typed there: the code at the end of the text, empty when a person typed. To be asked when Enter comes */
export function useScanner(): (text: string) => string {
  const pressed = useRef<number[]>([])
  useEffect(() => {
    // Of the whole page: the first key may come before the field has the focus.
    const hear = ({ key, timeStamp }: KeyboardEvent) => {
      if (key.length === 1) pressed.current.push(timeStamp)
    }
    document.addEventListener('keydown', hear, true)
    return () => document.removeEventListener('keydown', hear, true)
  }, [])
  return (text) => {
    const stamps = pressed.current
    pressed.current = []
    let first = stamps.length - 1
    while (first > 0 && (stamps[first] ?? 0) - (stamps[first - 1] ?? 0) < SCANNER_MILLISECONDS) first -= 1
    const signs = stamps.length - first
    return signs < CODE_AT_LEAST ? '' : text.slice(-signs)
  }
}

type Burst = {
  /** Of the dialog: it hears nothing while another one is on top. */ readonly field: Field
  /** Before the first key of what may be a code: the fields are as people left them. */ readonly begins: () => void
  /** @returns whether the code was taken, and its Enter with it; otherwise it is as if it had been typed */
  readonly ends: (code: string) => boolean
}

/** Hears what a scanner types while people are asked for something else, wherever the focus is. */
export function useBurst({ field, begins, ends }: Burst): void {
  const now = useRef({ begins, ends })
  useEffect(() => {
    now.current = { begins, ends }
  })
  useEffect(() => {
    let code = ''
    let before = Number.NEGATIVE_INFINITY
    const hear = (event: KeyboardEvent) => {
      const { key, timeStamp } = event
      if ((key.length !== 1 && key !== 'Enter') || fields.at(-1) !== field) return
      const isQuick = timeStamp - before < SCANNER_MILLISECONDS
      before = timeStamp
      if (key === 'Enter') {
        const scanned = isQuick && code.length >= CODE_AT_LEAST ? code : ''
        code = ''
        if (scanned === '' || !now.current.ends(scanned)) return
        event.preventDefault()
        event.stopPropagation()
        return
      }
      if (!isQuick) now.current.begins()
      code = isQuick ? code + key : key
    }
    document.addEventListener('keydown', hear, true)
    return () => document.removeEventListener('keydown', hear, true)
  }, [field])
}
