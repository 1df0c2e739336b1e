import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startSpeaking } from '../ui/words.ts'
import { Console, fetchAhead, opened } from './console.tsx'
import { consoleWords } from './words.ts'
import '../ui/console.css'

const place = document.getElementById('console')
if (place === null) throw new Error('the page has no place for the console')
fetchAhead()
// What the server drew stands until there is more to show.
await startSpeaking(consoleWords)
await opened()
createRoot(place).render(
  <StrictMode>
    <Console />
  </StrictMode>,
)
