/** A scanner types wherever the focus is. After a tap on a button that is nowhere, so what is typed is led to the right field. */
import type { InputRef } from 'antd'
import { type RefObject, useEffect } from 'react'

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
