/** What a notification is about, as people filter their inbox. */
export const CATEGORIES = ['orders', 'wallet', 'scans'] as const;
export type Category = (typeof CATEGORIES)[number];
