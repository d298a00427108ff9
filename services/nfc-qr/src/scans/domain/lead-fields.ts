import { z } from 'zod';

/** What a scanner fills in, in the app and on the page alike. Whether the phone number exists is decided later. */
export const leadFields = {
  scannerPhone: z.string().trim().min(1).max(32),
  scannerEmail: z.string().trim().max(254).pipe(z.email('is not an e-mail address')),
  notes: z.string().trim().max(500).optional(),
};
