/** Monday 16 November 2026, 10:00 in Saint-Étienne: mails leave at once. */
export const mondayMorning = '2026-11-16T09:00:00Z'
