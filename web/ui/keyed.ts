/** A key for each wish: the same wish sent again after a broken connection has one effect, another wish is another key. */
import { useRef } from 'react'
import { newKey } from './server.ts'

export function useKeyed(): (wish: unknown) => string {
  const sent = useRef({ of: '', key: '' })
  return (wish) => {
    const of = JSON.stringify(wish)
    if (sent.current.of !== of) sent.current = { of, key: newKey() }
    return sent.current.key
  }
}
