/** What a person keeps on this device: chosen columns, filters with a name. Gone with the browser's data; nothing depends on it. */
import { useState } from 'react'

/** @param read makes sense of what is there, which may be old, foreign or nothing */
export function useKept<T>(name: string, read: (stored: unknown) => T): [kept: T, keep: (value: T) => void] {
  const [kept, setKept] = useState(() => read(stored(name)))
  return [
    kept,
    (value) => {
      setKept(value)
      keepAs(name, value)
    },
  ]
}

function stored(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

/** For who shows it later. */
export function keepAs(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // A browser that refuses storage: what was chosen holds until the page is left.
  }
}
