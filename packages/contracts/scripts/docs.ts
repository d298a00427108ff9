// Writes docs/errors.md and docs/events.md from the catalogues: `npm run docs -w @chowk/contracts`.
// A test holds both equal to the code, so run it after changing a catalogue.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ERROR_CATALOGUE } from '../src/errors/index.ts';
import { EVENTS, SUBSCRIPTIONS, type EventName, type SubscriptionManifest } from '../src/events/index.ts';

const docs = join(import.meta.dirname, '../../../docs');

export function errorsPage(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(
    ([code, { status, message }]) => `| \`${code}\` | ${status} | ${message} |`,
  );
  return `# Error codes

Every error answer has this form; clients decide on \`code\`, people read \`error\`:

\`\`\`json
{ "success": false, "error": "for people", "code": "ERROR_CODE", "requestId": "req_…", "details": [{ "path": "lines.0.quantity", "message": "…" }] }
\`\`\`

The same table as JSON: \`GET /api/v1/errors\`. Made by \`npm run docs -w @chowk/contracts\`; a test fails when it is out of date.

| code | status | meaning |
| --- | --- | --- |
${rows.join('\n')}
`;
}

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  enum?: string[];
  anyOf?: JsonSchema[];
  format?: string;
}

function typeOf(schema: JsonSchema): string {
  const known = schema.anyOf?.find((one) => one.enum);
  if (known) return `${typeOf(known)} or another that a later release adds`;
  if (schema.enum) return schema.enum.map((value) => `"${value}"`).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  if (schema.properties) {
    const names = Object.keys(schema.properties);
    return names.join() === 'amount,currency' ? 'money' : `{ ${names.join(', ')} }`;
  }
  if (schema.format === 'date-time') return 'instant';
  return schema.type ?? 'anything';
}

function consumersOf(event: EventName): string {
  const manifest: SubscriptionManifest = SUBSCRIPTIONS;
  const consumers = Object.entries(manifest).flatMap(([service, subscriptions]) =>
    Object.entries(subscriptions)
      .filter(([, events]) => events.includes(event))
      .map(([name]) => `\`${service}.${name}\``),
  );
  return consumers.length > 0 ? `Consumers: ${consumers.join(', ')}.` : 'No consumer.';
}

export function eventsPage(): string {
  const sections = Object.entries(EVENTS).map(([event, { type, summary, schema, versioned }]) => {
    const { properties = {} } = z.toJSONSchema(schema) as JsonSchema;
    const rows = Object.entries(properties).map(([name, field]) => `| \`${name}\` | ${typeOf(field)} |`);
    const facts = `${consumersOf(event as EventName)}${versioned ? ' Carries `subjectversion`.' : ''}`;
    return `## ${type}\n\n${summary}\n\n${facts}\n\n| field | type |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return `# Events

Facts on the topic exchange \`<prefix>.events\`; the routing key is the type. Each message is a CloudEvents 1.0 envelope (\`id\`, \`source\`, \`type\`, \`subject\`, \`subjectversion\`, \`time\`, \`traceparent\`, \`data\`). Delivery is at least once: de-duplicate on \`id\`; order is nobody's promise: where \`subjectversion\` is there, one below what has been seen is old news. Lists of values may grow: take an unknown value as it is. No event carries a phone number, an address or a secret. Money is \`{ amount, currency }\` in integer minor units, instants are ISO 8601 UTC.

Made by \`npm run docs -w @chowk/contracts\`; a test fails when it is out of date.

${sections.join('\n')}`;
}

if (import.meta.main) {
  writeFileSync(join(docs, 'errors.md'), errorsPage());
  writeFileSync(join(docs, 'events.md'), eventsPage());
}
