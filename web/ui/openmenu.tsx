/** A button with the menu that it opens. */
import { Button, type ButtonProps, Dropdown, type MenuProps } from 'antd'
import { useEffect, useRef, useState } from 'react'

type Props = {
  readonly menu: MenuProps
  readonly button: ButtonProps
  /** Somebody asked for it before it was there. */ readonly opened: boolean
}

export function OpenMenu({ menu, button, opened }: Props) {
  const [open, setOpen] = useState(opened)
  const place = useRef<HTMLButtonElement>(null)
  // Whoever pressed the button that stood here before goes on from this one.
  useEffect(() => {
    if (opened) place.current?.focus()
  }, [opened])
  return (
    <Dropdown menu={menu} trigger={['click']} open={open} onOpenChange={setOpen}>
      <Button {...button} ref={place} />
    </Dropdown>
  )
}
