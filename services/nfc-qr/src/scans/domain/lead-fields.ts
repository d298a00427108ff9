import { email, humanText, oneLine } from '@chowk/contracts/fields';

/** What a scanner fills in, in the app and on the page alike. Whether the phone number exists is decided later. */
export const leadFields = {
  scannerPhone: oneLine(32),
  scannerEmail: email,
  notes: humanText(500, { min: 0 }).optional(),
};
