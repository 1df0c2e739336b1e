/** A button that opens a menu. Ant Design's menu comes once the page stands, or at once when somebody asks for it. */
import type { MenuProps } from 'antd'
import { Button, type ButtonProps } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useStands } from './stands.ts'

const Menu = lazy(async () => ({ default: (await import('./openmenu.tsx')).OpenMenu }))

export type MenuButtonProps = Omit<ButtonProps, 'onClick'> & { readonly menu: MenuProps }

export function MenuButton({ menu, ...button }: MenuButtonProps) {
  const [asked, ask] = useState(false)
  const stands = useStands()
  const plain = <Button {...button} aria-haspopup="menu" aria-expanded={false} onClick={() => ask(true)} />
  if (!asked && !stands) return plain
  return (
    <Suspense fallback={plain}>
      <Menu menu={menu} button={button} opened={asked} />
    </Suspense>
  )
}
