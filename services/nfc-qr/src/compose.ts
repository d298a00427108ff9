import { openChassis, type Chassis } from '@chowk/chassis';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { composeCars } from './cars/cars.ts';
import type { Config } from './config.ts';
import { migrations } from './migrations/migrations.ts';
import { createAuthClient } from './neighbours/auth.ts';
import { composeQrImages } from './qr-images/qr-images.ts';
import { composeScans } from './scans/scans.ts';
import { composeShortCodes } from './short-codes/short-codes.ts';
import { composeWebPages } from './web-pages/web-pages.ts';

/** The one composition root of nfc-qr. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const chassis = await openChassis('nfc-qr', context);
  const { shortCodes, cars, scans, qrImages, webPages } = composeCapabilities(chassis, context);
  return chassis.mount([shortCodes, cars, scans, qrImages, webPages], { migrations });
}

/** Each knows those above it; what the cars must tell those below, they are handed here. */
export function composeCapabilities(
  chassis: Chassis,
  { config, logger }: Pick<ServiceContext<Config>, 'config' | 'logger'>,
) {
  const { connection, clock, outbox, idempotency } = chassis;
  const base = { connection, clock, outbox, idempotency, config, logger };
  const owners = createAuthClient(chassis.client('auth', config.AUTH_GRPC, config.OWNER_LOOKUP_TIMEOUT_MS));

  const shortCodes = composeShortCodes(base);
  const cars = composeCars({
    ...base,
    shortCodes: shortCodes.api,
    onCarDeleted: (id, tx) => qrImages.api.deleteImages({ kind: 'car', id }, tx),
  });
  const scans = composeScans({ ...base, shortCodes: shortCodes.api, cars: cars.api, owners });
  const qrImages = composeQrImages({ ...base, shortCodes: shortCodes.api, cars: cars.api });
  const webPages = composeWebPages({ scans: scans.api });
  return { shortCodes, cars, scans, qrImages, webPages };
}
