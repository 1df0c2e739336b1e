/** A marketer's work with coupons: made, counted, found by code, claimed, given away, declared void, downloaded. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { photograph } from '../support/browser.ts'
import { ownedConsole, textIn } from '../support/console.ts'

const shop = await ownedConsole('coupons')
const { page, troubles } = await shop.open({ width: 1280, scheme: 'light', language: 'zh-CN' })
const button = (name: string | RegExp) => page.getByRole('button', { name })
const dialog = page.getByRole('dialog')
const people = { fang: '', bo: '' }

const words = (en: string, zh: string) => ({ en, 'zh-CN': zh })

async function publishWelcome(): Promise<void> {
  const welcome = {
    ...{
      code: 'welcome',
      name: words('Welcome', '新人礼'),
      group: 'coupons',
      priority: 0,
      needs: 'coupon',
      currency: 'CNY',
    },
    gives: [{ kind: 'amount', minor: 3_000, of: 'goods' }],
  }
  const groups = [{ code: 'coupons', name: words('Coupons', '优惠券'), mode: 'all' }]
  await shop.publish((definition) => ({ ...definition, offerGroups: groups, offers: [welcome] }))
}

beforeAll(async () => {
  people.fang = textIn(await shop.send('POST', '/v1/members', { name: '王芳', phone: '+8613800138000' }), 'memberId')
  people.bo = textIn(await shop.send('POST', '/v1/members', { name: '李博', phone: '+8613800138001' }), 'memberId')
})

test('without an offer that needs one, the page says what to do before coupons can be made', async () => {
  await page.goto('/coupons')
  await page.getByText('还没有优惠券').waitFor()
  await page.locator('.page-actions').getByRole('button', { name: '制作优惠券' }).click()
  await dialog.getByText('没有需要优惠券的优惠').waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
  await publishWelcome()
})

test('unique codes are made; what is missing is said first; a batch too large to be instant shows how far it is', async () => {
  await page.reload()
  await page.locator('.page-actions').getByRole('button', { name: '制作优惠券' }).click()
  await dialog.getByRole('button', { name: '制作', exact: true }).click()
  await dialog.getByText('请填写批次名称。').waitFor()
  await dialog.getByLabel('批次').fill('春季信函')
  await dialog.getByLabel('数量').fill('400000')
  await dialog.getByLabel('券码开头').fill('tea-')
  await photograph(page, 'coupons-making-zh')
  await dialog.getByRole('button', { name: '制作', exact: true }).click()
  await dialog.getByText(/已写入 [\d,]+ \/ 400,000 个券码。/).waitFor()
  await dialog.getByRole('button', { name: '在后台继续' }).click()
  await page.getByText(/“春季信函”制作中/).waitFor()
  await page.getByText('已制作 400,000 张优惠券。').waitFor({ timeout: 60_000 })
  await page.getByRole('row', { name: /春季信函 新人礼 一人一码 400,000/ }).waitFor()
})

test('codes from elsewhere come from a file, and one that is there already is named', async () => {
  const bring = async (name: string) => {
    await page.locator('.page-actions').getByRole('button', { name: '制作优惠券' }).click()
    await dialog.getByLabel('批次').fill(name)
    await dialog.getByText('外部导入').click()
    const buffer = Buffer.from('PARTNER-1,x\npartner-2,y\n"PARTNER-1",z\n')
    await dialog.locator('input[type=file]').setInputFiles({ name: 'codes.csv', mimeType: 'text/csv', buffer })
    await dialog.getByText('共 2 个不同券码').waitFor()
    await dialog.getByText('更多规则').click()
    await dialog.getByText('须先由会员领取').click()
    await dialog.getByText('持有人可转赠其他会员').click()
    await dialog.getByRole('button', { name: '制作', exact: true }).click()
  }
  await bring('合作伙伴')
  await page.getByRole('row', { name: /合作伙伴 新人礼 外部导入 2/ }).waitFor()
  await bring('再来一次')
  await dialog.getByText(/优惠券 PARTNER-\d 已存在。/).waitFor()
  await dialog.getByRole('button', { name: '取消' }).click()
})

test('a coupon is found by its whole code, claimed for a member and given to another', async () => {
  await page.getByLabel('批次名称，或完整券码').fill('partner-1')
  await page.getByText('优惠券 PARTNER-1').waitFor()
  const choose = async (typed: string, name: RegExp) => {
    await dialog.getByLabel('姓名、手机号、尾号 4 位、会员号或邮箱').click()
    await page.keyboard.type(typed)
    await page.getByTitle(name).click()
  }
  await button('代会员领取…').click()
  await choose('王', /王芳/)
  await dialog.getByRole('button', { name: '领取' }).click()
  await button('转赠…').click()
  await choose('李', /李博/)
  await dialog.getByRole('button', { name: '转赠' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '查看会员' }).click()
  await page.waitForURL(`**/members/${people.bo}`)
  await page.getByRole('tab', { name: '优惠券' }).click()
  await page.getByRole('cell', { name: /PARTNER-1/ }).waitFor()
})

test('a coupon is issued on the member’s page and declared void there', async () => {
  await button('发放优惠券…').click()
  await dialog.getByLabel('有效天数').fill('7')
  await dialog.getByRole('button', { name: '发放' }).click()
  await page.getByText(/会员已获得优惠券/).waitFor()
  const rows = page.locator('.member-movements tbody tr.ant-table-row')
  await expect.poll(() => rows.count()).toBe(2)
  await photograph(page, 'member-coupons-zh')
  await rows
    .filter({ hasText: 'PARTNER-1' })
    .getByRole('button', { name: /作\s?废/ })
    .click()
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /确\s?定/ })
    .click()
  await rows.filter({ hasText: 'PARTNER-1' }).getByText('已作废').waitFor()
})

test('a batch counts what became of its codes, gives them as a file, and is declared void as a whole', async () => {
  await page.goto('/coupons?q=合作')
  await page.getByRole('link', { name: '合作伙伴' }).click()
  await page.getByRole('heading', { name: '合作伙伴' }).waitFor()
  const fate = (name: string) => page.locator('.fates > div').filter({ hasText: name }).locator('dd').textContent()
  expect(await fate('待领取')).toBe('1 50%')
  expect(await fate('已作废')).toBe('1 50%')
  await photograph(page, 'coupon-batch-zh')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('下载券码（CSV）').click()])
  expect(readFileSync(await download.path(), 'utf8')).toMatch(
    /^code,status,used,member\nPARTNER-1,void,0,[\w-]+\nPARTNER-2,/,
  )
  await button('全部作废').click()
  await page
    .locator('.ant-popconfirm')
    .getByRole('button', { name: /确\s?定/ })
    .click()
  await page.getByText('已作废 1 张优惠券。').waitFor()
  await expect.poll(() => fate('已作废')).toBe('2 100%')
  expect(await button('全部作废').count()).toBe(0)
})

test('no page met an error', () => {
  expect(troubles).toEqual([])
})
