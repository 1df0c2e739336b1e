import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startSpeaking } from '../ui/words.ts'
import { startClock } from './model/clock.ts'
import { kept } from './model/database.ts'
import { Till } from './till.tsx'
import { startWindow } from './window.ts'
import { tillWords } from './words.ts'
import '../ui/console.css'
import './till.css'

/** Nothing where the browser keeps nothing: the page says so itself. */
async function begun<Name extends 'programme' | 'sale'>(name: Name) {
  try {
    return await (await kept()).get(name, name)
  } catch {
    return undefined
  }
}

const place = document.getElementById('till')
if (place === null) throw new Error('the page has no place for the till')
// The basket is read when no other window changes it any more.
await startWindow()
const [programme, sale] = await Promise.all([
  begun('programme'),
  begun('sale'),
  startSpeaking(tillWords),
  startClock().catch(() => undefined),
])
createRoot(place).render(
  <StrictMode>
    <Till programme={programme} sale={sale} />
  </StrictMode>,
)
