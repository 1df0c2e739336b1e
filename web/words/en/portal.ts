export const words = {
  my: {
    frame: {
      places: 'Places',
      back: 'Back',
      offline: 'No connection. What you see may be a little old.',
    },
    places: { card: 'Card', me: 'Me' },
    languages: { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' },
    language: {
      title: 'Language',
      introduction: 'Messages to you are written in it, too.',
    },
    state: { loading: 'Loading' },
    trouble: {
      unreachable: 'The server cannot be reached.',
      unreadable: 'The answer could not be read.',
      adviceUnreachable: 'Check your connection, then try again. What you typed is still here.',
      adviceFailed: 'Try again in a moment. If it stays like this, tell the shop the number above.',
      retry: 'Try again',
    },
    missing: {
      title: 'There is no such page',
      advice: 'The address may have been mistyped.',
      home: 'Go to my card',
    },
    broken: {
      title: 'This page broke',
      advice: 'Load it again. Nothing of yours is lost.',
      reload: 'Load again',
    },
    access: {
      title: 'Membership',
      introduction: 'Sign in, or join in a minute: we send a code to your phone.',
      phone: 'Phone number',
      email: 'E-mail address',
      byEmail: 'Use an e-mail address instead',
      byPhone: 'Use a phone number instead',
      continue: 'Continue',
      wechat: 'Continue with WeChat',
    },
    code: {
      label: 'Code of six digits',
      sent: 'Sent to {{to}}. It is good for ten minutes.',
      send: 'Send me a code',
      again: 'Send another code',
      againIn_one: 'Another code in {{count}} second',
      againIn_other: 'Another code in {{count}} seconds',
    },
    joining: {
      title: 'Welcome',
      introduction: 'You are not a member yet. One more step.',
      name: 'Your name',
      nameHint: 'If you like. You can change it later.',
      join: 'Join',
    },
    consent: {
      required: '{{text}} (needed to join)',
      read: 'Read all of it',
      missing: 'Tick this to join.',
    },
    card: {
      title: 'My card',
      qr: 'Code to be scanned at the till',
      changes_one: 'Changes in {{count}} second',
      changes_other: 'Changes in {{count}} seconds',
      show: 'Show this at the till to earn and to spend.',
      offline: 'You are offline. This code works all the same.',
      number: 'Member {{number}}',
      unsafe:
        'This page was not opened over https, so it cannot make the changing code. Say this number at the till; to spend, a code is sent to your phone.',
    },
    me: {
      unnamed: 'Member',
      signOut: 'Sign out on this device',
    },
  },
}
