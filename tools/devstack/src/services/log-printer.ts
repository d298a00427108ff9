import { prettyFactory } from 'pino-pretty';

const LEVELS: Record<string, number> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
  silent: 100,
};
const NAME_WIDTH = 17;

/**
 * Turns the JSON log lines of many processes into lines for people, the process in front, and drops those
 * below `level`. A line that is no JSON (a crash of Node itself) always counts as important.
 */
export function logPrinter(options: { level: string; colorize: boolean; write: (text: string) => void }) {
  const least = LEVELS[options.level] ?? (LEVELS['warn'] as number);
  const pretty = prettyFactory({
    colorize: options.colorize,
    ignore: 'pid,hostname,service,spanId',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  });
  return (process: string, line: string): void => {
    if (levelOf(line) < least) return;
    options.write(`${process.padEnd(NAME_WIDTH)} ${pretty(line).replace(/\n?$/, '\n')}`);
  };
}

function levelOf(line: string): number {
  try {
    const { level } = JSON.parse(line) as { level?: string | number };
    return typeof level === 'number' ? level : (LEVELS[level ?? ''] ?? 100);
  } catch {
    return 100;
  }
}
