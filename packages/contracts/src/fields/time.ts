import { z } from 'zod';

/** A moment, ISO 8601 in UTC with a Z: text on the wire, `toISOString()` makes it. */
export const instant = z.iso
  .datetime('must be an instant in UTC, like 2026-09-14T09:30:00Z')
  .meta({ description: 'A moment, ISO 8601 in UTC.', examples: ['2026-09-14T09:30:00.000Z'] });

/** A day of the calendar that exists, without a time or a zone: a birthday, the day of a slot. */
export const calendarDate = z.iso
  .date('must be a day, like 2026-09-14')
  .meta({ description: 'A day of the calendar.', examples: ['2026-09-14'] });

/** A region of the IANA time zone database that this process knows. Not an offset: offsets do not know summer time. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA zone such as Asia/Kolkata')
  .meta({ description: 'A zone of the IANA time zone database.', examples: ['Asia/Kolkata'] });

function isTimeZone(name: string): boolean {
  // Intl takes offsets such as +05:30 too.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
