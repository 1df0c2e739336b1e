/** Keys that work on every page: `/` searches, `g` and a letter goes to a room. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { SEARCH_FIELD } from '../ui/search.tsx'

const places: Readonly<
  Record<
    string,
    | '/'
    | '/members'
    | '/orders'
    | '/coupons'
    | '/points'
    | '/programme'
    | '/messages'
    | '/imports'
    | '/tills'
    | '/settings'
  >
> = {
  h: '/',
  m: '/members',
  o: '/orders',
  c: '/coupons',
  a: '/points',
  p: '/programme',
  x: '/messages',
  i: '/imports',
  t: '/tills',
  s: '/settings',
}

/** How long after `g` the letter may follow. */
const PAUSE_MILLISECONDS = 1_200

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

export function useShortcuts(): void {
  const navigate = useNavigate()
  useEffect(() => {
    let goUntil = 0
    function pressed(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '/') {
        event.preventDefault()
        const field = document.getElementById(SEARCH_FIELD)
        if (field === null) void navigate({ to: '/members' })
        else field.focus()
        return
      }
      if (event.key === 'g') {
        goUntil = event.timeStamp + PAUSE_MILLISECONDS
        return
      }
      const place = event.timeStamp < goUntil ? places[event.key] : undefined
      goUntil = 0
      if (place !== undefined) void navigate({ to: place })
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [navigate])
}
