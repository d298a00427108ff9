import { logPrinter } from './log-printer.ts';

const printed = (level: string, ...lines: string[]): string => {
  let text = '';
  const print = logPrinter({ level, colorize: false, write: (piece) => void (text += piece) });
  lines.forEach((line) => print('orders', line));
  return text;
};

test('lines below the level are dropped, the others name their process', () => {
  const text = printed(
    'warn',
    '{"level":"info","msg":"quiet"}',
    '{"level":"warn","time":"2026-01-01T00:00:00Z","msg":"loud"}',
  );
  expect(text).not.toContain('quiet');
  expect(text).toMatch(/^orders .*loud\n$/);
});

test('a line that is no JSON is a crash and always shown', () => {
  expect(printed('fatal', 'SyntaxError: Unexpected token')).toContain('SyntaxError: Unexpected token');
});
