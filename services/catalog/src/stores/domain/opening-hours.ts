export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** One stretch of a day in local wall time; `closes` at or before `opens` means past midnight. */
interface OpenStretch {
  day: Weekday;
  /** `HH:MM`, 00:00 to 23:59 */
  opens: string;
  /** `HH:MM`, up to 24:00 */
  closes: string;
}

export interface OpeningHours {
  /** IANA zone, such as Asia/Kolkata. */
  zone: string;
  weekly: OpenStretch[];
}

const DAY_MINUTES = 24 * 60;
// Making a formatter costs some 50 microseconds, using it one; there are a few hundred zones at the most.
const formatters = new Map<string, Intl.DateTimeFormat>();

function localTime(zone: string, at: Date): { day: Weekday; minute: number } {
  const formatter =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formatters.set(zone, formatter);
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: parts.weekday!.toLowerCase() as Weekday,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/**
 * Whether a place is open at an instant, judged by the wall clock of its zone: in the hour that a change
 * to winter time repeats it is open twice, and the hour that summer time skips does not come.
 */
export function isOpen(hours: OpeningHours, at: Date): boolean {
  const { day, minute } = localTime(hours.zone, at);
  const yesterday = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7]!;
  return hours.weekly.some((stretch) => {
    const opens = minutes(stretch.opens);
    const closes = minutes(stretch.closes) + (stretch.closes > stretch.opens ? 0 : DAY_MINUTES);
    if (stretch.day === day && minute >= opens && minute < closes) return true;
    return stretch.day === yesterday && minute + DAY_MINUTES < closes;
  });
}
