/** The wall time of a moment somewhere. */
export interface WallTime {
  /** As YYYY-MM-DDTHH:mm:ss, without an offset. */
  text: string;
  /** As if the wall time were UTC, in ms; its distance from the moment is the offset of the zone. */
  asUtcMs: number;
}

/**
 * Gives the wall time in a zone, right across changes of its offset. Seconds are kept, milliseconds are not.
 * @throws RangeError when the zone is not an IANA name, or, from what is returned, when the date is invalid.
 */
export function wallTimeIn(zone: string): (moment: Date) => WallTime {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (moment) => {
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(moment)) part[type] = value;
    const date = `${part['year']!.padStart(4, '0')}-${part['month']}-${part['day']}`;
    const text = `${date}T${part['hour']}:${part['minute']}:${part['second']}`;
    return { text, asUtcMs: Date.parse(`${text}Z`) };
  };
}

/** The distance of a wall time from its moment: `+05:30`. */
export function offsetText(wall: WallTime, moment: Date): string {
  const minutes = Math.round((wall.asUtcMs - moment.getTime()) / 60_000);
  const absolute = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}
