import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keptCard } from './kept.ts'
import { Portal, startWith } from './portal.tsx'
import { startSpeaking } from './speaking.ts'
import './portal.css'

const place = document.getElementById('portal')
if (place === null) throw new Error('the page has no place for the portal')
const [card] = await Promise.all([keptCard(), startSpeaking()])
if (card !== undefined) startWith(card)
createRoot(place).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
)
