import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startSpeaking } from '../ui/words.ts'
import { Console, fetchAhead } from './console.tsx'
import { consoleWords } from './words.ts'
import '../ui/console.css'

const place = document.getElementById('console')
if (place === null) throw new Error('the page has no place for the console')
fetchAhead()
await startSpeaking(consoleWords)
createRoot(place).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
