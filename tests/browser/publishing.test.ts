/** A change of the programme from its draft to the version, by two people, on the real server: each test goes on where the one before ended. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openWindow, photograph, type Screen } from '../support/browser.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runServer } from '../support/server.ts'

const server = await runServer('publishing')
const folder = temporaryFolder('publishing')
const password = 'several plain words in a row'
const lin = { name: '林岚', email: 'lin@example.com', password }
const wang = { name: '王会计', email: 'wang@example.com', password, role: 'finance' }

type Answer = Readonly<Record<string, unknown>>
type Definition = { readonly name: Readonly<Record<string, string>>; readonly expiryGuardPercent: number }

async function send(
  method: string,
  path: string,
  body?: unknown,
  cookie = '',
): Promise<{ answer: Answer; cookie: string }> {
  const response = await fetch(server.address + path, {
    method,
    headers: { 'content-type': 'application/json', origin: server.address, cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true)
  const [session = ''] = response.headers.getSetCookie()
  return { answer: JSON.parse(await response.text()), cookie: session.split(';')[0] ?? '' }
}

const signIn = async ({ email }: { email: string }) =>
  (await send('POST', '/api/auth/sign-in/email', { email, password })).cookie
await send('POST', '/v1/setup', { ...lin, code: server.setupCode })
const cookies = { lin: await signIn(lin), wang: '' }
await send('POST', '/v1/staff', wang, cookies.lin)
cookies.wang = await signIn(wang)

const wide: Screen = { width: 1280, scheme: 'light', language: 'zh-CN' }
async function windowOf(who: keyof typeof cookies, screen = wide) {
  const opened = await openWindow(server.address, screen)
  const [name = '', value = ''] = cookies[who].split('=')
  await opened.context.addCookies([{ name, value: decodeURIComponent(value), url: server.address }])
  opened.page.setDefaultTimeout(20_000)
  return opened
}
const manager = await windowOf('lin')
const finance = await windowOf('wang')

/** A walk has many steps, and other tests run beside it. */
const patience = { timeout: 90_000 }
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const tab = (page: Page, name: string) => page.getByRole('tab', { name })
const asLin = async (method: string, path: string, body?: unknown) =>
  (await send(method, path, body, cookies.lin)).answer
async function definition(): Promise<Definition> {
  const programme: { definition: Definition } = JSON.parse(JSON.stringify(await asLin('GET', '/v1/programme')))
  return programme.definition
}
async function drafted(name: string, change: Partial<Definition>): Promise<string> {
  const definitionNow = { ...(await definition()), ...change }
  return String((await asLin('POST', '/v1/programme/drafts', { name, definition: definitionNow }))['draftId'])
}
/** By both at once, without pages. */
async function publishedByTwo(draftId: string): Promise<void> {
  const { proposalId } = await asLin('POST', `/v1/programme/drafts/${draftId}/propose`, { revision: 1 })
  await send('POST', `/v1/programme/proposals/${String(proposalId)}/approve`, {}, cookies.wang)
  await asLin('POST', `/v1/programme/drafts/${draftId}/publish`, { revision: 1 })
}

/** As the command line exports it: a folder with a file for each item. */
function unpacked(text: string): string {
  const root = join(folder, 'programme')
  for (const document of text.split(/^--- # /m).slice(1)) {
    const [path = '', ...lines] = document.split('\n')
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), lines.join('\n'))
  }
  return root
}

