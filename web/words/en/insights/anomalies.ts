export const anomalies = {
  title: 'Unusual',
  meaning:
    'What members, cashiers, stores and tills did in the last complete days, compared with their own past and with the others of their kind. A finding is a reason to look, not a proof: each shows what it rests on.',
  state: 'State',
  states: { open: 'To be looked at', 'followed-up': 'Followed up', fine: 'In order' },
  none: {
    open: 'Nothing waits to be looked at',
    'followed-up': 'Nothing was followed up yet',
    fine: 'Nothing was found in order yet',
  },
  noneAdvice: 'Findings come by themselves when something is more, or less, than chance explains.',
  looked: 'What was looked at',
  lookedMeaning:
    'Each row is one comparison of everybody of its kind. At most {{share}} of the findings are there by chance alone (Benjamini and Hochberg, 1995).',
  what: 'Comparison',
  titles: {
    member: 'Members: {{what}}',
    cashier: 'Cashiers: {{what}}',
    store: 'Stores: {{what}}',
    till: 'Tills: {{what}}',
  },
  subjects: { member: 'Member {{who}}', cashier: 'Cashier {{who}}', store: 'Store {{who}}', till: 'Till {{who}}' },
  measures: {
    earned: 'points earned',
    redeemed: 'points used',
    given: 'points given by hand',
    visits: 'purchases that stay away',
  },
  counts: { earned: 'Times earned', redeemed: 'Times used', given: 'Times given', visits: 'Purchases' },
  days: 'Days',
  tests: 'Looked at',
  testsMeaning: 'How many had something in the period, and a past or others to be compared with.',
  found: 'Found',
  points: 'Points',
  began: 'Period from',
  definitions: {
    count:
      'How often it happened in the period, against the periods before: a negative binomial distribution whose spread is the own one or that of all of the kind, whichever is more. What all others had more, too, is taken out.',
    amount:
      'The amount of the period against the middle one of the periods before, in spreads that a few wild values do not change (median of deviations), by Student’s distribution.',
    peers:
      'Somebody new, without a past of eight weeks: the amount against that of all others in the same period, in spreads told by their quarters.',
    drop: 'How many purchases came in 28 days against the periods of 28 days before, by a negative binomial distribution. Where all come less, nobody is found for it.',
  },
  sentences: {
    count: '{{from}} to {{until}}: {{what}}: {{count}}; usual are {{usual}}.',
    amount: '{{from}} to {{until}}: {{total}} points; usual are {{usualTotal}}.',
    peers: '{{from}} to {{until}}: {{total}} points by somebody who is new, far more than others had.',
    drop: '{{from}} to {{until}}: {{count}} purchases; usual are {{usual}}.',
  },
  chance: 'By chance alone this happens once in {{once}} comparisons; {{tests}} were made.',
  largest: 'The largest of them',
  movement: '{{total}} points, {{at}}, member {{who}}',
  toMember: 'Open the member',
  toAudit: 'What this person did',
  review: 'Decide',
  save: 'Save',
  saved: 'Saved',
  note: 'Note',
  noteAdvice: 'What was found out. Whoever may see insights reads it.',
  reviewed: '{{state}}, {{at}}',
}
