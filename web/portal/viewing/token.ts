/**
 * Whether this window is a member of staff's, who sees what a member sees. The token belongs to the window alone: it comes in the
 * address, is taken out of it at once, and stays through a reload, so that the window never turns into somebody's own session.
 */
import { credential } from '../../ui/server.ts'

const KEPT = 'regulars.portal.viewing'
const FRAGMENT = /^#viewing=(rv_[\w-]+)$/

let token: string | undefined

/** Call it before anything is asked. */
export function startViewing(): void {
  const [, given] = FRAGMENT.exec(location.hash) ?? []
  token = given ?? kept()
  if (token === undefined) return
  credential.bearer = token
  if (given === undefined) return
  keep(given)
  history.replaceState(null, '', location.pathname + location.search)
}

/** The same for as long as the page lives. */
export function isViewing(): boolean {
  return token !== undefined
}

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(KEPT) ?? undefined
  } catch {
    return undefined
  }
}

function keep(given: string): void {
  try {
    sessionStorage.setItem(KEPT, given)
  } catch {
    // Then a reload asks the person to begin anew from the console.
  }
}
