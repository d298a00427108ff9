import { figure } from './table.ts';
import type { Chart } from './outcome.ts';

const WIDTH = 460;
const HEIGHT = 300;
const COLUMNS = 2;
const PLOT = { left: 56, right: 16, top: 40, bottom: 34 };
const LEGEND_LINE = 15;
const COLORS = ['#2a78d6', '#eb6834', '#1baf7a', '#eda100', '#e87ba4', '#008300', '#4a3aa7', '#e34948'];
const INK = '#1f2328';
const FAINT = '#d0d7de';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The next of 1, 2, 5, 10, 20 ... that is at least as great. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * magnitude).find((step) => step >= value)!;
}

/** All charts in one picture, two beside one another, readable on a light and on a dark page. */
export function drawCharts(charts: readonly Chart[]): string {
  const rowHeights: number[] = [];
  charts.forEach((chart, i) => {
    const row = Math.floor(i / COLUMNS);
    rowHeights[row] = Math.max(rowHeights[row] ?? 0, HEIGHT + chart.series.length * LEGEND_LINE);
  });
  const top = (row: number): number => rowHeights.slice(0, row).reduce((sum, height) => sum + height, 0);
  const total = top(rowHeights.length);
  const width = WIDTH * COLUMNS;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" font-family="system-ui, sans-serif" font-size="11" fill="${INK}">`,
    `<rect width="${width}" height="${total}" fill="#ffffff"/>`,
    ...charts.map(
      (chart, i) =>
        `<g transform="translate(${(i % COLUMNS) * WIDTH} ${top(Math.floor(i / COLUMNS))})">${drawChart(chart)}</g>`,
    ),
    '</svg>\n',
  ].join('\n');
}

/** Lines over ordered places, or bars where there is one place only; both from zero, so that lengths can be compared. */
function drawChart({ title, unit, x, series }: Chart): string {
  const values = series.flatMap((line) => line.values).filter(isNumber);
  const highest = roundUp(Math.max(...values, 0));
  const plotWidth = WIDTH - PLOT.left - PLOT.right;
  const plotHeight = HEIGHT - PLOT.top - PLOT.bottom;
  const yOf = (value: number): number => PLOT.top + plotHeight * (1 - value / highest);
  const xOf = (i: number): number => PLOT.left + (plotWidth * (i + 0.5)) / x.length;
  const parts = [
    `<text x="${PLOT.left}" y="20" font-size="14" font-weight="600">${escape(title)}</text>`,
    `<text x="${PLOT.left}" y="34" fill="#59636e">${escape(unit)}</text>`,
  ];
  for (let step = 0; step <= 4; step++) {
    const value = (highest * step) / 4;
    const y = yOf(value);
    parts.push(
      `<line x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${y}" y2="${y}" stroke="${FAINT}"/>`,
      `<text x="${PLOT.left - 6}" y="${y + 4}" text-anchor="end">${figure(value)}</text>`,
    );
  }
  x.forEach((label, i) =>
    parts.push(`<text x="${xOf(i)}" y="${HEIGHT - 14}" text-anchor="middle">${escape(label)}</text>`),
  );
  series.forEach((line, n) => {
    const color = COLORS[n % COLORS.length]!;
    parts.push(x.length === 1 ? drawBar(n, line.values[0]) : drawLine(line.values, color));
    const y = HEIGHT + n * LEGEND_LINE;
    parts.push(
      `<rect x="${PLOT.left}" y="${y - 9}" width="10" height="10" rx="2" fill="${color}"/>`,
      `<text x="${PLOT.left + 16}" y="${y}">${escape(line.name)}: ${line.values.map((value) => figure(value) || '–').join(', ')}</text>`,
    );
  });
  return parts.join('\n');

  function drawLine(own: Array<number | null>, color: string): string {
    const points = own.flatMap((value, i) => (isNumber(value) ? [[xOf(i), yOf(value)] as const] : []));
    return [
      `<polyline fill="none" stroke="${color}" stroke-width="2" points="${points.map((point) => point.join(',')).join(' ')}"/>`,
      ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${color}"/>`),
    ].join('\n');
  }

  function drawBar(n: number, value: number | null | undefined): string {
    if (!isNumber(value)) return '';
    const slot = plotWidth / series.length;
    const left = PLOT.left + slot * (n + 0.2);
    const color = COLORS[n % COLORS.length]!;
    return `<rect x="${left}" y="${yOf(value)}" width="${slot * 0.6}" height="${yOf(0) - yOf(value)}" rx="2" fill="${color}"/>`;
  }
}

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value);
