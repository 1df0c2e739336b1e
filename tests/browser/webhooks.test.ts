/** An operator connects another system: adds a webhook, sees what was delivered, sends it again, renews the secret. */
import { expect, test } from 'vitest'
import { receiver, signatureBy } from '../../src/integrations/receiver.fixture.ts'
import { photograph } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const { answers, at, url } = await receiver()
const shop = await ownedConsole('webhooks', { REGULARS_WEBHOOK_NETWORKS: '127.0.0.0/8' })
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const dialog = page.getByRole('dialog')
const button = (name: string | RegExp) => page.getByRole('button', { name })
let members = 0

async function enrol(): Promise<void> {
  members += 1
  await shop.send('POST', '/v1/members', { name: '王芳', phone: `+861380013800${members}` })
}

/** Photographed in both widths; nothing is wider than the window. */
async function looks(name: string): Promise<void> {
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 860 })
    expect({ name, width, beyond: await photograph(page, `${name}-${width}`) }).toMatchObject({ beyond: 0 })
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

test('a webhook is added for chosen facts; what is wrong is said; the secret is shown once', async () => {
  await page.goto('/settings?tab=webhooks')
  await page.getByText('还没有 Webhook').waitFor()
  await looks('webhooks-empty-zh')
  await button('新增 Webhook').click()
  await dialog.getByRole('button', { name: '新增 Webhook' }).click()
  await dialog.getByText('请填写用途。').waitFor()
  await dialog.getByLabel('用途').fill('CRM')
  await dialog.getByLabel('地址').fill('http://10.0.0.1/hook')
  await dialog.getByText('只通知选中的').click()
  await dialog.getByLabel('事实种类').fill('member.enrolled')
  await page.getByText('登记了一位会员或潜客。').click()
  await page.keyboard.press('Escape')
  await photograph(page, 'webhooks-adding-zh')
  await dialog.getByRole('button', { name: '新增 Webhook' }).click()
  await dialog.getByText('10.0.0.1 指向内网或本机').waitFor()
  await dialog.getByLabel('地址').fill(url('/crm'))
  await dialog.getByRole('button', { name: '新增 Webhook' }).click()
  await dialog.getByText('请立即复制密钥').waitFor()
  expect(await dialog.locator('.made-key').textContent()).toMatch(/^whsec_/)
  await photograph(page, 'webhooks-secret-zh')
  await button('我已保存').click()
  await page.getByRole('link', { name: 'CRM' }).waitFor()
})

test('what happens arrives, and its page shows what was sent and what came back', async () => {
  await enrol()
  await expect.poll(() => at('/crm').length, { timeout: 20_000 }).toBe(1)
  await page.getByRole('link', { name: 'CRM' }).click()
  await page.getByRole('row', { name: /登记了一位会员或潜客。.*已接收/ }).waitFor()
  await looks('webhook-zh')
  await button('打开').click()
  await dialog.getByText('"type": "member.enrolled"').waitFor()
  await dialog.getByText('第 1 次').waitFor()
  await photograph(page, 'webhook-message-zh')
  await dialog.getByRole('button', { name: '重新发送' }).click()
  await page.getByText('已被接收。').waitFor()
  expect(new Set(at('/crm').map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  await dialog.getByText('第 2 次').waitFor()
  await page.keyboard.press('Escape')
})

test('a test and a renewed secret: both sign for a day', async () => {
  await button('更换密钥').click()
  await dialog.getByRole('button', { name: '更换密钥' }).click()
  await dialog.locator('.made-key').waitFor()
  const secret = (await dialog.locator('.made-key').textContent()) ?? ''
  await button('我已保存').click()
  await page.getByText(/旧密钥同时签名至/).waitFor()
  await button('发送测试').click()
  await page.getByText(/已接收：200/).waitFor()
  const last = at('/crm').at(-1)
  if (last === undefined) throw new Error('nothing came')
  const signatures = String(last.headers['webhook-signature']).split(' ')
  expect(signatures).toHaveLength(2)
  expect(signatures[0]).toBe(signatureBy(secret.trim(), last))
})

test('one that is gone says so here and on the first page, and goes on where it stopped', async () => {
  answers.set('/crm', { status: 410, text: 'Gone for good' })
  await enrol()
  await page.goto('/')
  await expect.poll(() => at('/crm').length, { timeout: 20_000 }).toBe(4)
  await page.reload()
  await page.getByText('Webhook“CRM”已被自动停用').waitFor()
  await looks('webhook-home-zh')
  await page.getByRole('link', { name: '查看' }).click()
  await page.getByText('接收方答复地址已不存在（410），因此不再推送。').waitFor()
  await shop.send('PATCH', '/v1/me', { locale: 'en' })
  await page.reload()
  await page.getByText('It answered that it is gone (410)').waitFor()
  await looks('webhook-gone-en')
  answers.delete('/crm')
  await enrol()
  await button('Switch on').click()
  await dialog.getByText('Send it now, a few at a time').waitFor()
  await dialog.getByRole('button', { name: 'Switch on' }).click()
  await expect.poll(() => at('/crm').length, { timeout: 20_000 }).toBe(5)
  await button('Send all that were given up again').click()
  await expect.poll(() => at('/crm').length, { timeout: 20_000 }).toBe(6)
  await page.getByRole('link', { name: 'All webhooks' }).click()
  await page.getByRole('row', { name: /CRM.*Works/ }).waitFor()
  await looks('webhooks-en')
  expect(troubles).toEqual([])
})
