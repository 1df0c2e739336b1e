/** Short sentences over the page, and questions before a deed. They are Ant Design's, which comes once the page stands. */
import type { Modal, message } from 'antd'
import { hasten } from './stands.ts'

type Tellers = {
  readonly message: ReturnType<typeof message.useMessage>[0]
  readonly modal: ReturnType<typeof Modal.useModal>[0]
}
type Deed = (tellers: Tellers) => unknown

let tellers: Tellers | undefined
/** What was said before they came. */
let waiting: readonly Deed[] = []

function tell(deed: Deed): void {
  if (tellers !== undefined) deed(tellers)
  else {
    waiting = [...waiting, deed]
    hasten()
  }
}

export function tellBy(came: Tellers): void {
  tellers = came
  for (const deed of waiting) deed(came)
  waiting = []
}

export const toast = {
  success: (text: string) => tell(({ message }) => message.success(text)),
  info: (text: string) => tell(({ message }) => message.info(text)),
  error: (text: string) => tell(({ message }) => message.error(text)),
}

type Question = Parameters<Tellers['modal']['confirm']>[0]

export const modal = {
  confirm: (question: Question) => tell((by) => by.modal.confirm(question)),
  error: (what: Question) => tell((by) => by.modal.error(what)),
}
