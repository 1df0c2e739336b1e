import type { words as english } from '../en/portal.ts'
import type { Translated } from '../translated.ts'

export const words: Translated<typeof english> = {
  my: {
    frame: {
      places: '栏目',
      back: '返回',
      offline: '网络未连接,显示的内容可能不是最新。',
    },
    places: { card: '会员码', me: '我的' },
    languages: { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' },
    language: {
      title: '语言',
      introduction: '发给您的消息也使用该语言。',
    },
    state: { loading: '加载中' },
    trouble: {
      unreachable: '无法连接服务器。',
      unreadable: '服务器的回答无法识别。',
      adviceUnreachable: '请检查网络后重试,已填写的内容不会丢失。',
      adviceFailed: '请稍后重试。若一直如此,请把上面的编号告诉门店。',
      retry: '重试',
    },
    missing: {
      title: '没有这个页面',
      advice: '地址可能有误。',
      home: '查看我的会员码',
    },
    broken: {
      title: '页面出错',
      advice: '请重新加载,您的数据不会丢失。',
      reload: '重新加载',
    },
    access: {
      title: '会员',
      introduction: '登录或一分钟入会:我们会发送验证码到您的手机。',
      phone: '手机号',
      email: '邮箱',
      byEmail: '改用邮箱',
      byPhone: '改用手机号',
      continue: '继续',
      wechat: '微信一键登录',
    },
    code: {
      label: '6 位验证码',
      sent: '已发送至 {{to}},10 分钟内有效。',
      send: '获取验证码',
      again: '重新发送',
      againIn_other: '{{count}} 秒后可重新发送',
    },
    joining: {
      title: '欢迎',
      introduction: '您还不是会员,只差一步。',
      name: '您的姓名',
      nameHint: '选填,以后可以修改。',
      join: '入会',
    },
    consent: {
      required: '{{text}}(入会必需)',
      read: '阅读全文',
      missing: '请勾选后入会。',
    },
    card: {
      title: '我的会员码',
      qr: '供收银台扫描的会员码',
      changes_other: '{{count}} 秒后更新',
      show: '结账时出示,即可积分和使用积分。',
      offline: '当前离线,会员码仍可使用。',
      number: '会员号 {{number}}',
      unsafe: '当前页面未使用 https 打开,无法生成动态会员码。结账时请报会员号;使用积分时验证码会发送到您的手机。',
    },
    me: {
      unnamed: '会员',
      signOut: '退出此设备的登录',
    },
  },
}
