export const viewing = {
  viewing: {
    open: 'See as member',
    title: 'See what the member sees',
    begin: 'Open the portal',
    meaning:
      'Opens the member’s own pages in a new window for 15 minutes. Nothing can be changed or spent there. Every page you open is on the audit trail, and the member is told when and why staff looked.',
    reasons: {
      'member-asked': 'The member asked for help',
      complaint: 'A complaint',
      fault: 'Something does not work',
      other: 'Another reason',
    },
  },
} as const
