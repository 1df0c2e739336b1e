/** Where short sentences and questions before a deed appear. */
import { Modal, message } from 'antd'
import { useLayoutEffect } from 'react'
import { tellBy } from './toast.ts'

export function Tellers() {
  const [messages, messagesPlace] = message.useMessage()
  const [modal, modalPlace] = Modal.useModal()
  useLayoutEffect(() => tellBy({ message: messages, modal }), [messages, modal])
  return (
    <>
      {messagesPlace}
      {modalPlace}
    </>
  )
}
