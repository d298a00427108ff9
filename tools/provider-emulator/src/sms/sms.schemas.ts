import { z } from 'zod';

/** Ten concatenated parts, where carriers stop. */
const LONGEST_BODY_CHARS = 1_530;

export const newMessageSchema = z.strictObject({
  to: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, { error: 'Must be a phone number in E.164 form, like +919876543210.' }),
  body: z.string().min(1).max(LONGEST_BODY_CHARS),
  senderId: z
    .string()
    .regex(/^[A-Za-z0-9-]{3,11}$/, { error: 'Must be 3 to 11 letters, digits or hyphens.' })
    .optional(),
  /** The caller's own id of this message. */
  reference: z.string().min(1).max(100),
});
export type NewMessage = z.infer<typeof newMessageSchema>;
