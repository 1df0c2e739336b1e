import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startSpeaking } from '../ui/words.ts'
import { kept } from './model/database.ts'
import { Till } from './till.tsx'
import { tillWords } from './words.ts'
import '../ui/console.css'
import './till.css'

const place = document.getElementById('till')
if (place === null) throw new Error('the page has no place for the till')
const [programme, sale] = await Promise.all([
  kept().then((database) => database.get('programme', 'programme')),
  kept().then((database) => database.get('sale', 'sale')),
  startSpeaking(tillWords),
])
createRoot(place).render(
  <StrictMode>
    <Till programme={programme} sale={sale} />
  </StrictMode>,
)
