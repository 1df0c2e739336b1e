import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keptCard } from './kept.ts'
import { opened, Portal, startWith } from './portal.tsx'
import { startSpeaking } from './speaking.ts'
import { isViewing, startViewing } from './viewing/token.ts'
import './portal.css'

const place = document.getElementById('portal')
if (place === null) throw new Error('the page has no place for the portal')
startViewing()
const [card] = await Promise.all([isViewing() ? undefined : keptCard(), startSpeaking()])
if (card !== undefined) startWith(card)
// What the server drew stands until there is more to show.
await opened()
createRoot(place).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
)

/** What the first page needs has come by then, also on a slow network. */
const CALM_MILLISECONDS = 4_000

// Only so that the card opens without a network: where there are no workers, as inside WeChat, nothing else is missing.
setTimeout(() => {
  if ('serviceWorker' in navigator && !isViewing())
    void navigator.serviceWorker.register('/my/worker.js').catch(() => undefined)
}, CALM_MILLISECONDS)
