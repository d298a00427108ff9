import { z } from 'zod';
import {
  BINDINGS_EVER,
  EVENTS,
  SUBSCRIPTIONS,
  type EventName,
  type SubscriptionManifest,
} from '../src/events/index.ts';

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  enum?: string[];
  const?: unknown;
  anyOf?: JsonSchema[];
  format?: string;
}

const schemaOf = (name: EventName) => z.toJSONSchema(EVENTS[name].schema) as JsonSchema;

/** A value that fits the schema; `closed` gathers what could not take a value of a later release. */
function sampleOf(schema: JsonSchema, valueFor: (known: string[]) => string, closed: string[] = []): unknown {
  const known = schema.anyOf?.find((one) => one.enum)?.enum;
  if (known) return valueFor(known);
  if (schema.enum || schema.const !== undefined) closed.push(JSON.stringify(schema));
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') return [sampleOf(schema.items ?? {}, valueFor, closed)];
  if (schema.properties) {
    const fields = Object.entries(schema.properties);
    return Object.fromEntries(
      fields.map(([field, one]) => [field, field === 'currency' ? 'INR' : sampleOf(one, valueFor, closed)]),
    );
  }
  if (schema.format === 'date-time') return '2026-01-31T10:00:00.000Z';
  return schema.type === 'integer' ? 1 : 'text';
}

const names = Object.keys(EVENTS) as EventName[];

test.each(names)('%s is read with values that this release does not know, and keeps them', (name) => {
  const closed: string[] = [];
  const sample = sampleOf(schemaOf(name), () => 'of_a_later_release', closed);
  expect(closed).toEqual([]);
  expect(EVENTS[name].schema.parse(sample)).toEqual(sample);
});

test('the compiler and the schema know the values of today', () => {
  const kinds = schemaOf('balanceChanged').properties?.['kind']?.anyOf?.[0]?.enum;
  expect(kinds).toEqual(['topup', 'hold', 'void', 'capture', 'refund', 'reversal', 'reinstatement']);
  const sample = sampleOf(schemaOf('balanceChanged'), ([first]) => first!);
  expect(EVENTS.balanceChanged.schema.parse(sample)).toMatchObject({ kind: 'topup' });
});

test('a value that is no name at all is not read', () => {
  const sample = (value: string) => sampleOf(schemaOf('balanceChanged'), () => value);
  for (const value of ['', 'x'.repeat(65)])
    expect(EVENTS.balanceChanged.schema.safeParse(sample(value)).success).toBe(false);
});

test('every binding of the manifest is in the history, so that it can be taken away one day', () => {
  const manifest: SubscriptionManifest = SUBSCRIPTIONS;
  for (const [service, subscriptions] of Object.entries(manifest))
    for (const [name, events] of Object.entries(subscriptions))
      expect(BINDINGS_EVER[`${service}.${name}`] ?? []).toEqual(
        expect.arrayContaining(events.map((event) => EVENTS[event].type)),
      );
});
