export const cohorts = {
  title: 'Cohorts',
  meaning:
    'Members by the month in which they bought for the first time, and how many of them bought in the months after. Months are those of the programme’s time zone.',
  table: 'Who came back, month by month',
  tableMeaning:
    'Row: members whose first purchase was in that month. Column: months since; 0 is that month. Share: members who bought in that month ÷ members of the row. Orders count when confirmed, amounts after returns, in the currency of most orders.',
  shows: 'What the table shows',
  measures: {
    share: 'Share',
    buyers: 'Members',
    orders: 'Orders',
    sales: 'Sales',
    value: 'Sales per member so far',
  },
  cohort: 'First purchase',
  people: 'Members',
  mean: 'All cohorts',
  meanMeaning: 'All cohorts together, for which that month is over; larger ones count more.',
  running: 'This month is not over yet.',
  interval: '{{share}} ({{low}} – {{high}}, 95 %)',
  range: 'Months',
  lastMonths: 'Last {{count}} months',
  again: 'How soon they buy again',
  againMeaning:
    'Share of members who bought on a later day within so many days of their first purchase, also when not all could be watched for as long (Kaplan & Meier 1958). Limits: 95 %, by Greenwood (1926) on the scale log(−log).',
  window: 'First purchase between',
  windowOf: '{{from}} – {{to}}',
  within: 'Within {{days}} days',
  days: 'Days since the first purchase',
  tooFew: 'First purchases {{window}}: {{has}} members; a curve needs {{needs}}.',
  notYet: 'Not known yet: too few were watched for so long.',
  print: 'Print',
}
