/** Reviews on a bad Monday: pasted and from a file, what people complain about, the words that say so, and the way out as a file. */
import { readFile } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { violations } from '../support/axe.ts'
import { photograph, type Window } from '../support/browser.ts'
import { ownedConsole } from '../support/console.ts'

const shop = await ownedConsole('insightstext')
const window = await shop.open({ width: 1440, scheme: 'light', language: 'zh-CN' })
const { page, troubles } = window
vi.setConfig({ testTimeout: 180_000 })
const button = (name: string | RegExp) => page.getByRole('button', { name })

async function looked({ page: seen }: Window, name: string): Promise<void> {
  expect.soft(await photograph(seen, name), name).toBe(0)
  expect.soft(await violations(seen), name).toEqual([])
}

/** 300 of them, of which two thirds complain: of cold rice, late riders and rude voices on the phone. */
const complaints = [
  '饭都凉了，米饭很硬',
  '骑手迟到一个小时，太慢了',
  '打电话给客服，态度很差',
  '米饭没熟，难吃',
  '骑手迟到，等了太久',
]
const praise = ['很好吃，包装也很好', '送餐很快，谢谢小哥', '味道不错，分量足']
const reviews = Array.from({ length: 300 }, (_, at) => {
  const said = at % 3 === 0 ? praise[(at / 3) % praise.length] : complaints[at % complaints.length]
  return {
    on: `2026-0${1 + (at % 3)}-1${at % 10}`,
    about: at % 2 === 0 ? '湖滨店' : '滨江店',
    text: `${said}，单号${at}`,
  }
})

test('an empty page says what to do and what is kept; a line that is pasted is read at once', async () => {
  await page.goto('/insights/text')
  await page.getByText('不保存任何内容').waitFor()
  await page.getByText('还没有评论。').waitFor()
  expect(await button('分析 0 条评论').isDisabled()).toBe(true)
  await looked(window, 'insights-text-empty-zh-CN')
  await page
    .getByLabel('评论，每行一条')
    .fill('等了两个小时才送到，饭都凉了\n\nGreat place, fast delivery!\nとても美味しいです')
  await page.getByText('共 3 条评论').waitFor()
  await button('分析 3 条评论').click()
  await page.getByText('逐条评论').waitFor()
  const row = (text: string) => page.locator('tr', { hasText: text })
  await row('饭都凉了').getByText('不满').waitFor()
  await row('Great place').getByText('满意', { exact: true }).waitFor()
  await row('美味').getByText('未能读取').waitFor()
  expect(await row('饭都凉了').locator('mark.for-bad').first().getAttribute('title')).toMatch(/^表示不满/)
  await page.getByText('不满的评论太少，无法归纳主题').waitFor()
  await page.getByText('至少需要 60 条，现有 1 条。').first().waitFor()
  expect(await page.getByText('用于商业决策前请先核实许可').count()).toBe(1)
  await looked(window, 'insights-text-few-zh-CN')
})

test('a file with columns: topics, months, stores, phrases; a topic and a phrase lead to their reviews', async () => {
  const lines = ['评价时间,门店,评价内容', ...reviews.map(({ on, about, text }) => `${on},${about},"${text}"`)]
  const content = Buffer.from(`\uFEFF${lines.join('\r\n')}`)
  await page.locator('input[type=file]').setInputFiles({ name: '评论.csv', mimeType: 'text/csv', buffer: content })
  await page.getByText('共 300 条评论').waitFor()
  await page.getByText('其中 300 条有日期').waitFor()
  await button('分析 300 条评论').click()
  await page.getByText('大家在抱怨什么').waitFor()
  await page.getByText('各月情况').waitFor()
  await page.getByText('按门店或商品').first().waitFor()
  await page.getByText('不满评论中的短语').waitFor()
  await looked(window, 'insights-text-zh-CN')
  const found = page.locator('.insights-text-filters .quiet')
  await found.getByText('300 条评论').waitFor()
  await page.locator('.insights-text-topics').first().getByRole('button').first().click()
  await expect.poll(() => found.textContent()).not.toContain('300')
  const ofTopic = await page.locator('tr .insights-text-verdict').allTextContents()
  expect(new Set(ofTopic)).toEqual(new Set(['不满']))
  await page.locator('.insights-text-filters .ant-tag-close-icon').click()
  await page.getByLabel('评论中的文字').fill('客服')
  await found.getByText('40 条评论').waitFor()
  const [saved] = await Promise.all([page.waitForEvent('download'), button('把“逐条评论”存为 CSV 文件').click()])
  const file = await readFile(await saved.path(), 'utf8')
  expect(file.split('\r\n')[0]).toBe('\uFEFF评论,日期,对象（门店、商品等）,判断,满意的可能性,依据的词')
  expect(file.split('\r\n')).toHaveLength(1 + 40 + 1)
  expect(file).toContain('态度很差')
})

test('in English, dark and narrow, with pasted hostile lines: nothing runs, nothing is wider than the page', async () => {
  const narrow = await shop.open({ width: 768, scheme: 'dark', language: 'en' })
  await narrow.page.goto('/insights/text')
  const hostile = ['<img src=x onerror=alert(1)>', '=cmd|calc', '\u202ereversed bad food', 'x'.repeat(3_000)]
  const pasted = [...hostile, ...reviews.slice(0, 200).map(({ text }) => text)].join('\n')
  await narrow.page.getByLabel('Reviews, one per line').fill(pasted)
  await narrow.page.getByText('1 is longer than 2,000 signs').waitFor()
  await narrow.page.getByRole('button', { name: 'Read 204 reviews' }).click()
  await narrow.page.getByText('What people complain about').waitFor()
  await looked(narrow, 'insights-text-en-dark-768')
  expect(await narrow.page.locator('.insights-text-review img').count()).toBe(0)
  expect(narrow.troubles).toEqual([])
  await narrow.close()
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
