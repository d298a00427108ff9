import { anyId, instant, money } from '@chowk/contracts/fields';
import { z } from 'zod';
import { isOpen, WEEKDAYS } from '../domain/opening-hours.ts';
import type { NearbyStore, Store } from '../domain/store.ts';

export const storeSchema = z
  .object({
    id: anyId,
    name: z.string(),
    description: z.string(),
    categoryIds: z.array(anyId),
    address: z.object({
      line1: z.string(),
      area: z.string(),
      city: z.string(),
      state: z.string().describe('State of India; decides between CGST with SGST and IGST.'),
      pincode: z.string(),
    }),
    location: z.object({ lat: z.number(), lng: z.number() }),
    hours: z.object({
      zone: z.string().describe('A zone of the IANA time zone database.'),
      weekly: z.array(
        z.object({
          day: z.enum(WEEKDAYS),
          opens: z.string().describe('HH:MM on the wall clock of the zone.'),
          closes: z.string().describe('HH:MM up to 24:00; at or before `opens` it means past midnight.'),
        }),
      ),
    }),
    minimumOrder: money,
    deliveryFee: money,
    deliveryRadiusMetres: z.int(),
    gstin: z.string().nullable(),
    image: z.string().nullable().describe('A path below /media.'),
    active: z.boolean().describe('Whether it takes orders at all.'),
    partner: z.boolean(),
    cashbackBps: z.int().describe('Basis points: 500 is 5 %.'),
    openNow: z.boolean().describe('Whether it was open when this was answered.'),
    version: z.int().describe('Grows with each edit.'),
    createdAt: instant,
  })
  .meta({ id: 'Store', description: 'A store, without who owns it.' });

export const nearbyStoreSchema = storeSchema
  .extend({ distanceMetres: z.int().describe('From the point asked about.') })
  .meta({ id: 'NearbyStore', description: 'A store, and how far away it is.' });

/** A store as clients see it at an instant. */
export const storeView = (
  { ownerUserId: _ownerUserId, createdAt, ...store }: Store,
  now: Date,
): z.output<typeof storeSchema> => ({
  ...store,
  createdAt: createdAt.toISOString(),
  openNow: store.active && isOpen(store.hours, now),
});

export const nearbyStoreView = (
  { distanceMetres, ...store }: NearbyStore,
  now: Date,
): z.output<typeof nearbyStoreSchema> => ({ ...storeView(store, now), distanceMetres });
