/** Our colours for Ant Design. Letters have a contrast of 4.5 at least, also under the pointer: what is lit up pales otherwise. */
import { type ThemeConfig, theme } from 'antd'

const base = { borderRadius: 6, fontSize: 14 } as const
const light = {
  ...base,
  colorPrimary: '#0b7a75',
  colorPrimaryHover: '#0a6b67',
  colorError: '#c4232b',
  colorErrorHover: '#ad1c24',
  colorInfo: '#0b7a75',
  // Derived from so dark a colour it would be as grey as what is switched off.
  colorInfoBg: '#e8f4f3',
  colorInfoBorder: '#a8d5d1',
  colorLink: '#0a6b67',
  colorLinkHover: '#07524e',
  colorTextDescription: '#5a6572',
  colorTextPlaceholder: '#5f6a76',
  colorBgLayout: '#f4f6f7',
}
const dark = {
  ...base,
  // White letters stand on what Ant Design makes of it; the same holds of red letters.
  colorPrimary: '#1c938b',
  colorPrimaryHover: '#18736c',
  colorInfo: '#1f9d95',
  colorError: '#ff7173',
  colorInfoBg: '#10282a',
  colorInfoBorder: '#1d4b4c',
  colorLink: '#4cc5bc',
  colorLinkHover: '#7adbd3',
  colorTextDescription: '#9aa6b2',
  colorTextPlaceholder: '#8f9ba7',
  colorBgLayout: '#0f1416',
}

export type Appearance = 'light' | 'dark'
type Look = Required<Pick<ThemeConfig, 'token' | 'algorithm' | 'components'>>

export function lookOf(appearance: Appearance): Look {
  const isDark = appearance === 'dark'
  const { colorLink, colorTextDescription } = isDark ? dark : light
  return {
    token: isDark ? dark : light,
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    components: {
      Menu: { itemHeight: 36 },
      Table: { cellPaddingBlockSM: 7 },
      Tabs: { itemSelectedColor: colorLink, itemHoverColor: colorLink },
      Descriptions: { labelColor: colorTextDescription },
      Button: {
        ...{ defaultHoverColor: colorLink, defaultHoverBorderColor: colorLink },
        // Red that can be read on a dark ground is too light for white letters.
        ...(isDark ? { dangerColor: '#141414' } : {}),
      },
    },
  }
}
