/** From the member's page in the console to his own pages, as staff see them: marked, without anything to do, and told to him. */
import { expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('viewing')
const phone = '+8613800138000'
const member = textIn(await shop.send('POST', '/v1/members', { name: '王芳', phone }), 'memberId')
await shop.send('POST', `/v1/members/${member}/adjustments`, { wallet: 'points', amount: 120, reason: 'goodwill' })

/** What a page of a viewing may hold: links between pages, its own end, and what folds away. */
const works = 'main button:not(:disabled), main input:not(:disabled), main select:not(:disabled)'

test('the console opens a marked window in which nothing can be done, and which ends', {
  timeout: 120_000,
}, async () => {
  const { page, context, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
  // A member who uses this browser himself stays signed in here, and is not who is looked at.
  await context.addCookies([{ name: 'regulars.member', value: 'rm_none', url: shop.address }])
  await page.goto(`/members/${member}`)
  await page.getByRole('button', { name: '会员视角' }).click()
  await page.getByLabel('处理投诉').check()
  await photograph(page, 'viewing-asked-zh')
  const [window] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: '打开会员中心' }).click(),
  ])
  await window.setViewportSize({ width: 320, height: 700 })
  await window.getByText('林岚，有效至').waitFor()
  await window.getByText('会员码不向员工显示。').waitFor()
  expect(window.url()).toBe(`${shop.address}/my/`)
  expect(await photograph(window, 'viewing-card-zh')).toBe(0)
  for (const path of ['points', 'coupons', 'orders', 'me', 'profile', 'consents', 'devices', 'tier', 'looks']) {
    await window.goto(`/my/${path}`)
    await window.getByText('林岚，有效至').waitFor()
    await window.waitForLoadState('networkidle')
    expect({ path, works: await window.locator(works).count() }).toEqual({ path, works: 0 })
    expect({ path, wider: await photograph(window, `viewing-${path}-zh`) }).toEqual({ path, wider: 0 })
  }
  // Pages on which there is nothing but something to do lead back.
  for (const path of ['give', 'claim', 'contact', 'own', 'delete', 'language', 'join']) {
    await window.goto(`/my/${path}`)
    await window.getByText('会员码不向员工显示。').waitFor()
  }
  await window.goto('/my/looks')
  await window.getByText('处理投诉').waitFor()
  await window.getByRole('button', { name: /结\s?束/ }).click()
  await window.getByText('本次查看已结束').waitFor()
  await photograph(window, 'viewing-over-zh')
  await window.reload()
  await window.getByText('本次查看已结束').waitFor()
  const kept = await window.evaluate<string>('JSON.stringify(Object.keys(localStorage))')
  expect(kept).not.toContain('signed-in')
  expect((await context.cookies()).find(({ name }) => name === 'regulars.member')?.value).toBe('rm_none')
  expect(troubles).toEqual([])
  await page.goto('/audit')
  await page.getByText('以会员视角查看页面').first().waitFor()
  await page.getByText('结束以会员视角查看').waitFor()
  await photograph(page, 'viewing-audit-zh')
})

test('in English, narrow and dark: the same, by keyboard', { timeout: 60_000 }, async () => {
  const { page, context, troubles } = await shop.open({ width: 768, scheme: 'dark', language: 'en' })
  await page.goto(`/members/${member}`)
  await page.getByRole('button', { name: 'See as member' }).focus()
  await page.keyboard.press('Enter')
  const open = page.getByRole('button', { name: 'Open the portal' })
  await open.focus()
  const [window] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')])
  await window.setViewportSize({ width: 320, height: 700 })
  await window.getByText('You see this as staff. Nothing can be changed.').waitFor()
  await window.locator('[data-balance=points]').getByText('120').waitFor()
  expect(await photograph(window, 'viewing-card-en')).toBe(0)
  expect(troubles).toEqual([])
})
