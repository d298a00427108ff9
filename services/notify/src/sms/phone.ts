import { z } from 'zod';

/** A phone number in E.164 form. */
export const phoneSchema = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be in E.164 form, like +919876543210');
