import { openChassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { hashedCallers } from './callers.ts';
import { carRoutes } from './cars/cars.routes.ts';
import { DEMO_CARS } from './cars/demo-cars.ts';
import { accessLogRepository, accessModel } from './cars/store/access-log.repository.ts';
import { carModel } from './cars/store/car.model.ts';
import { carRepository } from './cars/store/car.repository.ts';
import { addDemoCars } from './cars/use-cases/add-demo-cars.ts';
import { findScannedCar } from './cars/use-cases/find-scanned-car.ts';
import { keepCars } from './cars/use-cases/keep-cars.ts';
import { lookAtCar } from './cars/use-cases/look-at-car.ts';
import { ownersOfAuth } from './clients/auth.client.ts';
import { createCodeSigner } from './codes/code-issuer.ts';
import { parseKeyRing } from './codes/key-ring.ts';
import { codeModel } from './codes/store/code.model.ts';
import { codeRepository } from './codes/store/code.repository.ts';
import { resolveCode } from './codes/use-cases/resolve-code.ts';
import type { NfcQrConfig } from './config.ts';
import { limitRepository, limitWindowModel } from './limits/limits.repository.ts';
import { pageRoutes } from './pages/pages.routes.ts';
import { drawImage, DRAWING_VERSION } from './qr-codes/draw-image.ts';
import { qrCodeRoutes } from './qr-codes/qr-codes.routes.ts';
import { qrCodeModel, qrImageModel } from './qr-codes/store/qr-code.model.ts';
import { imageCache, qrCodeRepository } from './qr-codes/store/qr-code.repository.ts';
import { orderQrCodes } from './qr-codes/use-cases/order-qr-codes.ts';
import { scanRoutes } from './scans/scans.routes.ts';
import { notedViewModel, scanModel } from './scans/store/scan.model.ts';
import { notedViewRepository, scanRepository } from './scans/store/scan.repository.ts';
import { contactOwner } from './scans/use-cases/contact-owner.ts';
import { listScans } from './scans/use-cases/list-scans.ts';
import { recordLead } from './scans/use-cases/record-lead.ts';
import { ViewRecorder } from './scans/view-recorder.ts';
import { collections } from './store/migrations/0001-collections.ts';

/** What keeps cars and their codes; the service and its seed stand on it. */
async function composeCars(context: ServiceContext<NfcQrConfig>) {
  const { config } = context;
  const ring = parseKeyRing(config.QR_SIGNING_KEYS, config.NODE_ENV === 'production');
  const chassis = await openChassis('nfc-qr', context, [collections]);
  const { connection, outbox, idempotency } = chassis;

  const cars = carRepository(carModel(connection));
  const codes = codeRepository(codeModel(connection));
  const qrCodes = qrCodeRepository(qrCodeModel(connection));
  const signer = createCodeSigner(ring, config.PUBLIC_BASE_URL);
  const keep = keepCars({ cars, codes, qrCodes, signer, outbox, idempotency });
  return { chassis, cars, codes, qrCodes, signer, keep };
}

/** Adds the demo cars that are not there yet; returns how many were. The caller stops what was opened. */
export async function composeSeed(context: ServiceContext<NfcQrConfig>): Promise<number> {
  const { keep } = await composeCars(context);
  return addDemoCars(keep, DEMO_CARS);
}

/** The one place where the parts of nfc-qr meet. */
export async function compose(context: ServiceContext<NfcQrConfig>): Promise<ServiceAddresses> {
  const { config, logger, shutdown } = context;
  const { chassis, cars, codes, qrCodes, signer, keep } = await composeCars(context);
  const { connection, outbox, idempotency } = chassis;

  const scans = scanRepository(scanModel(connection));
  const accessLog = accessLogRepository(accessModel(connection));
  const limits = limitRepository(limitWindowModel(connection), {
    windowS: config.LIMIT_WINDOW_S,
    places: { contact: config.CONTACTS_PER_WINDOW, lead: config.LEADS_PER_WINDOW },
  });
  const owners = ownersOfAuth(chassis.client('auth', config.AUTH_GRPC, config.OWNER_LOOKUP_TIMEOUT_MS));
  const callerOf = hashedCallers(config.REVEAL_SECRET);

  const recorder = new ViewRecorder({
    views: notedViewRepository(notedViewModel(connection)),
    scans,
    outbox,
    logger,
    sweepMs: config.VIEW_SWEEP_MS,
  });
  shutdown.add('view recorder', () => recorder.stop());

  const findCar = findScannedCar(resolveCode(signer, codes), cars);
  const revealSecret = config.REVEAL_SECRET;
  const look = lookAtCar({ findCar, owners, accessLog, recorder, revealSecret, logger });
  const contact = contactOwner({ findCar, limits, scans, idempotency });
  const record = recordLead({
    findCar,
    cars,
    owners,
    limits,
    scans,
    accessLog,
    idempotency,
    settings: { region: config.DEFAULT_REGION, revealSecret, revealTtlS: config.REVEAL_TTL_S },
  });
  const images = imageCache(qrImageModel(connection));
  const order = orderQrCodes({
    cars,
    qrCodes,
    images,
    draw: drawImage,
    drawingVersion: DRAWING_VERSION,
    signer,
    idempotency,
  });

  const cursors = (list: string) => createCursorCodec(config.CURSOR_SECRET, list);
  const http = await chassis.serveHttp([
    ...carRoutes({ keep, look, findCar, contact, callerOf, cursors: cursors('cars') }),
    ...scanRoutes({ record, list: listScans(cars, scans), callerOf, cursors: cursors('scans') }),
    ...qrCodeRoutes(order, cursors('qr-codes')),
    ...pageRoutes({ look, findCar, record, contact, callerOf }),
  ]);
  return { httpPort: http.port };
}
