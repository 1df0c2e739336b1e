/** Where in the editor somebody is. It stands behind the # of the address, so that going back goes back. */
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type SectionName, sectionNames } from './sections.tsx'

export const BASICS = 'basics'
export type Spot = { readonly section: SectionName | typeof BASICS; readonly item: string | undefined }

export function spotIn(hash: string): Spot {
  const [name = '', item = ''] = hash.split('/')
  const section = sectionNames.find((each) => each === name)
  if (section === undefined) return { section: BASICS, item: undefined }
  return { section, item: item === '' ? undefined : decoded(item) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const hashOf = ({ section, item }: Spot): string =>
  item === undefined ? section : `${section}/${encodeURIComponent(item)}`

/** Where the form for a place of the definition is: `offers.spring.gives.0` is in the form of the offer `spring`. */
export function spotOf(place: string): Spot {
  const [name = '', item] = place.split('.')
  const section = sectionNames.find((each) => each === name)
  return section === undefined ? { section: BASICS, item: undefined } : { section, item }
}

export function useSpot(): { readonly spot: Spot; readonly go: (spot: Spot) => void } {
  const hash = useLocation({ select: (location) => location.hash })
  const navigate = useNavigate()
  return {
    spot: spotIn(hash),
    go: (to) => void navigate({ to: '.', search: true, hash: hashOf(to), resetScroll: false }),
  }
}
