import type { Capability, Chassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { CarsApi } from '../cars/cars.ts';
import type { Config } from '../config.ts';
import type { ShortCodesApi } from '../short-codes/short-codes.ts';
import { visitorIdOf, type Digests, type VisitorId } from './domain/visitor-id.ts';
import { createLeaveLead, type LeaveLead } from './http/leave-lead.ts';
import { scannedCarRoutes } from './http/scanned-cars.routes.ts';
import { scanRoutes } from './http/scans.routes.ts';
import { createSendContact, type SendContact } from './http/send-contact.ts';
import { createAccessLogRepository, ownerAccessModel } from './persistence/access-log.repository.ts';
import { createPendingScanRepository } from './persistence/pending-scan.repository.ts';
import { createQuotaRepository, quotaWindowModel } from './persistence/quota.repository.ts';
import { pendingScanModel, scanModel } from './persistence/scan.model.ts';
import { createScanRepository } from './persistence/scan.repository.ts';
import type { OwnerClient } from './ports.ts';
import { ScanBuffer } from './scan-buffer.ts';
import { createAdmitContact } from './use-cases/admit-contact.ts';
import { createAdmitLead } from './use-cases/admit-lead.ts';
import { createFindScannedCar, type FindScannedCar } from './use-cases/find-scanned-car.ts';
import { createListScans } from './use-cases/list-scans.ts';
import { createRecordContact } from './use-cases/record-contact.ts';
import { createRecordLead } from './use-cases/record-lead.ts';
import { createRecordScans } from './use-cases/record-scans.ts';
import { createRevealOwner } from './use-cases/reveal-owner.ts';
import { createViewScannedCar, type ViewScannedCar } from './use-cases/view-scanned-car.ts';

/** What the pages for people do with a code. */
export interface ScansApi {
  findScannedCar: FindScannedCar;
  viewScannedCar: ViewScannedCar;
  leaveLead: LeaveLead;
  sendContact: SendContact;
  visitorId: VisitorId;
}

/** The scanner's side: who scans a code sees a car, maybe its owner, and may leave word; owners see who did. */
export function composeScans(
  deps: Pick<Chassis, 'connection' | 'outbox' | 'idempotency'> & {
    config: Config;
    clock: Clock;
    logger: Logger;
    shortCodes: ShortCodesApi;
    cars: CarsApi;
    owners: OwnerClient;
  },
): Capability<ScansApi> {
  const { connection, outbox, config, clock, logger, shortCodes, cars, owners } = deps;
  // Raw: tokens, names and scopes of before there were versions stay what they are.
  const signer = config.REVEAL_SECRET.rawSigner();
  const digests: Digests = (text) => {
    const [current = '', ...older] = config.REVEAL_SECRET.versions.map((version) =>
      signer.mac(text, version)!.toString('base64url'),
    );
    return [current, ...older];
  };
  const { idempotency } = deps;
  const scans = createScanRepository(connection);
  const accessLog = createAccessLogRepository(connection);
  const quotas = createQuotaRepository(connection, {
    windowSeconds: config.LIMIT_WINDOW_SECONDS,
    limits: { contact: config.CONTACTS_PER_WINDOW, lead: config.LEADS_PER_WINDOW },
  });
  const recordScans = createRecordScans({ scans });
  const buffer = new ScanBuffer({
    pending: createPendingScanRepository(connection),
    recordScans,
    outbox,
    clock,
    logger,
    staleAfterMs: config.VIEW_SWEEP_MS,
  });

  const findScannedCar = createFindScannedCar({ shortCodes, cars });
  const api: ScansApi = {
    findScannedCar,
    viewScannedCar: createViewScannedCar({
      findScannedCar,
      owners,
      accessLog,
      enqueueView: (view) => buffer.enqueue(view),
      reveals: signer,
      clock,
      logger,
    }),
    leaveLead: createLeaveLead({
      admitLead: createAdmitLead({
        findScannedCar,
        cars,
        owners,
        quotas,
        region: config.DEFAULT_REGION,
        clock,
      }),
      recordLead: createRecordLead({ recordScans, clock }),
      revealOwner: createRevealOwner({ accessLog, signer, ttlSeconds: config.REVEAL_TTL_SECONDS, clock }),
      idempotency,
    }),
    sendContact: createSendContact({
      admitContact: createAdmitContact({ findScannedCar, quotas, clock }),
      recordContact: createRecordContact({ recordScans, clock }),
      idempotency,
    }),
    visitorId: (visitor) => visitorIdOf(visitor, digests, clock()),
  };

  return {
    name: 'scans',
    api,
    collections: [
      scanModel(connection),
      pendingScanModel(connection),
      ownerAccessModel(connection),
      quotaWindowModel(connection),
    ],
    retention: [
      { model: scanModel(connection), field: 'at', keepDays: config.SCAN_KEEP_DAYS },
      { model: ownerAccessModel(connection), field: 'at', keepDays: config.OWNER_ACCESS_KEEP_DAYS },
    ],
    routes: [
      // Ahead of the scans of one car: `/cars/qr/scans` is a code.
      ...scannedCarRoutes(api),
      ...scanRoutes({
        ...api,
        listScans: createListScans({ cars, scans }),
        cursors: createCursorCodec(config.CURSOR_SECRET.signer('nfc-qr cursors', 16), 'scans'),
      }),
    ],
    tasks: [
      {
        name: 'flush stale scans',
        everyMs: config.VIEW_SWEEP_MS,
        run: (signal) => buffer.flushStale(signal),
      },
    ],
    stop: () => buffer.drain(),
  };
}
