export const home = {
  home: { newest: 'Newest members', allMembers: 'All members' },
  firstday: {
    welcome: 'There are no members yet. Here is how to begin:',
    import: 'Import your orders',
    importText: 'A CSV or Excel file with order lines becomes members with points, tiers and statements.',
    importGo: 'Import a file',
    enrol: 'Enrol the first member',
    enrolText: 'A phone number or an e-mail address is enough.',
    enrolGo: 'Enrol a member',
    connect: 'Connect a till or a shop',
    connectText: 'Make an API key, and send orders to this server.',
    connectGo: 'Make an API key',
  },
  demo: {
    title: 'Look around in a sample shop',
    text: '20,000 generated members with 18 months of orders, returns and points. It cannot be removed afterwards: use it on a trial server.',
    begin: 'Load the sample shop',
    goOn: 'Go on loading',
    making: 'Making the history …',
    done: '{{done}} of {{total}} events',
  },
  attention: {
    run: 'The nightly run for {{day}} waits for your decision',
    share: 'It would expire {{due}} of {{all}} ({{percent}}).',
    advice:
      'That is more than the programme lets expire without asking. Look whether it is meant, then let the run go on.',
    approve: 'Let it go on',
    sure: 'Let these points expire? This cannot be undone.',
  },
} as const
