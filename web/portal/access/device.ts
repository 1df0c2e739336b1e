/** How a device is called among those on which a member is signed in: names of makers, the same in every language. */

const systems = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
] as const

/** Each browser also says that it is those after it. */
const browsers = [
  [/MicroMessenger/, 'WeChat'],
  [/AlipayClient/, 'Alipay'],
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
] as const

export function deviceName(userAgent: string): string {
  const named = (known: readonly (readonly [RegExp, string])[]) =>
    known.find(([shape]) => shape.test(userAgent))?.[1] ?? ''
  return [named(systems), named(browsers)].filter((each) => each !== '').join(' · ') || '-'
}

export function inWechat(userAgent: string): boolean {
  return /MicroMessenger/.test(userAgent)
}