test(
  'a draft is opened, taken in from a file after the page said what that changes, and published',
  patience,
  async () => {
    const { page } = manager
    await page.goto('/programme')
    await page.getByRole('link', { name: '草稿' }).click()
    await page.getByText('目前没有进行中的草稿。').waitFor()
    await photograph(page, 'drafts-empty-zh')
    await page.locator('.page-actions').getByRole('button', { name: '新建草稿' }).click()
    await button(page, '创建草稿').click()
    await page.getByText('请填写草稿名称。').waitFor()
    await page.getByLabel('名称').fill('双人发布')
    await button(page, '创建草稿').click()
    await tab(page, '变化').click()
    await page.getByText('与版本 1 相同。').waitFor()
    await tab(page, '文件').click()
    const [saved] = await Promise.all([page.waitForEvent('download'), button(page, '保存 YAML').click()])
    expect(saved.suggestedFilename()).toBe('双人发布.yaml')
    const path = join(folder, 'draft.yaml')
    await saved.saveAs(path)
    const text = readFileSync(path, 'utf8')
    const take = async (edited: string) => {
      writeFileSync(path, edited)
      await page.locator('input[accept]').setInputFiles(path)
    }
    await take('nothing of this kind')
    await page.getByText('其中没有会员体系。').waitFor()
    await take(text.replace('expiryGuardPercent: 20', 'expiryGuardPercent: many'))
    await page.getByText(/programme\.yaml:\d+/).waitFor()
    await photograph(page, 'draft-file-mistake-zh')
    await take(text.replace('expiryGuardPercent: 20', 'expiryGuardPercent: 25\npublishing:\n  approvals: 1'))
    await page.getByText('发布前须批准的人数：0 → 1').waitFor()
    await photograph(page, 'draft-file-plan-zh')
    await take(text)
    await page.locator('.plan').getByText('与版本 1 相同。').waitFor()
    await page
      .locator('input[webkitdirectory]')
      .setInputFiles(
        unpacked(text.replace('expiryGuardPercent: 20', 'expiryGuardPercent: 25\npublishing:\n  approvals: 1')),
      )
    await page.getByText('发布前须批准的人数：0 → 1').waitFor()
    await button(page, '替换草稿内容').click()
    await page.getByText('草稿内容已与文件一致。').waitFor()
    await tab(page, '发布').click()
    await page
      .locator('.draft-actions')
      .getByRole('button', { name: /发\s*布/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /发\s*布/ })
      .click()
    await page.locator('.ant-alert').getByText('已发布为版本 2。').waitFor()
    expect((await definition()).expiryGuardPercent).toBe(25)
  },
)

const state = { club: '' }

test('what somebody else published meanwhile is decided place by place', patience, async () => {
  const { page } = manager
  const name = { en: 'Tea club', 'zh-CN': '茶友会' }
  state.club = await drafted('茶友会', { name, expiryGuardPercent: 40 })
  await publishedByTwo(await drafted('更谨慎', { expiryGuardPercent: 15 }))
  await page.goto(`/programme/drafts/${state.club}`)
  await page.getByText('有 1 处双方作了不同的修改。').waitFor()
  await tab(page, '发布').click()
  await page.getByText('请先解决与期间发布内容的 1 处冲突。').waitFor()
  await tab(page, '冲突').click()
  await page.getByText('还有 1 处未选择。').waitFor()
  await photograph(page, 'draft-conflict-zh')
  await page.getByRole('radio', { name: '以该草稿为准' }).check()
  await button(page, '将草稿更新到版本 3').click()
  await page.getByText('草稿现已基于版本 3。').waitFor()
  await tab(page, '变化').click()
  await page.getByText('夜间任务停下确认的过期比例（%）：15 → 40').waitFor()
})

