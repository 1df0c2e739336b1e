/** Keys that do something, declared in one place: what listens to them and the list that `?` opens are made of it. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { SEARCH_FIELD } from '../ui/searchfield.ts'
import { useMay } from './session.ts'

export const SEARCH_KEY = '/'
export const LIST_KEY = '?'
/** On a member's page. */
export const NOTE_KEY = 'n'
/** Before the letter of a room. */
export const GO_KEY = 'g'
const SAVE_LETTER = 's'

/** The rooms, by the letter that goes there, with the right without which there is nothing to see. */
export const letters = [
  { letter: 'h', to: '/', room: 'home', right: undefined },
  { letter: 'm', to: '/members', room: 'members', right: 'members.read' },
  { letter: 'o', to: '/orders', room: 'orders', right: 'orders.read' },
  { letter: 'c', to: '/coupons', room: 'coupons', right: 'coupons.read' },
  { letter: 'a', to: '/points', room: 'points', right: 'members.read' },
  { letter: 'k', to: '/catalogue', room: 'catalogue', right: 'catalogue.read' },
  { letter: 'p', to: '/programme', room: 'programme', right: 'programme.read' },
  { letter: 'd', to: '/insights', room: 'insights', right: 'insights.read' },
  { letter: 'x', to: '/messages', room: 'messages', right: 'messages.read' },
  { letter: 'i', to: '/imports', room: 'imports', right: 'imports.run' },
  { letter: 'j', to: '/jobs', room: 'jobs', right: 'jobs.run' },
  { letter: 't', to: '/tills', room: 'tills', right: 'tills.manage' },
  { letter: 'e', to: '/staff', room: 'staff', right: 'staff.manage' },
  { letter: 'u', to: '/audit', room: 'audit', right: 'audit.read' },
  { letter: 's', to: '/settings', room: 'settings', right: undefined },
  { letter: 'b', to: '/handbook', room: 'handbook', right: undefined },
] as const

/** What is no way to a room, by how it is pressed. */
export const deeds = [
  { keys: [SEARCH_KEY], does: 'search' },
  { keys: [NOTE_KEY], does: 'note' },
  { keys: ['Ctrl', SAVE_LETTER.toUpperCase()], does: 'save' },
  { keys: ['Tab'], does: 'tab' },
  { keys: ['Enter'], does: 'enter' },
  { keys: ['Esc'], does: 'escape' },
  { keys: [LIST_KEY], does: 'list' },
] as const

/** How long after `g` the letter may follow. */
const PAUSE_MILLISECONDS = 1_200

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** @param list opens the list of keys */
export function useShortcuts(list: () => void): void {
  const navigate = useNavigate()
  const may = useMay()
  const latest = useRef({ list, may })
  latest.current = { list, may }
  useEffect(() => {
    let goUntil = 0
    function pressed(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === LIST_KEY) {
        event.preventDefault()
        latest.current.list()
        return
      }
      if (event.key === SEARCH_KEY) {
        event.preventDefault()
        const field = document.getElementById(SEARCH_FIELD)
        if (field === null) void navigate({ to: '/members' })
        else field.focus()
        return
      }
      if (event.key === GO_KEY) {
        goUntil = event.timeStamp + PAUSE_MILLISECONDS
        return
      }
      const place =
        event.timeStamp < goUntil
          ? letters.find(
              ({ letter, right }) => letter === event.key && (right === undefined || latest.current.may(right)),
            )
          : undefined
      goUntil = 0
      if (place !== undefined) void navigate({ to: place.to })
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [navigate])
}

/** Ctrl S, or ⌘ S; also while somebody types. */
export function useSaveKey(save: () => void): void {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== SAVE_LETTER || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}
