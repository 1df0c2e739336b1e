export const comparison = {
  title: 'Before and after',
  meaning:
    'Members who did something, against members who did not and were alike before: how much more the one side changed than the other.',
  what: 'Members who',
  whats: {
    redeemed: 'redeemed points',
    channel: 'bought in the channel',
    store: 'bought in the store',
    tier: 'came to the tier',
  },
  which: 'Which',
  from: 'From',
  to: 'Up to, without',
  length: 'Before and after',
  days: '{{count}} days',
  compare: 'Compare',
  choose: 'Choose what members did, and when.',
  chooseAdvice:
    'The time after has to be over; members are matched by what they did in the time before the time before.',
  spans: 'Alike by {{earlier}}; before {{before}}; did it {{window}}; after {{after}}.',
  matched_one:
    '{{count}} of {{did}} members who did it was matched, with {{others}} who did not, in {{groups}} groups.',
  matched_other:
    '{{count}} of {{did}} members who did it were matched, with {{others}} who did not, in {{groups}} groups.',
  orders: 'Orders',
  money: 'Spending',
  effectMeaning:
    'Difference in differences: (after − before) of those who did it, less (after − before) of those who were alike, each group counting by how many in it did it. Interval: 95 %.',
  more: '{{mean}} for each member who did it ({{low}} – {{high}}, 95 %).',
  sure: 'The interval leaves out zero.',
  unsure: 'The interval holds zero: it may be chance.',
  plain: 'Without matching it would seem {{unmatched}}.',
  side: 'Side',
  did: 'Did it',
  others: 'Alike, did not',
  before: 'Before',
  after: 'After',
  balance: 'How alike both sides are',
  balanceMeaning:
    'Difference of the means in standard deviations, without matching and with it. Beyond 0.25 either way both sides are not alike.',
  feature: 'Matched on',
  features: {
    frequency: 'Orders',
    spent: 'Spending',
    recency: 'Days since the last order',
    tenure: 'Days since joining',
  },
  unmatched: 'Without matching',
  withMatching: 'With matching',
  apart: '{{by}}: not alike',
  limits:
    'Nobody was drawn by lot: what led members to do it and shows in none of these figures may still play a part. Only an experiment leaves that out.',
}
