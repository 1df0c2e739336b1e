/** Colours that stand on each other, by the contrast of WCAG 2.2 (success criterion 1.4.3: 4.5 for letters of usual size). */
import { theme } from 'antd'
import { describe, expect, test } from 'vitest'
import { lookOf } from './look.ts'

/** Ant Design's letters on its colours, which it shortens. */
const WHITE = '#ffffff'
const PARTS = [1, 3, 5] as const

/** Of a colour as `#0b7a75`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = PARTS.map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map(
    (part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (more + 0.05) / (less + 0.05)
}

describe.each(['light', 'dark'] as const)('in %s', (appearance) => {
  const { token, algorithm, components } = lookOf(appearance)
  const made = theme.getDesignToken({ token, algorithm })
  const onDanger = components.Button?.dangerColor ?? WHITE

  test.each([
    ['a button', made.colorPrimary, WHITE],
    ['a button under the pointer', made.colorPrimaryHover, WHITE],
    ['a pressed button', made.colorPrimaryActive, WHITE],
    ['a dangerous button', made.colorError, onDanger],
    ['a dangerous button under the pointer', made.colorErrorHover, onDanger],
    ['a link', made.colorLink, made.colorBgContainer],
    ['a link under the pointer', made.colorLinkHover, made.colorBgContainer],
    ['a plain button under the pointer', String(components.Button?.defaultHoverColor), made.colorBgContainer],
    ['a tab under the pointer', String(components.Tabs?.itemHoverColor), made.colorBgContainer],
    ['an error', made.colorError, made.colorBgContainer],
    ['what explains', made.colorTextDescription, made.colorBgContainer],
  ])('%s can be read', (_, ground, letters) => {
    expect(contrast(ground, letters)).toBeGreaterThanOrEqual(4.5)
  })
})