test(
  'the second person sees on the first page what waits, declines with a reason, and approves what is proposed anew',
  patience,
  async () => {
    const { page } = manager
    await tab(page, '发布').click()
    await page.getByText('发布前须另有 1 人批准。', { exact: true }).waitFor()
    await photograph(page, 'draft-propose-zh')
    await button(page, '提交审批').click()
    await page.getByText('待审批').first().waitFor()
    expect(await button(page, '批准').count()).toBe(0)

    const { page: other } = finance
    await other.goto('/')
    await other.getByText('林岚 希望发布“茶友会”，等待您审批。').waitFor()
    await photograph(other, 'home-proposal-zh')
    await other.getByRole('link', { name: '查看' }).click()
    await other.getByText('名称：会员体系 → 茶友会').waitFor()
    await tab(other, '发布').click()
    await photograph(other, 'draft-decide-zh')
    await button(other, /驳\s*回/).click()
    const dialog = other.getByRole('dialog')
    await dialog.getByRole('button', { name: /驳\s*回/ }).click()
    await dialog.getByText('请说明理由。').waitFor()
    await dialog.getByLabel('理由').fill('40% 太高')
    await dialog.getByRole('button', { name: /驳\s*回/ }).click()
    await other.getByText('已驳回。').waitFor()

    await page.reload()
    await page.getByText('40% 太高').waitFor()
    await button(page, '提交审批').click()
    await page.getByText('已提交，审批人会在首页看到。').waitFor()
    await other.reload()
    await button(other, /批\s*准/).click()
    await other
      .locator('.ant-popconfirm')
      .getByRole('button', { name: /确\s*定/ })
      .click()
    await other.getByText('已批准。').waitFor()
  },
)

test('who proposed publishes what was approved, and everybody sees it', patience, async () => {
  const { page } = manager
  await page.goto('/')
  await page.getByText('林岚 的“茶友会”已获批准，可以发布。').waitFor()
  await page.getByRole('link', { name: '查看' }).click()
  await photograph(page, 'draft-approved-zh')
  await button(page, '按获批内容发布').click()
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /确\s*定/ })
    .click()
  await page.locator('.ant-alert').getByText('已发布为版本 4。').waitFor()
  expect((await definition()).name['zh-CN']).toBe('茶友会')
  await page.getByRole('link', { name: '会员体系' }).last().click()
  await page.getByText('林岚 · 经他人批准').first().waitFor()
})

test('an earlier version comes back as a draft, because somebody else has to agree', patience, async () => {
  const { page } = manager
  await button(page, '恢复到版本 1').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('名称：茶友会 → 会员体系').waitFor()
  expect(await dialog.getByRole('button', { name: '立即发布' }).count()).toBe(0)
  await photograph(page, 'revert-zh')
  await dialog.getByLabel('备注').fill('茶友会结束')
  await dialog.getByRole('button', { name: '存为草稿' }).click()
  await page.waitForURL(/drafts\/[-0-9a-f]{36}/)
  await tab(page, '变化').click()
  await page.getByText('名称：茶友会 → 会员体系').waitFor()
  expect([...manager.troubles, ...finance.troubles]).toEqual([])
})

const screens: readonly Screen[] = [
  { width: 1280, scheme: 'dark', language: 'en' },
  { width: 768, scheme: 'light', language: 'en' },
  { width: 768, scheme: 'dark', language: 'zh-CN' },
]

test.each(screens)('drafts fit a $scheme screen of $width pixels in $language', patience, async (screen) => {
  await asLin('PATCH', '/v1/me', { locale: screen.language })
  const { page, troubles } = await windowOf('lin', screen)
  const wrong = await drafted(`Wrong ${screen.width} ${screen.scheme}`, { expiryGuardPercent: 60 })
  await publishedByTwo(
    await drafted(`Other ${screen.width} ${screen.scheme}`, { expiryGuardPercent: 61 + screens.indexOf(screen) }),
  )
  const pages = [
    ['drafts', '/programme/drafts'],
    ['drafts-published', '/programme/drafts?state=published'],
    ...['edit', 'changes', 'problems', 'conflicts', 'publish', 'files'].map((each): [string, string] => [
      `draft-${each}`,
      `/programme/drafts/${wrong}?tab=${each}`,
    ]),
    ['draft-done', `/programme/drafts/${state.club}`],
    ['draft-missing', '/programme/drafts/none'],
  ] as const
  for (const [what, path] of pages) {
    await page.goto(path)
    expect(await photograph(page, `${what}-${screen.language}-${screen.width}-${screen.scheme}`), what).toBe(0)
  }
  expect(troubles).toEqual([])
})
