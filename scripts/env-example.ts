// npm run env:example: writes .env.example and docs/settings.md from the services' settings. A test fails when
// they are out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { developmentDefaultOf } from '../packages/runtime/src/config/index.ts';
import { configSchema as auth } from '../services/auth/src/config.ts';
import { configSchema as catalog } from '../services/catalog/src/config.ts';
import { configSchema as gateway } from '../services/gateway/src/config.ts';
import { configSchema as nfcQr } from '../services/nfc-qr/src/config.ts';
import { configSchema as notify } from '../services/notify/src/config.ts';
import { configSchema as orders } from '../services/orders/src/config.ts';
import { configSchema as wallet } from '../services/wallet/src/config.ts';

const root = path.join(import.meta.dirname, '..');
export const SERVICES: Record<string, z.ZodObject> = {
  auth,
  catalog,
  orders,
  wallet,
  notify,
  'nfc-qr': nfcQr,
  gateway,
};

/** The words above a setting: zod does not see them, so they are read from the source. */
function commentsOf(file: string): Map<string, string> {
  const source = readFileSync(path.join(root, file), 'utf8');
  const found = new Map<string, string>();
  for (const [, comment, name] of source.matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*\n\s*([A-Z][A-Z0-9_]+):/g,
  )) {
    found.set(name!, comment!.replace(/\s*\n\s*\*\s?/g, ' ').trim());
  }
  return found;
}

/** What the setting is when it is not given; undefined when it must be. */
function defaultOf(schema: z.ZodType): string | undefined {
  // A list of secrets is parsed into keys, which show nothing.
  const secret = developmentDefaultOf(schema);
  if (secret !== undefined) return secret;
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return undefined;
  if (parsed.data === undefined) return '';
  return Array.isArray(parsed.data) ? parsed.data.join(',') : String(parsed.data);
}

/** A setting as one service has it. */
interface Variant {
  service: string;
  comment: string | undefined;
  byDefault: string | undefined;
}

interface Setting {
  name: string;
  /** One for each service that has it: words and default may differ. */
  variants: Variant[];
}

/** Every setting of every service, with its words. */
export function settings(): Setting[] {
  const shared = new Map([
    ...commentsOf('packages/runtime/src/config/base-config.ts'),
    ...commentsOf('packages/chassis/src/chassis-config.ts'),
  ]);
  const all = new Map<string, Setting>();
  for (const [service, schema] of Object.entries(SERVICES)) {
    const own = commentsOf(`services/${service}/src/config.ts`);
    for (const [name, field] of Object.entries(schema.shape)) {
      const setting = all.get(name) ?? { name, variants: [] };
      const comment = own.get(name) ?? shared.get(name);
      setting.variants.push({ service, comment, byDefault: defaultOf(field as z.ZodType) });
      all.set(name, setting);
    }
  }
  return [...all.values()];
}

const namesOf = (variants: Variant[]): string => variants.map(({ service }) => service).join(', ');

/** A setting's lines. It stands in the file once: of two lines with one name the last would silently win. */
function linesOf({ name, variants }: Setting): string {
  const comments = [...Map.groupBy(variants, ({ comment }) => comment)];
  const defaults = [...Map.groupBy(variants, ({ byDefault }) => byDefault)];
  const everywhere = variants.length === 1 || variants.length === Object.keys(SERVICES).length;
  const words = comments.map(([comment, users]) => {
    const where = everywhere && comments.length === 1 ? '' : ` (${namesOf(users)})`;
    return `# ${comment ?? ''}${where}`;
  });
  // One line cannot show several defaults, so they are told in words.
  const differing =
    defaults.length === 1
      ? []
      : defaults.map(([value, users]) => `# ${namesOf(users)}: ${value ?? 'must be given'}`);
  const mustBeGiven = defaults.some(([value]) => value === undefined);
  const value = defaults.length === 1 ? (defaults[0]?.[0] ?? '') : '';
  return [...words, ...differing, `${mustBeGiven ? '' : '# '}${name}=${value}`].join('\n');
}

/** The whole file. */
export function envExample(): string {
  const groups = Map.groupBy(settings(), ({ variants }) =>
    variants.length > 1 ? 'shared' : variants[0]!.service,
  );
  const order = ['shared', ...Object.keys(SERVICES)];
  const sections = order.flatMap((group) => {
    const members = groups.get(group);
    if (!members) return [];
    const lines = members.map(linesOf);
    return [`# ---- ${group === 'shared' ? 'several services' : group} ----\n\n${lines.join('\n\n')}\n`];
  });
  return `# Settings of Chowk, read from the environment at start; a wrong one is named and nothing starts.
# \`npm start\` sets what is needed here. A line that is commented out shows the default; where services differ,
# their defaults stand above it. A bare NAME= must be given. Secrets have defaults for development only:
# production refuses them.
# Made by \`npm run env:example\`.

${sections.join('\n')}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What is used when nothing is set, for readers; of secrets only that there is something. */
function shownDefault({ byDefault }: Variant, name: string): string {
  if (byDefault === undefined) return 'must be given';
  if (byDefault === '') return 'none';
  return /SECRET|_KEYS?$/.test(name) ? 'for development only' : `\`${cell(byDefault)}\``;
}

/** docs/settings.md: a table for each service, and one for what several share. */
export function settingsDocument(): string {
  const groups = Map.groupBy(settings(), ({ variants }) =>
    variants.length > 1 ? 'several services' : variants[0]!.service,
  );
  const tables = ['several services', ...Object.keys(SERVICES)].flatMap((group) => {
    const members = groups.get(group);
    if (!members) return [];
    const rows = members.map(({ name, variants }) => {
      const defaults = [...Map.groupBy(variants, (variant) => shownDefault(variant, name))];
      const shown =
        defaults.length === 1
          ? defaults[0]![0]
          : defaults.map(([value, users]) => `${namesOf(users)}: ${value}`).join('; ');
      const words = [...new Set(variants.map(({ comment }) => comment ?? ''))].join(' ');
      const users = group === 'several services' ? ` ${namesOf(variants)} |` : '';
      return `| \`${name}\` | ${shown} | ${cell(words)} |${users}`;
    });
    const [users, line] = group === 'several services' ? [' services |', ' --- |'] : ['', ''];
    return [
      `## ${group}\n\n| setting | default | what it is for |${users}\n| --- | --- | --- |${line}\n${rows.join('\n')}\n`,
    ];
  });
  return `# Settings

Read from the environment at start and checked; a wrong one is named and nothing starts. Durations end in \`_SECONDS\` or \`_MS\`,
sizes in \`_BYTES\`. Made by \`npm run env:example\`, as is [.env.example](../.env.example).

${tables.join('\n')}`;
}

if (import.meta.main) {
  writeFileSync(path.join(root, '.env.example'), envExample());
  writeFileSync(path.join(root, 'docs/settings.md'), settingsDocument());
}
